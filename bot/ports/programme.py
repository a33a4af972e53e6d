"""How a community's mentoring stands as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts: mentors who can be found now, those of them with a place, pairs that run and that rest, what is open."""

    mentors: int
    with_place: int
    running: int
    resting: int
    requests: int
    questions: int


@dataclass(frozen=True, slots=True)
class Needs:
    """Counts of what may need a moderator.

    Students who look for a mentor and have none; active pairs that are quiet and have not agreed to meet; requests that
    close soon without an answer.
    """

    unmatched: int
    quiet: int
    expiring: int


class Programme(Protocol):
    """Looked at from above."""

    async def standing(self, now: datetime) -> Standing:
        """As it is now."""
        ...

    async def needs(self, now: datetime, quiet_since: datetime, soon: datetime) -> Needs:
        """As it is now. Quiet is a pair of which nothing was seen from `quiet_since` on."""
        ...

    async def missing_each_other(self) -> Sequence[int]:
        """The running mentorships of which the last two sessions, of those that are settled, did not take place."""
        ...
