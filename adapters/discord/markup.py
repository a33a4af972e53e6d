"""Text as Discord's markdown: ours and members' words escaped, everything that is more than letters written by us.

The rules for what is active are those of Discord's own client: markdown, `<...>` tokens, `@everyone`, addresses with a
scheme, invitations. A backslash before a sign that is neither letter nor digit takes its meaning away.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import assert_never

from bot.text import Link, Mention, Said, Span, Strong, Text, When, WhenStyle, clean, is_blank, label

_STYLES: dict[WhenStyle, str] = {"moment": "F", "day": "D", "time": "t"}
"""Discord's timestamp styles: long date with weekday and time, date, time; each in the reader's own zone."""

_SIGNS = re.compile(
    r"[\\*_~|`<>\[\]]|@(?=everyone|here)|:(?=//)"
    r"|(?<=discord\.gg)/|(?<=discord\.com)/(?=invite)|(?<=discordapp\.com)/(?=invite)",
    re.IGNORECASE,
)
_BEGINNINGS = re.compile(r"^\s*(?:(?=[#\-+])|\d+(?=\.\s))", re.MULTILINE)
"""What makes a line a heading, small print or a list."""

_COMMAND = re.compile(r"(?<![\w/])/([a-z]+(?:-[a-z]+)*)(?: [a-z]+)?(?![\w/])")
"""What may be a command in our own sentences, with a second word that may belong to it."""


def escaped(words: str) -> str:
    """The words, cleaned, with nothing in them that Discord acts on."""
    return _BEGINNINGS.sub(r"\g<0>\\", _SIGNS.sub(r"\\\g<0>", clean(words)))


def strong(words: str) -> str:
    """The words, escaped, as bold; nothing when nothing of them can be seen."""
    return "" if is_blank(words) else f"**{escaped(words).strip()}**"


def timestamp(at: datetime, style: WhenStyle) -> str:
    """A moment that each reader sees in the zone of their own device."""
    return f"<t:{int(at.timestamp())}:{_STYLES[style]}>"


def _clipped(words: str, most: int | None) -> str:
    """Escaped words of at most `most` characters, never cut between a backslash and its sign."""
    whole = escaped(words)
    if most is None or len(whole) <= most:
        return whole
    kept = whole[: most - 1]
    if (len(kept) - len(kept.rstrip("\\"))) % 2:
        kept = kept[:-1]
    return kept.rstrip() + "…"


@dataclass(frozen=True, slots=True)
class _Ours:
    """Markup we wrote."""

    markup: str


def _mention(mention: Mention, in_dm: bool) -> Iterator[str | _Ours]:
    """In a server the client knows everybody; in a DM it may show only a number, so the name stands beside it."""
    name = label(mention.name, "somebody")
    if not (mention.account.isascii() and mention.account.isdigit()):
        yield name
    elif in_dm:
        yield name
        yield _Ours(f" (<@{mention.account}>)")
    else:
        yield _Ours(f"<@{mention.account}>")


def _link(link: Link) -> str:
    url = link.url.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    return f"[{escaped(label(link.label))}]({url})"


def _with_commands(words: str, commands: Mapping[str, int]) -> Iterator[str | _Ours]:
    """Our words, with the commands that can be tapped picked out."""
    end = 0
    for found in _COMMAND.finditer(words) if commands else ():
        typed = next((one for one in (found[0][1:], found[1]) if one in commands), None)
        if typed is not None:
            yield words[end : found.start()]
            yield _Ours(f"</{typed}:{commands[typed]}>")
            end = found.start() + 1 + len(typed)
    yield words[end:]


def _pieces(span: Span, in_dm: bool, commands: Mapping[str, int]) -> Iterator[str | _Ours]:
    match span:
        case str():
            yield from _with_commands(span, commands)
        case Said(text=said):
            yield said
        case Strong(text=ours):
            typed = ours.removeprefix("/")
            yield _Ours(f"</{typed}:{commands[typed]}>" if ours[:1] == "/" and typed in commands else strong(ours))
        case Mention():
            yield from _mention(span, in_dm)
        case When():
            yield _Ours(timestamp(span.at, span.style))
        case Link():
            yield _Ours(_link(span))
        case _:
            assert_never(span)


def markup(
    text: Text, *, in_dm: bool, most: int | None = None, commands: Mapping[str, int] = MappingProxyType({})
) -> str:
    """The text in Discord's markdown.

    `most` limits each stretch of words, in characters after escaping. `commands` are Discord's ids by what is typed.
    Neighbouring words are escaped together, because two spans can make one token: "@every" and "one".
    """
    shown, words = "", ""
    for span in text:
        for piece in _pieces(span, in_dm, commands):
            if isinstance(piece, str):
                words += piece
            else:
                shown += _clipped(words, most) + piece.markup
                words = ""
    return shown + _clipped(words, most)
