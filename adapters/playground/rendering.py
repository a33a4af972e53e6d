"""Views, messages and the page's parts as HTML. The environment escapes and cleans whatever is printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from adapters.playground.fields import widget
from adapters.playground.post import Post
from adapters.playground.rooms import Room
from adapters.playground.town import BOT, Persona, Town
from adapters.playground.words import clean, moment, to_html
from bot.registry import Ask
from bot.text import Text, When, plain
from bot.views import Button, Card, Choice, Confirm, Form, FormField, Listing, Menu, Picker, Picture, View

TOGETHER = 300
"""Seconds within which messages of one author stand together under one name."""


def _finalize(value: Any) -> Any:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@pass_context
def _words(context: Context, what: Text) -> Markup:
    return to_html(what, context["zone"])


@pass_context
def _when(context: Context, when: When) -> Markup:
    return moment(when, context["zone"])


@pass_context
def _wall(context: Context, when: When) -> str:
    """What a date-time field holds."""
    return when.at.astimezone(ZoneInfo(context["zone"])).strftime("%Y-%m-%dT%H:%M")


def _wall_time(at: datetime, zone: str) -> str:
    """A weekday and a time on somebody's own wall: "Mon 17:30"."""
    return at.astimezone(ZoneInfo(zone)).strftime("%a %H:%M")


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _initials(name: str) -> str:
    words = name.split() or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def _size(picture: Picture) -> tuple[int, int]:
    """Width and height from the PNG's header (bytes 16 to 24), so that the page does not jump."""
    header = picture.png[16:24].ljust(8, b"\0")
    return int.from_bytes(header[:4], "big"), int.from_bytes(header[4:], "big")


def macro(view: View) -> str:
    """The macro of views.html that shows a view of this type."""
    match view:
        case Card():
            return "card"
        case Listing():
            return "listing"
        case Form():
            return "form"
        case Choice():
            return "choice"
        case Picker():
            return "picker"
        case Confirm():
            return "confirm"
        case _:
            assert_never(view)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at the page, and in which room."""

    persona: Persona
    room: Room

    @property
    def zone(self) -> str:
        return self.persona.zone


class Renderer:
    """Fills the templates for a reader."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(words=_words, when=_when, wall=_wall, wall_time=_wall_time, city=_city)
        self._templates.filters.update(initials=_initials, size=_size, widget=widget)
        self._templates.tests.update(button=lambda action: isinstance(action, Button))
        self._templates.tests.update(menu=lambda action: isinstance(action, Menu))
        self._templates.globals.update(bot=BOT, When=When, plain=plain)

    def page(self, name: str, **given: Any) -> str:
        """A whole page or a part of it."""
        return self._templates.get_template(name).render(**given)

    def view(self, view: View, reader: Reader, uid: str, post: Post | None = None) -> Markup:
        """A view inside a message or a dialog; `uid` keeps the ids of its fields apart from others."""
        return self._macro("views.html", macro(view), reader, uid, view, post=post)

    def fields(self, ask: Ask, fields: Sequence[FormField], reader: Reader) -> Markup:
        """The typed options of a command, for the composer."""
        return self._macro("commands.html", "options", reader, "composer", ask, fields)

    def entry(self, post: Post, above: Post | None, reader: Reader) -> Markup:
        """A message as it stands under the one above it, with a line for a new day between them."""
        shown = self.view(post.view, reader, f"p{post.id}-{post.change}", post) if post.view else Markup("")
        author = self._town.person(post.author)
        new_day = above is None or self._day(above, reader) != self._day(post, reader)
        together = above is not None and not new_day and _belong_together(above, post)
        return self._macro(
            "messages.html", "entry", reader, "", post, author, shown, new_day=new_day, together=together
        )

    def entries(self, posts: Sequence[Post], reader: Reader) -> list[Markup]:
        """All messages of a room, oldest first."""
        return [self.entry(post, above, reader) for above, post in pairwise((None, *posts)) if post is not None]

    @staticmethod
    def _day(post: Post, reader: Reader) -> str:
        return plain((When(post.at, "day"),), reader.zone)

    def _macro(self, template: str, name: str, reader: Reader, uid: str, *args: Any, **named: Any) -> Markup:
        space = self._town.space(reader.room.space)
        module = self._templates.get_template(template).make_module(
            {
                "zone": reader.zone,
                "uid": uid,
                "reader": reader,
                "people": self._town.people,
                "channels": space.channels if space else (),
            }
        )
        return Markup(getattr(module, name)(*args, **named))  # noqa: S704 - a macro's output is escaped already


def _belong_together(above: Post, post: Post) -> bool:
    same = (above.author, above.only_for) == (post.author, post.only_for)
    return same and not post.view and (post.at - above.at).total_seconds() < TOGETHER
