"""Group sessions: a mentor's hour that several people come to, each with a place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.slots import Span

LEAST, MOST = 2, 50
"""How many places one has."""
MOST_COMING = 30
"""How many of one mentor's are kept ahead: more is no invitation any more."""
_WEEKS = 12
"""How long they repeat when nobody says."""


class Audience(StrEnum):
    """Who may come."""

    MENTEES = "mentees"
    EVERYBODY = "everybody"


class GroupState(StrEnum):
    """`EMPTY` is what became of one that nobody came to."""

    OPEN = "open"
    HELD = "held"
    EMPTY = "empty"
    CANCELLED = "cancelled"


class Taking(StrEnum):
    """What becomes of somebody who takes a place. `BUSY`: they have something else then. `GONE`: it is not open."""

    SEATED = "seated"
    ALREADY = "already"
    FULL = "full"
    BUSY = "busy"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPlan:
    """`start` is aware and in UTC. `place` is where, in the mentor's words; empty: where they usually meet.

    `uid` names it in calendars, for ever.
    """

    uid: str
    mentor: int
    start: datetime
    minutes: int
    places: int
    topic: str
    place: str = ""
    audience: Audience = Audience.MENTEES

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    @property
    def span(self) -> Span:
        """When it takes place."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(GroupPlan):
    """One that is kept. `taken` places have somebody, and `waiting` people would like one.

    `sequence` counts its changes, as RFC 5545 (3.8.7.4) has it. `series` is the first of those that repeat, in all of
    them. `reason` is the mentor's word when it was called off, `note` theirs to those who were there.
    """

    id: int
    state: GroupState
    taken: int = 0
    waiting: int = 0
    sequence: int = 0
    series: int = 0
    reason: str = ""
    note: str = ""

    @property
    def left(self) -> int:
        """Places that are free."""
        return max(0, self.places - self.taken)

    def is_coming(self, now: datetime) -> bool:
        """Whether places can be taken and given back still."""
        return self.state is GroupState.OPEN and now < self.start

    def is_over(self, now: datetime) -> bool:
        """Whether it can be told who came."""
        return self.state is not GroupState.CANCELLED and self.end <= now


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place; `number` 0 on the waiting list. `wish` is what they would like to talk about."""

    person: int
    number: int
    wish: str = ""
    came: bool = False

    @property
    def has_place(self) -> bool:
        return self.number > 0


def free_number(places: int, taken: Collection[int]) -> int:
    """The lowest number of a place nobody has, from 1; 0 when all are taken."""
    return next((number for number in range(1, places + 1) if number not in taken), 0)


_ALL_TAKEN = {1: "The place is taken", 2: "Both places are taken"}


def places_words(group: Group) -> str:
    """How many places are free, in words: "3 of 10 places free"."""
    if group.left:
        return f"{group.left} of {group.places} places free"
    waiting = f", {group.waiting} on the waiting list" if group.waiting else ""
    taken = _ALL_TAKEN.get(group.places, f"All {group.places} places are taken")
    return f"{taken}{waiting}"


def wishes(seats: Sequence[Seat]) -> tuple[Seat, ...]:
    """Those with a place who said what they would like to talk about."""
    return tuple(seat for seat in seats if seat.has_place and seat.wish)


def last_day(first: date, chosen: date | None) -> date | None:
    """The last day it may fall on when it repeats; None for a choice that leaves nothing to repeat, or too much."""
    if chosen is None:
        return first + timedelta(weeks=_WEEKS)
    return chosen if first + timedelta(weeks=1) <= chosen <= first + timedelta(days=366) else None
