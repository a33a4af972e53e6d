"""What people work towards."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.goals import Goal, GoalState


class Goals(Protocol):
    """Opened for one community. Whose a goal is, is the caller's to check."""

    async def add(self, person: int, title: str, until: date | None, is_shared: bool) -> int:
        """A new open goal without steps; its id."""
        ...

    async def get(self, goal: int) -> Goal | None:
        """One goal with its steps, in their order."""
        ...

    async def of(self, person: int, *, is_over: bool = False) -> Sequence[Goal]:
        """Their open goals, the soonest day first, without a day last; or those done and dropped, newest first."""
        ...

    async def edit(self, goal: int, title: str, until: date | None, is_shared: bool) -> bool:
        """Says it anew; False when it is not open."""
        ...

    async def write_steps(self, goal: int, titles: Sequence[str]) -> None:
        """These steps and no others, in this order; one that was there under the same title stays ticked or not."""
        ...

    async def tick(self, goal: int, step: int, is_done: bool) -> bool:
        """Ticks a step off, or takes the tick away; False when an open goal has no such step."""
        ...

    async def progress(self, goal: int, percent: int) -> bool:
        """How far its owner says it is; False when it is not open."""
        ...

    async def move(self, goal: int, state: GoalState, now: datetime) -> bool:
        """Done, dropped, or open again. False when it is not open, or for OPEN when it is: so each is counted once."""
        ...

    async def adopt(self, person: int, title: str, on: date, deadline: str) -> int | None:
        """A new open goal that follows a deadline of theirs; None when they have made one of it, open or over."""
        ...

    async def adopted(self, person: int) -> Collection[str]:
        """The deadlines they have made goals of, open or over."""
        ...

    async def follow(self, goal: int, on: date) -> bool:
        """The deadline of an open goal has moved, and its day with it; False when it is there already."""
        ...

    async def reached(self, person: int) -> int:
        """How many of their goals are done."""
        ...
