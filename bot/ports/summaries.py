"""The weekly summary: its frozen numbers, who wants one, and the clock's side of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.settings import Settings
from bot.domain.suppression import Cell, Rate
from bot.ports.outbox import Notice


@dataclass(frozen=True, slots=True)
class WeekNumbers:
    """A week of a community as it was counted once: exact, so not for anybody's eyes (`bot.domain.suppression`).

    `check_ins`: of the people who were asked, how many checked in. Sessions are those that took place as far as was
    said when it was counted.
    """

    check_ins: Rate
    sessions: Cell
    pairs: Cell
    thanks: Cell


class Summaries(Protocol):
    """Of one community."""

    async def weeks(self, mondays: Sequence[date]) -> Sequence[WeekNumbers]:
        """What was counted for the weeks that began on these days; noughts for one that was not."""
        ...

    async def is_on(self, person: int) -> bool:
        """Whether they get a summary of their own: everybody does until they turn it off."""
        ...

    async def turn(self, person: int, is_on: bool) -> None:
        """Turns theirs on or off, from the next one on."""
        ...


@dataclass(frozen=True, slots=True)
class DueCommunity:
    """A community whose summary is due or not planned yet. `counted` is the Monday of the last week counted."""

    id: int
    zone: str
    settings: Settings
    created_at: datetime
    counted: date | None


@dataclass(frozen=True, slots=True)
class DueReader:
    """Somebody whose summary is due or not planned yet, and how things stand for them.

    `settings` are their community's. `is_involved`: has a running mentorship, on either side, or agreed to be asked
    for check-ins. `rests`: their pauses, each from a local date up to, without, another.
    """

    community: int
    person: int
    zone: str
    settings: Settings
    joined_at: datetime
    wants_one: bool
    is_involved: bool
    rests: Sequence[tuple[date, date]]


@dataclass(frozen=True, slots=True)
class CountedWeek:
    """A community's week in moments, by its own clocks: from `begins` up to, without, `ends`."""

    community: int
    monday: date
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Ends:
    """The first and the last moment planned for; None where there is nobody. What is not planned yet is long ago."""

    first: datetime | None
    last: datetime | None


class SummaryClocks(Protocol):
    """The clock's side, over all communities."""

    async def communities(self, now: datetime, most: int) -> Sequence[DueCommunity]:
        """Locks communities that are due; those another process has locked are left out."""
        ...

    async def readers(self, now: datetime, most: int) -> Sequence[DueReader]:
        """Locks people who are due, earliest first; those another process has locked are left out."""
        ...

    async def count(self, weeks: Sequence[CountedWeek]) -> None:
        """Counts these weeks in one pass and keeps the numbers. What was counted before stays as it is."""
        ...

    async def put(self, notices: Sequence[tuple[int, Notice]]) -> None:
        """Puts each into the outbox of its community; one whose key is taken is left out."""
        ...

    async def plan_communities(self, moments: Mapping[int, datetime]) -> None:
        """When each is due next."""
        ...

    async def plan_readers(self, moments: Mapping[int, datetime]) -> None:
        """When each person is due next."""
        ...
