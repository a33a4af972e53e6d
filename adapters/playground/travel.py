"""Moving the clock: every tick that is due on the way is run, in order."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from adapters.playground.clock import SimulatedClock
from adapters.playground.post import Post
from adapters.playground.town import Town

PATIENCE = timedelta(hours=1)
"""How far to go on when the same moment is due again right after its tick."""


class Clockwork(Protocol):
    """What is due and when; the core's own clockwork fits."""

    async def tick(self, now: datetime) -> None: ...

    async def next_at(self) -> datetime | None: ...


async def travel(
    clock: SimulatedClock, clockwork: Clockwork, target: datetime, arrived: Callable[[], Awaitable[None]]
) -> None:
    """Moves to `target`, which lies ahead, calling `arrived` after each tick on the way and at the end."""
    earliest = clock.now()
    due = await clockwork.next_at()
    while due is not None and max(due, earliest) <= target:
        clock.set(max(due, earliest))
        await clockwork.tick(clock.now())
        await arrived()
        due = await clockwork.next_at()
        if due is not None and due <= clock.now():
            earliest = clock.now() + PATIENCE
    clock.set(target)
    await clockwork.tick(clock.now())
    await arrived()


def happened(town: Town, posts: Sequence[Post]) -> str:
    """What arrived on the way: "3 messages arrived: 2 for Asha, 1 in #mentors.\""""
    seen = [place for post in posts if (place := _place(town, post))]
    if not seen:
        return "Nothing arrived in that time."
    count = f"{len(seen)} messages" if len(seen) > 1 else "1 message"
    where = ", ".join(f"{number} {place}" for place, number in Counter(seen).items())
    return f"{count} arrived: {where}."


def _place(town: Town, post: Post) -> str:
    if not post.room.is_direct:
        return f"in #{post.room.channel}"
    reader = town.persona(post.room.people[0])
    is_from_bot = len(post.room.people) == 1
    return f"for {reader.name}" if reader and is_from_bot else ""
