"""Views as Discord messages: components v2, one container with the view's colour (docs/decisions/0006).

Limits: 40 components and 4,000 characters a message, 5 buttons or one menu a row. Views fit by how they are built;
only escaping can make their words longer, and then each stretch of words is shortened, the longest first.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, assert_never

import discord
from discord import ui

from adapters.discord.custom_id import Ids
from adapters.discord.fields import channels_of
from adapters.discord.forms import drafts
from adapters.discord.markup import escaped, markup, strong
from bot.params import ChannelPick, Option, PersonPick, RolePick
from bot.text import Text, label
from bot.views import (
    Action,
    Attachment,
    Button,
    Card,
    Choice,
    Confirm,
    Form,
    Item,
    Listing,
    Menu,
    Picker,
    Picture,
    Tone,
    View,
    attachment_of,
)

MOST_CHARACTERS = 4000
MOST_COMPONENTS = 40
ROW = 5

_COLOURS: dict[Tone, int] = {"plain": 0x0F766E, "good": 0x2E7D32, "care": 0x7C5CBF, "warning": 0xB26A00}
_STYLES = {
    "plain": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}
_SHORTER = (None, 900, 500, 250, 120, 60, 25)

Child = ui.Item[Any]


@dataclass(frozen=True, slots=True)
class Message:
    """What to send: a finished layout, which discord.py therefore forgets at once, and the files it shows."""

    layout: ui.LayoutView
    files: list[discord.File]


def message(view: View, *, in_dm: bool, commands: Mapping[str, int] = MappingProxyType({})) -> Message:
    """The view as a message. Needs a running event loop; call it anew for each send.

    `commands` are Discord's ids by what is typed: those that we name in a sentence can then be tapped.
    """
    for most in _SHORTER:
        layout = _layout(view, _Pen(in_dm, most, commands))
        if layout.content_length() <= MOST_CHARACTERS:
            break
    layout.stop()
    picture, attachment = getattr(view, "picture", None), attachment_of(view)
    return Message(layout, [*([_file(picture)] if picture else []), *([_kept(attachment)] if attachment else [])])


def _file(picture: Picture) -> discord.File:
    return discord.File(io.BytesIO(picture.png), filename=picture.name, description=label(picture.alt, "A picture"))


def _kept(attachment: Attachment) -> discord.File:
    return discord.File(io.BytesIO(attachment.data), filename=attachment.name)


@dataclass(frozen=True, slots=True)
class _Pen:
    """How words are written in this message."""

    in_dm: bool
    most: int | None
    commands: Mapping[str, int]

    def words(self, text: Text) -> str:
        return markup(text, in_dm=self.in_dm, most=self.most, commands=self.commands)

    def small(self, text: Text) -> str:
        return "\n".join(f"-# {line}" for line in self.words(text).split("\n") if line)


def _layout(view: View, pen: _Pen) -> ui.LayoutView:
    layout = ui.LayoutView(timeout=None)
    parts = list(_parts(view, pen, Ids()))
    colour = _COLOURS[view.tone] if isinstance(view, Card) else _COLOURS["plain"]
    layout.add_item(ui.Container(*parts, accent_colour=colour))
    return layout


def _parts(view: View, pen: _Pen, ids: Ids) -> Iterator[Child]:
    match view:
        case Card():
            return _card(view, pen, ids)
        case Listing():
            return _listing(view, pen, ids)
        case Form():
            return _form(view, pen, ids)
        case Choice():
            return _choice(view, pen, ids)
        case Picker():
            return _picker(view, pen, ids)
        case Confirm():
            return _confirm(view, pen, ids)
        case _:
            assert_never(view)


def _head(title: str, text: Text, pen: _Pen) -> ui.TextDisplay[Any]:
    said = pen.words(text)
    return ui.TextDisplay(f"### {escaped(label(title))}" + (f"\n{said}" if said else ""))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _card(card: Card, pen: _Pen, ids: Ids) -> Iterator[Child]:
    yield _head(card.title, card.text, pen)
    if card.facts:
        lines = (part for fact in card.facts for part in (strong(label(fact.label, "")), pen.words(fact.text)))
        yield ui.TextDisplay("\n".join(line for line in lines if line))
    if card.picture:
        shown = discord.MediaGalleryItem(
            f"attachment://{_file(card.picture).filename}", description=label(card.picture.alt, "A picture")
        )
        yield ui.MediaGallery(shown)
    if card.attachment:
        yield ui.File(f"attachment://{card.attachment.name}")
    yield from _rows(card.actions, ids)
    if card.note:
        yield ui.TextDisplay(pen.small(card.note))


def _listing(listing: Listing, pen: _Pen, ids: Ids) -> Iterator[Child]:
    yield _head(listing.title, listing.text, pen)
    for item in listing.items:
        yield from _item(item, pen, ids)
    turns = [
        Button(label, turn) for label, turn in (("Newer", listing.newer), ("Older", listing.older)) if turn is not None
    ]
    yield from _rows((*turns, *listing.actions), ids)
    foot = [line for line in (f"-# {escaped(listing.page)}" if listing.page else "", pen.small(listing.note)) if line]
    if foot:
        yield ui.TextDisplay("\n".join(foot))


def _item(item: Item, pen: _Pen, ids: Ids) -> Iterator[Child]:
    said = pen.words(item.text)
    title = _one_line(pen.words(item.title))
    words = "\n".join(part for part in (f"**{title}**" if title else "", said) if part)
    if len(item.actions) == 1:
        yield ui.Section(ui.TextDisplay(words), accessory=_button(item.actions[0], ids))
        return
    yield ui.TextDisplay(words)
    yield from _rows(item.actions, ids)


def _form(form: Form, pen: _Pen, ids: Ids) -> Iterator[Child]:
    is_wrong = form.error or any(field.error for field in form.fields)
    yield _head(form.title, (form.error,) if form.error else form.text, pen)
    yield from drafts(form)
    label = "Open it again" if is_wrong else "Open the form"
    yield from _rows((Button(label, form.call, "primary", opens_form=True),), ids)


def _choice(choice: Choice, pen: _Pen, ids: Ids) -> Iterator[Child]:
    yield _head(choice.question, choice.text, pen)
    yield ui.ActionRow(_select(choice.options, ids.picks(choice.field, choice.call), "Pick one"))


def _confirm(confirm: Confirm, pen: _Pen, ids: Ids) -> Iterator[Child]:
    yield _head(confirm.question, confirm.text, pen)
    yield from _rows((confirm.yes, confirm.no), ids)


def _picker(picker: Picker, pen: _Pen, ids: Ids) -> Iterator[Child]:
    yield _head(picker.question, picker.text, pen)
    custom_id = ids.picks(picker.field, picker.call)
    pickers: dict[type, Callable[[], Child]] = {
        PersonPick: lambda: ui.UserSelect(custom_id=custom_id),
        ChannelPick: lambda: ui.ChannelSelect(custom_id=custom_id, channel_types=channels_of(picker.kind)),
        RolePick: lambda: ui.RoleSelect(custom_id=custom_id),
    }
    make = pickers.get(type(picker.kind))
    if make:
        yield ui.ActionRow(make())
    else:
        yield from _rows((Button(picker.kind.label[:34], picker.call, "primary", opens_form=True),), ids)


def _rows(actions: Sequence[Action], ids: Ids) -> Iterator[Child]:
    """Buttons side by side, each menu in a row of its own, in order."""
    row: list[Child] = []
    for action in actions:
        if isinstance(action, Menu):
            if row:
                yield ui.ActionRow(*row)
            row = []
            yield ui.ActionRow(_select(action.options, ids.picks(action.field, action.call), action.placeholder))
            continue
        row.append(_button(action, ids))
        if len(row) == ROW:
            yield ui.ActionRow(*row)
            row = []
    if row:
        yield ui.ActionRow(*row)


def _button(button: Button, ids: Ids) -> ui.Button[Any]:
    custom_id = ids.opens(button.call) if button.opens_form else ids.runs(button.call)
    return ui.Button(label=label(button.label), custom_id=custom_id, style=_STYLES[button.style])


def _select(options: Sequence[Option], custom_id: str, placeholder: str) -> ui.Select[Any]:
    shown = [
        discord.SelectOption(label=label(option.label), value=option.value, description=label(option.hint, "") or None)
        for option in options
    ]
    return ui.Select(custom_id=custom_id, placeholder=label(placeholder), options=shown)
