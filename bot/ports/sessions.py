"""Meetings of one community. Two of one person never take place at once: the database refuses the second."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.sessions import Session
from bot.domain.slots import Span


class Sessions(Protocol):
    """Proposed, confirmed and cancelled sessions. Times are aware, in UTC."""

    async def propose(
        self, mentorship: int, mentee: int, mentor: int, proposer: int, start: datetime, minutes: int, topic: str
    ) -> int:
        """A new proposal; nobody's time is taken yet."""
        ...

    async def get(self, session: int) -> Session | None: ...

    async def confirm(self, session: int) -> bool:
        """From proposed to confirmed, which takes the time of both.

        False, and nothing is changed, when it is not proposed or either of them has another confirmed session then.
        """
        ...

    async def cancel(self, session: int, reason: str = "") -> bool:
        """From proposed or confirmed to cancelled, which frees the time; False when it was cancelled before."""
        ...

    async def coming(self, person: int, now: datetime) -> Sequence[Session]:
        """Proposed and confirmed ones of a person that are not over, soonest first."""
        ...

    async def of_pair(self, mentorship: int, now: datetime) -> Sequence[Session]:
        """Proposed and confirmed ones of a pair that are not over, soonest first."""
        ...

    async def taken(self, people: Sequence[int], now: datetime) -> Mapping[int, Sequence[Span]]:
        """By person, when confirmed sessions that are not over take place; without those who have none."""
        ...
