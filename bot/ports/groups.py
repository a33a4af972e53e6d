"""Group sessions of one community. The database refuses a place too many, and two things of one person at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.groups import Group, GroupPlan, GroupState, Seat, Taking


class Groups(Protocol):
    """Open, past and cancelled group sessions, and who has a place in them. Times are aware, in UTC."""

    async def open(self, plan: GroupPlan, series: int = 0) -> int | None:
        """A new one, of the series that `series` began; it takes the mentor's time.

        None, and nothing is changed, when the mentor has something else then.
        """
        ...

    async def get(self, group: int) -> Group | None: ...

    async def lock(self, group: int) -> None:
        """Until this transaction ends, nobody else who locks or changes this one goes on."""
        ...

    async def take(self, group: int, person: int, now: datetime) -> Taking:
        """A place for somebody, which takes their time; nothing is changed unless it is SEATED."""
        ...

    async def wait(self, group: int, person: int, now: datetime) -> bool:
        """The end of the waiting list; False when they have a place, wait already, or it is not open."""
        ...

    async def give_back(self, group: int, person: int) -> bool:
        """Their place or their wait is over, and their time free; False when they had neither or it is not open."""
        ...

    async def promote(self, group: int) -> int | None:
        """Gives a free place to whoever waits longest of those who have time then; None when there is none."""
        ...

    async def seat(self, group: int, person: int) -> Seat | None: ...

    async def seats(self, group: int) -> Sequence[Seat]:
        """Those with a place by its number, then those who wait, the longest first."""
        ...

    async def wish(self, group: int, person: int, words: str) -> bool:
        """What somebody with a place would like to talk about; False for others."""
        ...

    async def move(self, group: int, start: datetime) -> Sequence[int] | None:
        """To another start. Who has a place and no time then loses it: these people.

        None, and nothing is changed, when the mentor has something else then or it is not open.
        """
        ...

    async def cancel(self, group: int, reason: str = "") -> bool:
        """From open to cancelled, which frees everybody's time; False when it was settled before."""
        ...

    async def finish(self, group: int, state: GroupState) -> bool:
        """What became of one that is not cancelled: held, or empty; False for others."""
        ...

    async def tick(self, group: int, people: Sequence[int], came: bool) -> int:
        """Whether these people were there; how many of them have a place."""
        ...

    async def note(self, group: int, words: str) -> bool:
        """The mentor's word to those who were there; False when there is one already."""
        ...

    async def coming(self, person: int, now: datetime) -> Sequence[Group]:
        """Open ones that are not over, which a person mentors, has a place in or waits for, soonest first."""
        ...

    async def listed(self, person: int, now: datetime, most: int, skip: int = 0) -> Sequence[Group]:
        """Open ones that have not begun and that a person mentors or may come to, soonest first.

        They may come to what is for everybody, and to what is for mentees while they are in an active mentorship with
        its mentor; never where one of the two blocked the other.
        """
        ...

    async def of_series(self, series: int, since: datetime) -> Sequence[Group]:
        """Open ones of a series that begin at `since` or later, soonest first."""
        ...
