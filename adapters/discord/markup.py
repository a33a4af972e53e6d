"""Text as Discord's markdown: ours and members' words escaped, everything that is more than letters written by us.

The rules for what is active are those of Discord's own client: markdown, `<...>` tokens, `@everyone`, addresses with a
scheme, invitations. A backslash before a sign that is neither letter nor digit takes its meaning away.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import assert_never

from bot.text import Link, Mention, Said, Span, Strong, Text, When, WhenStyle

_STYLES: dict[WhenStyle, str] = {"moment": "F", "day": "D", "time": "t"}
"""Discord's timestamp styles: long date with weekday and time, date, time; each in the reader's own zone."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\u3164\ufeff\uffa0\ud800-\udfff]"
)
"""Control characters, turns of direction, what has no width, halves of a pair. Joiners stay: some scripts need them."""
_SIGNS = re.compile(
    r"[\\*_~|`<>\[\]]|@(?=everyone|here)|:(?=//)"
    r"|(?<=discord\.gg)/|(?<=discord\.com)/(?=invite)|(?<=discordapp\.com)/(?=invite)",
    re.IGNORECASE,
)
_BEGINNINGS = re.compile(r"^\s*(?:(?=[#\-+])|\d+(?=\.\s))", re.MULTILINE)
"""What makes a line a heading, small print or a list."""

_COMMAND = re.compile(r"(?<![\w/])/([a-z]+(?:-[a-z]+)*)(?: [a-z]+)?(?![\w/])")
"""What may be a command in our own sentences, with a second word that may belong to it."""


def clean(words: str) -> str:
    """The words without what nobody can see."""
    return _HIDDEN.sub("", words.replace("\r\n", "\n"))


def escaped(words: str) -> str:
    """The words, cleaned, with nothing in them that Discord acts on."""
    return _BEGINNINGS.sub(r"\g<0>\\", _SIGNS.sub(r"\\\g<0>", clean(words)))


def _clipped(words: str, most: int | None) -> str:
    """Escaped words of at most `most` characters, never cut between a backslash and its sign."""
    whole = escaped(words)
    if most is None or len(whole) <= most:
        return whole
    kept = whole[: most - 1]
    if (len(kept) - len(kept.rstrip("\\"))) % 2:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def timestamp(at: datetime, style: WhenStyle) -> str:
    """A moment that each reader sees in the zone of their own device."""
    return f"<t:{int(at.timestamp())}:{_STYLES[style]}>"


def _mention(mention: Mention, in_dm: bool, most: int | None) -> str:
    """In a server the client knows everybody; in a DM it may show only a number, so the name stands beside it."""
    name = _clipped(mention.name or "somebody", most)
    if not (mention.account.isascii() and mention.account.isdigit()):
        return name
    return f"{name} (<@{mention.account}>)" if in_dm else f"<@{mention.account}>"


def _link(link: Link) -> str:
    url = link.url.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    return f"[{escaped(link.label)}]({url})"


def _span(span: Span, in_dm: bool, most: int | None) -> str:
    match span:
        case str():
            return _clipped(span, most)
        case Said(text=said):
            return _clipped(said, most)
        case Strong(text=ours):
            return f"**{_clipped(ours, most)}**"
        case Mention():
            return _mention(span, in_dm, most)
        case When():
            return timestamp(span.at, span.style)
        case Link():
            return _link(span)
        case _:
            assert_never(span)


@dataclass(frozen=True, slots=True)
class _Tap:
    """A command that can be tapped."""

    typed: str
    id: int


def _pieces(text: Text, commands: Mapping[str, int]) -> Iterator[Span | _Tap]:
    """The spans, with the commands that we name (never a member) picked out of our words."""
    for span in text:
        if isinstance(span, Strong) and span.text[1:] in commands and span.text[0] == "/":
            yield _Tap(span.text[1:], commands[span.text[1:]])
            continue
        if not isinstance(span, str) or "/" not in span or not commands:
            yield span
            continue
        end = 0
        for found in _COMMAND.finditer(span):
            typed = next((words for words in (found[0][1:], found[1]) if words in commands), None)
            if typed is not None:
                yield span[end : found.start()]
                yield _Tap(typed, commands[typed])
                end = found.start() + 1 + len(typed)
        yield span[end:]


def _joined(pieces: Iterable[Span | _Tap]) -> Iterator[Span | _Tap]:
    """Neighbouring words together, because two spans can make one token: "@every" and "one"."""
    words = ""
    for piece in pieces:
        if isinstance(piece, str | Said):
            words += piece if isinstance(piece, str) else piece.text
            continue
        if words:
            yield words
        words = ""
        yield piece
    if words:
        yield words


def markup(
    text: Text, *, in_dm: bool, most: int | None = None, commands: Mapping[str, int] = MappingProxyType({})
) -> str:
    """The text in Discord's markdown.

    `most` limits each stretch of words, in characters after escaping. `commands` are Discord's ids by what is typed.
    """
    pieces = _joined(_pieces(text, commands))
    return "".join(
        f"</{piece.typed}:{piece.id}>" if isinstance(piece, _Tap) else _span(piece, in_dm, most) for piece in pieces
    )
