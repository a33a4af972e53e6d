"""Calendars that people add: reading one, keeping what was read, and which of them are due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.feeds import PAUSE as PAUSE
from bot.domain.feeds import Address as Address
from bot.domain.feeds import Deadline as Deadline
from bot.domain.feeds import Feed, FeedKind
from bot.domain.slots import Span as Span


@dataclass(frozen=True, slots=True)
class Seen:
    """What a server said of the copy it sent, to be asked about next time; empty where it said nothing."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to make of a calendar: busy times or `deadlines`, from `now` up to `until` (aware, UTC).

    `zone` is the clock of whoever added it: days, and times without a zone, are read in it.
    """

    deadlines: bool
    zone: str
    now: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that the copy we have is still right."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was found: spans in order, none touching another, within what was wanted; deadlines, the soonest first."""

    seen: Seen
    spans: tuple[Span, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """It could not be read; `reason` is a plain sentence for its owner, without the address."""

    reason: str


class FeedReader(Protocol):
    """Fetches a calendar and finds in it what is wanted."""

    async def read(self, address: Address, seen: Seen, wanted: Wanted) -> Unchanged | Read | Refused:
        """Never raises for anything a server sends or does; bounded in time and space."""
        ...


class Feeds(Protocol):
    """The calendars of one community. Times are aware, in UTC."""

    async def add(self, person: int, kind: FeedKind, address: Address, is_shared: bool, now: datetime) -> int | None:
        """A calendar that is due at once; None when they have this one already, or as many as one person may."""
        ...

    async def get(self, feed: int) -> Feed | None: ...

    async def of(self, person: int) -> Sequence[Feed]:
        """In the order they were added."""
        ...

    async def remove(self, feed: int) -> bool:
        """With all that was read from it; False when it is gone already."""
        ...

    async def share(self, feed: int, is_shared: bool) -> None:
        """Whether a mentor may see its deadlines."""
        ...

    async def hasten(self, feed: int, at: datetime) -> bool:
        """It is read again at `at`; False when it is due by `PAUSE` after that, as it is while somebody reads it."""
        ...

    async def claim(self, feed: int, now: datetime, until: datetime) -> Feed | None:
        """Takes one that is due until the lease ends; None when it is not due, or somebody else has it.

        Each claim has a `turn` of its own.
        """
        ...

    async def unchanged(self, feed: Feed, now: datetime, due_at: datetime) -> bool:
        """The copy we have is right. False, and nothing is changed, when it was claimed again or is gone."""
        ...

    async def keep(self, feed: Feed, read: Read, zone: str, now: datetime, due_at: datetime) -> bool:
        """A new copy instead of the last, read in `zone`. False as for `unchanged`."""
        ...

    async def failed(self, feed: Feed, trouble: str, now: datetime, due_at: datetime) -> Feed | None:
        """One more failure; the last good copy stays. The calendar as it is then; None as for `unchanged`."""
        ...

    async def busy(self, people: Sequence[int], since: datetime, until: datetime) -> Mapping[int, Sequence[Span]]:
        """By person, when their calendars say they are busy; people who are not are left out."""
        ...

    async def deadlines(
        self, person: int, since: datetime, until: datetime, *, only_shared: bool
    ) -> Sequence[Deadline]:
        """From all their calendars, the soonest first."""
        ...


class FeedClocks(Protocol):
    """The clock's side of calendars, over all communities."""

    async def due(self, now: datetime, most: int) -> Sequence[tuple[int, int]]:
        """Community and id of those that are due, the longest waiting first; none of people who have left."""
        ...
