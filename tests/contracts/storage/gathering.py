"""One way to call every method about group sessions."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bot.domain.groups import GroupState
from tests.contracts.storage.places import START, group_plan

LATER = START + timedelta(days=3)


async def said(counted: Awaitable[int]) -> str:
    """A count in words: it is an answer, where an id is only a number."""
    return str(await counted)


CASES: dict[str, Callable[[Any, Any], Awaitable[object]]] = {
    "groups.open": lambda part, ids: part.open(group_plan(ids.noor, START + timedelta(days=20)), ids.group),
    "groups.get": lambda part, ids: part.get(ids.group),
    "groups.lock": lambda part, ids: part.lock(ids.group),
    "groups.take": lambda part, ids: part.take(ids.group, ids.eve, START),
    "groups.wait": lambda part, ids: part.wait(ids.group, ids.eve, START),
    "groups.give_back": lambda part, ids: part.give_back(ids.group, ids.ada),
    "groups.promote": lambda part, ids: part.promote(ids.group),
    "groups.seat": lambda part, ids: part.seat(ids.group, ids.ada),
    "groups.seats": lambda part, ids: part.seats(ids.group),
    "groups.wish": lambda part, ids: part.wish(ids.group, ids.ada, "My thesis"),
    "groups.move": lambda part, ids: part.move(ids.group, LATER + timedelta(days=20)),
    "groups.cancel": lambda part, ids: part.cancel(ids.group, "A cold"),
    "groups.finish": lambda part, ids: part.finish(ids.group, GroupState.HELD),
    "groups.tick": lambda part, ids: said(part.tick(ids.group, (ids.ada,), True)),
    "groups.note": lambda part, ids: part.note(ids.group, "Thank you"),
    "groups.coming": lambda part, ids: part.coming(ids.ada, START),
    "groups.listed": lambda part, ids: part.listed(ids.noor, START, 9),
    "groups.of_series": lambda part, ids: part.of_series(ids.group, START),
}
