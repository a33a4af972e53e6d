"""Text as typed spans, so that no adapter has to guess what may be markup.

A plain `str` is written by us, `Said` by a member; adapters escape both, and additionally keep links and
mentions inside `Said` inert. Everything that is more than letters is a span of its own.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

WhenStyle = Literal["moment", "day", "time"]


@dataclass(frozen=True, slots=True)
class Said:
    """Words a member typed. Never interpreted, by anybody."""

    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person. `name` and `account` (their id in the reader's space) are filled in by the door."""

    person: int
    name: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """An aware moment, shown in each reader's own time zone. `style` says how much of it is shown."""

    at: datetime
    style: WhenStyle = "moment"

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("When needs an aware datetime")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of ours, https or http on this machine; a member's own address is shown as `Said`."""

    url: str
    label: str

    def __post_init__(self) -> None:
        if not self.url.startswith(("https://", "http://127.0.0.1")):
            raise ValueError(f"not a link to show: {self.url[:40]!r}")


@dataclass(frozen=True, slots=True)
class Strong:
    """A few words of ours that carry the sentence."""

    text: str


Span = str | Said | Mention | When | Link | Strong
Text = tuple[Span, ...]


def text(*parts: Span | Text) -> Text:
    """One text out of spans and texts, in order."""
    spans: list[Span] = []
    for part in parts:
        spans.extend(part if isinstance(part, tuple) else (part,))
    return tuple(spans)


def joined(parts: Iterable[Span | Text], between: str = ", ") -> Text:
    """The parts with `between` in the gaps."""
    spans: list[Span] = []
    for index, part in enumerate(parts):
        if index:
            spans.append(between)
        spans.extend(part if isinstance(part, tuple) else (part,))
    return tuple(spans)


def when_text(when: When, zone: str) -> str:
    """The moment in words for a reader in `zone`: "Tue 3 Mar 2026, 16:00"."""
    local = when.at.astimezone(ZoneInfo(zone))
    day = f"{local:%a} {local.day} {local:%b} {local.year}"
    styles: dict[WhenStyle, str] = {"moment": f"{day}, {local:%H:%M}", "day": day, "time": f"{local:%H:%M}"}
    return styles[when.style]


def _span_text(span: Span, zone: str) -> str:
    match span:
        case str():
            return span
        case Said(text=said) | Strong(text=said):
            return said
        case Mention():
            return span.name or "somebody"
        case When():
            return when_text(span, zone)
        case Link():
            return span.label


def plain(what: Text, zone: str = "UTC") -> str:
    """The text without any markup, for notifications, alt texts, limits and tests."""
    return "".join(_span_text(span, zone) for span in what)


def clipped(words: str, most: int) -> str:
    """At most `most` characters; an ellipsis stands for what was cut."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\u3164\ufeff\uffa0\ud800-\udfff]"
)
"""Control characters, turns of direction, what has no width, halves of a pair. Joiners stay: some scripts need them."""
_BLANK = frozenset("\u034f\u2800")
"""Signs that show nothing, though their category says otherwise."""


def clean(words: str) -> str:
    """The words without what nobody can see."""
    return _HIDDEN.sub("", words.replace("\r\n", "\n"))


def is_blank(words: str) -> bool:
    """Whether nobody would see anything of the words."""
    return all(char.isspace() or char in _BLANK or unicodedata.category(char)[0] == "C" for char in clean(words))


def label(words: str, otherwise: str = "…") -> str:
    """The words on one line, for a place where letters are letters; `otherwise` when nothing of them can be seen."""
    return otherwise if is_blank(words) else " ".join(clean(words).split())
