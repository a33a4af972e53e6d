"""A slash command's text, read into the command's declared fields where it is clear."""

import re
from collections.abc import Mapping

from bot.params import DayPick, Line, Paragraph, PersonPick, Pick, Whole
from bot.registry import Ask, Registry

_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def split(registry: Registry, name: str, text: str) -> tuple[Ask, str] | None:
    """The ask behind `/name text`, of one word or two, and the text that is left; None when there is none."""
    first, _, rest = text.strip().partition(" ")
    by_command = {ask.command: ask for ask in registry.commands()}
    longer = by_command.get(f"{name} {first.lower()}")
    if longer is not None:
        return longer, rest.strip()
    found = by_command.get(name)
    return (found, text.strip()) if found is not None else None


def typed(ask: Ask, text: str) -> Mapping[str, str]:
    """`topic: statistics language: German` by name; otherwise the whole text is the first field that takes words."""
    if not text or not ask.typed:
        return {}
    named = _named(ask, text)
    if named:
        return named
    first = next(
        (param for param in ask.typed if isinstance(param.kind, Line | PersonPick | Pick | DayPick | Whole)), None
    )
    return {first.name: _value(text)} if first is not None else {}


def _named(ask: Ask, text: str) -> dict[str, str]:
    names = "|".join(re.escape(param.name) for param in ask.typed)
    parts = re.split(rf"(?:^|\s)({names})[:=]\s*", text)
    if len(parts) < 3 or parts[0].strip():
        return {}
    return {name: _value(value.strip()) for name, value in zip(parts[1::2], parts[2::2], strict=True) if value.strip()}


def _value(words: str) -> str:
    """Slack escapes what is typed, and writes people as `<@U123|name>`."""
    person = _PERSON.fullmatch(words)
    if person:
        return person[1]
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def wants_form(ask: Ask, given: Mapping[str, str]) -> bool:
    """Whether the form opens first: something is missing, or it says who reads what is written."""
    has_words = any(isinstance(param.kind, Paragraph) and given.get(param.name) for param in ask.typed)
    return ask.missing(given) or (has_words and bool(ask.intro))
