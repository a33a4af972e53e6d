"""Fills the mentions of a view with names and with account ids of the reader's space."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from bot.calls import Call
from bot.ports.people import People
from bot.text import Mention, clipped
from bot.views import View

Shown = TypeVar("Shown", bound=View | tuple[View, ...])

LONGEST = 40
"""Characters of a name that are shown: platforms allow eighty, and a view with a few of those breaks its limits."""

_known: dict[type, tuple[str, ...]] = {}


def _parts(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass that may hold mentions; asked thousands of times a second, so kept by type."""
    if kind not in _known:
        _known[kind] = tuple(f.name for f in fields(kind)) if is_dataclass(kind) and kind is not Call else ()
    return _known[kind]


def _mentions(value: object) -> Iterator[Mention]:
    if isinstance(value, Mention):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _mentions(part)
    else:
        for name in _parts(type(value)):
            yield from _mentions(getattr(value, name))


def _mapped(value: Any, change: Callable[[Mention], Mention]) -> Any:
    if isinstance(value, Mention):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(part, change) for part in value)
    changed = {
        name: new for name in _parts(type(value)) if (new := _mapped(old := getattr(value, name), change)) != old
    }
    return replace(value, **changed) if changed else value


async def with_names(view: Shown, people: People, platform: str, space: str) -> Shown:
    """The view, or several, with each mention's `name`, and its `account` where they have one in this space."""
    wanted = sorted({mention.person for mention in _mentions(view)})
    if not wanted:
        return view
    named = await people.named(wanted, platform, space)

    def change(mention: Mention) -> Mention:
        name, account = named.get(mention.person, ("somebody who left", ""))
        return Mention(mention.person, clipped(name, LONGEST), account)

    filled: Shown = _mapped(view, change)
    return filled
