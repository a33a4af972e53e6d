"""Check-ins of one community, and what was said back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.checkins import Answer, CheckIn


class CheckIns(Protocol):
    """One for each author and local day: writing again on that day changes it."""

    async def save(self, check_in: CheckIn) -> int:
        """Keeps it in the place of the one its author wrote on that day, with these readers alone.

        `written_at` stays when that day's was written first.
        """
        ...

    async def get(self, check_in: int) -> CheckIn | None: ...

    async def of_day(self, author: int, on: date) -> CheckIn | None:
        """What they wrote on a local day."""
        ...

    async def last(self, author: int, before: date) -> CheckIn | None:
        """The one they wrote last before a day."""
        ...

    async def of(self, author: int, most: int, skip: int = 0) -> Sequence[CheckIn]:
        """Theirs, newest first."""
        ...

    async def days(self, author: int) -> Sequence[date]:
        """The days on which they wrote, rising: also those of which the words are forgotten by now."""
        ...

    async def shared(self, author: int, reader: int, since: datetime) -> Sequence[CheckIn]:
        """Those written at `since` or later that this reader was given, newest first."""
        ...

    async def delete(self, check_in: int, author: int) -> bool:
        """Forgets one of theirs and what was said back; False when it is none of theirs."""
        ...

    async def share(self, check_in: int, readers: frozenset[int]) -> None:
        """These mentors, and no others, read it from now on."""
        ...

    async def close(self, author: int) -> None:
        """Nobody but its author reads any of theirs from now on."""
        ...

    async def answer(self, answer: Answer) -> int | None:
        """What a reader says back; None when they said this kind of thing about it before."""
        ...

    async def answers(self, check_in: int) -> Sequence[Answer]:
        """What was said back, in order."""
        ...
