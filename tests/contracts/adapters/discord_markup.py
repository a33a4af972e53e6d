"""What Discord's client makes of a text: a small reader of its markdown, written from its documentation alone.

It knows nothing of how our adapter escapes. Where clients differ it takes the one that acts on more.
Source: the message formatting reference, and the rules of simple-markdown, which the client is built on.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

_LINK_LABEL = r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]"
_LINK_TARGET = r"\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)+?)>?(?:\s+['\"][\s\S]*?['\"])?\s*\)"
_GAP = r"[^\S\n]+"


@dataclass(frozen=True, slots=True)
class _Rule:
    """`inside` is the group whose text is read on, 0 for none; `shows` the group of the letters that are seen."""

    kind: str
    pattern: re.Pattern[str]
    inside: int = 0
    shows: int = 0
    starts_line: bool = False


def _rule(kind: str, pattern: str, inside: int = 0, shows: int = 0, *, starts_line: bool = False) -> _Rule:
    return _Rule(kind, re.compile(pattern, re.IGNORECASE | re.ASCII), inside, shows, starts_line)


_RULES = (
    _rule("escape", r"\\([^0-9A-Za-z\s])", shows=1),
    _rule("header", rf" *#{{1,3}}{_GAP}([^\n]+)", 1, starts_line=True),
    _rule("subtext", rf" *-#{_GAP}([^\n]+)", 1, starts_line=True),
    _rule("quote", r" *>>> ([\s\S]+)", 1, starts_line=True),
    _rule("quote", r" *> ([^\n]*)", 1, starts_line=True),
    _rule("list", rf" *(?:[*+-]|\d+\.){_GAP}([^\n]+)", 1, starts_line=True),
    _rule("codeblock", r"```(?:[a-z0-9_+\-.#]+?\n)?\n*([^\n][\s\S]*?)\n*```", shows=1),
    _rule("user", r"<@!?\d+>"),
    _rule("role", r"<@&\d+>"),
    _rule("channel", r"<#\d+>"),
    _rule("command", r"</[^:\n>]+:\d+>"),
    _rule("emoji", r"<a?:\w+:\d+>"),
    _rule("time", r"<t:-?\d+(?::[tdfrs])?>"),
    _rule("guide", r"<id:[a-z-]+(?::\d+)?>"),
    _rule("autolink", r"<(?:[^: >\n]+:/[^ >\n]+|[^ >\n]+@[^ >\n]+|\+\d[\d ]*)>"),
    _rule("url", r"(?:https?|steam|discord)://[^\s<]+[^<.,:;\"'\]\s]"),
    _rule("invite", r"discord(?:app)?\.(?:gg|com/invite)/[\w-]{2,}"),
    _rule("link", _LINK_LABEL + _LINK_TARGET, 1),
    _rule("everyone", r"@(?:everyone|here)"),
    _rule("bold", r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)", 1),
    _rule("underline", r"__((?:\\[\s\S]|[^\\])+?)__(?!_)", 1),
    _rule("italic", r"\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^*\s\\]|\*\*)|[^\s*\\])+?)\*(?!\*)", 1),
    _rule("italic", r"_((?:__|\\[\s\S]|[^\\_])+?)_\b", 1),
    _rule("strike", r"~~([\s\S]+?)~~(?!_)", 1),
    _rule("spoiler", r"\|\|([\s\S]+?)\|\|", 1),
    _rule("code", r"(`+)([\s\S]*?[^`])\1(?!`)", shows=2),
)


@dataclass(frozen=True, slots=True)
class Token:
    """Something that is more than letters, as it stands in the source."""

    kind: str
    source: str


@dataclass
class Reading:
    """A text as the client understands it: what is active in it, outer before inner, and the letters that are seen."""

    tokens: list[Token] = field(default_factory=list)
    seen: str = ""

    @property
    def kinds(self) -> Counter[str]:
        return Counter(token.kind for token in self.tokens)


def read(source: str) -> Reading:
    """The text with its active tokens found."""
    reading = Reading()
    reading.seen = "".join(_seen(source, reading.tokens, begins=True))
    return reading


def _seen(source: str, tokens: list[Token], *, begins: bool) -> Iterator[str]:
    position, at_line_start = 0, begins
    while position < len(source):
        rule, found = _first(source, position, at_line_start)
        if rule is None or found is None:
            yield source[position]
            position += 1
        else:
            yield from _taken(rule, found, tokens)
            position = found.end()
        at_line_start = source[position - 1] == "\n"


def _first(source: str, position: int, at_line_start: bool) -> tuple[_Rule | None, re.Match[str] | None]:
    for rule in _RULES:
        if rule.starts_line and not at_line_start:
            continue
        found = rule.pattern.match(source, position)
        if found:
            return rule, found
    return None, None


def _taken(rule: _Rule, found: re.Match[str], tokens: list[Token]) -> Iterator[str]:
    if rule.kind != "escape":
        tokens.append(Token(rule.kind, found[0]))
    if rule.inside:
        yield from _seen(found[rule.inside], tokens, begins=rule.kind in ("quote", "list"))
    else:
        yield found[rule.shows]
