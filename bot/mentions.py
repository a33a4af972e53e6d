"""Fills the mentions of a view with names and with account ids of the reader's space."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from bot.ports.people import People
from bot.text import Mention
from bot.views import View

Shown = TypeVar("Shown", bound=View | tuple[View, ...])


def _mentions(value: object) -> Iterator[Mention]:
    if isinstance(value, Mention):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _mentions(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            yield from _mentions(getattr(value, f.name))


def _mapped(value: Any, change: Callable[[Mention], Mention]) -> Any:
    if isinstance(value, Mention):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(part, change) for part in value)
    if is_dataclass(value) and not isinstance(value, type) and any(_mentions(value)):
        return replace(value, **{f.name: _mapped(getattr(value, f.name), change) for f in fields(value)})
    return value


async def with_names(view: Shown, people: People, platform: str, space: str) -> Shown:
    """The view, or several, with each mention's `name`, and its `account` where they have one in this space."""
    wanted = sorted({mention.person for mention in _mentions(view)})
    if not wanted:
        return view
    named = await people.named(wanted, platform, space)

    def change(mention: Mention) -> Mention:
        name, account = named.get(mention.person, ("somebody who left", ""))
        return Mention(mention.person, name, account)

    filled: Shown = _mapped(view, change)
    return filled
