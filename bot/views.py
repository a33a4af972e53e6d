"""What the bot shows: a closed union of frozen values, each within the smallest platform's limits.

A view that breaks a limit raises ValueError when it is built, so no adapter ever has to cut. Limits are the
smaller of Discord's (components v2: 40 components, 4000 characters, modals of 5 fields, selects of 25) and
Slack's (header 150, section 3000, button 75, modal title 24, option 75).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.calls import Call
from bot.params import Kind, Option
from bot.text import Text, plain

TITLE = 100
BODY = 2000
LABEL = 34
"""Characters of a button's label that a phone still shows whole."""
FORM_TITLE = 24
TOTAL = 3600
"""Characters of one message altogether; Discord's components v2 hold 4000, the rest is for furniture."""

FILE = 2 * 1024 * 1024
"""Bytes of a file that goes with a card; the platforms hold more."""
_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,47}\.[a-z]{2,4}")
_MEDIA = re.compile(r"[a-z]+/[a-z][a-z.+-]*")

Tone = Literal["plain", "good", "care", "warning"]


def _within(what: str, length: int, most: int, least: int = 0) -> None:
    if not least <= length <= most:
        raise ValueError(f"{what} has {length}, allowed are {least} to {most}")


@dataclass(frozen=True, slots=True)
class Button:
    """Runs `call` when pressed. `opens_form`: the ask's declared form opens first, at once."""

    label: str
    call: Call
    style: Literal["plain", "primary", "danger"] = "plain"
    opens_form: bool = False

    def __post_init__(self) -> None:
        _within("a button's label", len(self.label), LABEL, 1)


@dataclass(frozen=True, slots=True)
class Menu:
    """A drop-down inside a message: picking runs `call` with the value typed into `field`."""

    call: Call
    field: str
    placeholder: str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        _within("a menu", len(self.options), 25, 1)
        _within("a menu's placeholder", len(self.placeholder), TITLE, 1)


Action = Button | Menu


@dataclass(frozen=True, slots=True)
class Fact:
    """A short label and what is to be said about it."""

    label: str
    text: Text

    def __post_init__(self) -> None:
        _within("a fact's label", len(self.label), TITLE, 1)
        _within("a fact", len(plain(self.text)), 1000, 1)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and the words that say the same to somebody who cannot see it.

    With `draw` the PNG is empty until the transaction is over, which drawing would hold up: see `bot.pictures.drawing`.
    """

    png: bytes = field(repr=False)
    alt: str
    name: str = "picture.png"
    draw: Callable[[], bytes] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        _within("a picture's alt text", len(self.alt), 1000, 1)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to keep, for the reader alone: it never stands in a channel. `media` is its type, such as "text/calendar".

    The name is ours: lower-case letters, digits and hyphens, so that it means nothing to any header or file system.
    """

    name: str
    media: str
    data: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not _FILE_NAME.fullmatch(self.name) or not _MEDIA.fullmatch(self.media):
            raise ValueError(f"not a file to hand out: {self.name!r} ({self.media!r})")
        _within("a file", len(self.data), FILE, 1)


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to read, and what can be done about it."""

    title: str
    text: Text = ()
    facts: tuple[Fact, ...] = ()
    actions: tuple[Action, ...] = ()
    picture: Picture | None = None
    tone: Tone = "plain"
    is_public: bool = False
    note: Text = ()
    """A small line at the foot."""
    attachment: Attachment | None = None

    def __post_init__(self) -> None:
        if self.attachment and self.is_public:
            raise ValueError("a file is for one reader, and a public card has many")
        _within("a title", len(self.title), TITLE, 1)
        _within("a card's text", len(plain(self.text)), BODY)
        _within("a card's facts", len(self.facts), 10)
        _check_actions(self.actions, 10)
        length = sum(len(plain(fact.text)) + len(fact.label) for fact in self.facts)
        _within("a card", len(self.title) + len(plain(self.text)) + length, TOTAL)


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a listing."""

    title: Text
    text: Text = ()
    actions: tuple[Button, ...] = ()

    def __post_init__(self) -> None:
        _within("an item's title", len(plain(self.title)), TITLE, 1)
        _within("an item's text", len(plain(self.text)), 1000)
        _check_actions(self.actions, 3)


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows to look through, at most five at a time; `newer` and `older` turn the page in place."""

    title: str
    items: tuple[Item, ...]
    text: Text = ()
    newer: Call | None = None
    older: Call | None = None
    page: str = ""
    """Where we are: "6–10 of 42"."""
    actions: tuple[Action, ...] = ()
    is_public: bool = False
    note: Text = ()

    def __post_init__(self) -> None:
        _within("a title", len(self.title), TITLE, 1)
        _within("a listing", len(self.items), 5)
        _check_actions(self.actions, 4)
        length = sum(len(plain(item.title)) + len(plain(item.text)) for item in self.items)
        _within("a listing", len(plain(self.text)) + length, TOTAL)


@dataclass(frozen=True, slots=True)
class FormField:
    """A field as it is shown: its declaration, what stands in it, and what is wrong with it."""

    name: str
    kind: Kind
    is_required: bool
    value: str | tuple[str, ...] = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """Up to five fields; submitting runs `call` with what was typed. Errors come back beside the fields."""

    title: str
    call: Call
    fields: tuple[FormField, ...]
    text: Text = ()
    """Said before anything is written: who will read it, what happens next."""
    error: str = ""
    """What is wrong with the whole, when no single field is to blame."""
    submit: str = "Send"

    def __post_init__(self) -> None:
        _within("a form's title", len(self.title), FORM_TITLE, 1)
        _within("a form", len(self.fields), 5, 1)
        _within("a form's text", len(plain(self.text)), 1000)
        _within("a form's submit label", len(self.submit), FORM_TITLE, 1)


@dataclass(frozen=True, slots=True)
class Choice:
    """One question with up to 25 answers; picking one runs `call` with the value typed into `field`."""

    question: str
    call: Call
    field: str
    options: tuple[Option, ...]
    text: Text = ()

    def __post_init__(self) -> None:
        _within("a question", len(self.question), TITLE, 1)
        _within("a choice", len(self.options), 25, 1)


@dataclass(frozen=True, slots=True)
class Picker:
    """One question answered with the platform's own picker for the kind: person, channel, role, day, zone."""

    question: str
    call: Call
    field: str
    kind: Kind
    text: Text = ()

    def __post_init__(self) -> None:
        _within("a question", len(self.question), TITLE, 1)


@dataclass(frozen=True, slots=True)
class Confirm:
    """Are you sure? Nothing has happened yet; `no` leaves everything as it is."""

    question: str
    text: Text
    yes: Button
    no: Button

    def __post_init__(self) -> None:
        _within("a question", len(self.question), TITLE, 1)
        _within("a confirmation's text", len(plain(self.text)), BODY)


View = Card | Listing | Form | Choice | Picker | Confirm


def attachment_of(view: View) -> Attachment | None:
    """The file that goes with a view."""
    return view.attachment if isinstance(view, Card) else None


def in_channel(view: View) -> View:
    """The view as a channel may show it: without the file, which is for one reader."""
    return replace(view, attachment=None) if isinstance(view, Card) and view.attachment else view


def _check_actions(actions: Sequence[Action], most: int) -> None:
    _within("the actions", len(actions), most)
    calls = [str(action.call) for action in actions]
    if len(set(calls)) != len(calls):
        raise ValueError(f"two actions with one call: {calls}")
