"""Common meeting times: when everybody is free, each by their own clock, and which of those times to offer.

Time is counted in quarter hours of UTC since a Monday, and sets of them are the bits of an int: a common time is
`&`, and a week is laid out once for each stretch between changes of clocks. So a gap holds no time, and an hour
that comes twice is free twice. Clocks are taken to change on a quarter hour, as all do from 2026 on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import reduce
from itertools import chain
from operator import and_
from zoneinfo import ZoneInfo

from bot.domain.occurrences import CLOSES, OPENS, at_local
from bot.domain.week import PER_DAY, QUARTERS, Week, offset_minutes, span_bits

QUARTER = timedelta(minutes=15)
_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)
_MIDDLE = (OPENS.hour + CLOSES.hour) * 2
"""The middle of the waking day, in quarter hours since midnight."""


def _daily(begins: int, ends: int) -> Week:
    """Every day from one hour to another."""
    return Week(sum(span_bits(day, begins * 60, ends * 60) for day in range(7)))


UNSAID = _daily(8, 22)
"""The hours of somebody who has not said any."""
_WAKING = _daily(OPENS.hour, CLOSES.hour)


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, not with, `end`: aware, in UTC. Raises ValueError when it takes no time."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("a span ends after it starts")

    @property
    def widened(self) -> "Span":
        """Every quarter hour it touches, which is what a session takes of somebody's time."""
        return Span(_MONDAY + _until(self.start) * QUARTER, _MONDAY + _from(self.end) * QUARTER)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody to meet: free hours in their own clock (None: not said, so `UNSAID`), IANA zone, times taken."""

    week: Week | None
    zone: str
    busy: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: how long, how far from now at least, how far from busy times, and within how many days.

    Raises ValueError for a meeting that takes no time, and for a notice or buffer below zero.
    """

    length: timedelta
    notice: timedelta
    buffer: timedelta
    days: int

    def __post_init__(self) -> None:
        if self.length <= timedelta(0) or min(self.notice, self.buffer) < timedelta(0):
            raise ValueError("a meeting takes time, and neither notice nor buffer is below zero")


class Reason(Enum):
    """Why a time does not fit."""

    PAST = "past"
    TOO_SOON = "too soon"
    BUSY = "busy"
    OUTSIDE = "outside hours"


@dataclass(frozen=True, slots=True)
class Fit:
    """True when a time fits; else the reason and, for BUSY and OUTSIDE, the index of the first member it is about."""

    reason: Reason | None = None
    member: int | None = None

    def __bool__(self) -> bool:
        return self.reason is None


def free_slots(members: Sequence[Member], wanted: Wanted, now: datetime, limit: int = 20) -> list[datetime]:
    """Up to `limit` starts, in UTC and rising, at which all of one or more members are free for the whole length.

    Starts are quarter hours from `now + notice` on; the end is at `now + days` at the latest. Of what one day (by
    the first member's clock) has, times between 9 and 21 for all come first, then what starts nearest 15:00 for
    whoever is furthest from it; a time that shares more than half with a better one of that day is left out. All
    days give their best, then all their second, the soonest first; times outside 9 to 21 fill what is left.
    """
    first, last = _from(now + wanted.notice), _until(now + timedelta(days=wanted.days) - wanted.length) + 1
    need = _from(_MONDAY + wanted.length)
    clocks = [list(_clock(member.zone, first, last + need - 1)) for member in members]
    starts = _rows(reduce(and_, (_free(*pair) for pair in zip(members, clocks, strict=True))), need)
    for busy in chain.from_iterable(member.busy for member in members):
        starts &= ~_clashing(busy, wanted, first, last)
    waking = _rows(reduce(and_, (_laid_out(_WAKING, clock) for clock in clocks)), need)
    local = [list(chain.from_iterable(clock)) for clock in clocks]
    grades = {
        at: (not waking >> at & 1, max(abs((shown[at] - _MIDDLE + 48) % PER_DAY - 48) for shown in local), at)
        for at in _set_bits(starts)
    }
    days: dict[int, list[_Grade]] = {}
    for at, grade in grades.items():
        days.setdefault(local[0][at] // PER_DAY, []).append(grade)
    ranked = sorted(chain.from_iterable(_apart(day, wanted.length) for day in days.values()))
    return sorted(_MONDAY + (first + at) * QUARTER for _, _, at in ranked[:limit])


_Grade = tuple[bool, int, int]
"""Whether it is outside waking hours, how far it is from the middle of the day or how many are better, and where."""


def _apart(day: Sequence[_Grade], length: timedelta) -> Iterator[_Grade]:
    """The best of one day, then the best that shares at most half with it, and so on; each with its round."""
    distance = _from(_MONDAY + length / 2)
    taken: set[int] = set()
    turn = 0
    for is_outside, _, at in sorted(day):
        if at not in taken:
            yield is_outside, turn, at
            taken.update(range(at - distance + 1, at + distance))
            turn += 1


def fits(
    members: Sequence[Member], start: datetime, length: timedelta, buffer: timedelta, now: datetime, notice: timedelta
) -> Fit:
    """Whether a time somebody typed fits, at any minute and however far ahead; else why not, the gravest first."""
    if start < now + notice:
        return Fit(Reason.PAST if start < now else Reason.TOO_SOON)
    begins, ends = start - buffer, start + length + buffer
    for index, member in enumerate(members):
        if any(busy.start < ends and begins < busy.end for busy in member.busy):
            return Fit(Reason.BUSY, index)
    first, last = _until(start), _from(start + length)
    for index, member in enumerate(members):
        if _free(member, list(_clock(member.zone, first, last))).bit_count() < last - first:
            return Fit(Reason.OUTSIDE, index)
    return Fit()


def repeated(start: datetime, zone: str, weeks: int, until: date, limit: int = 53) -> list[datetime]:
    """`start` and the same local time every one or two weeks, in UTC, up to and with the local date `until`.

    A time that the clocks skip is shifted forward, and of one that comes twice the first counts (see `at_local`);
    `start` itself stays as it is.
    """
    local = start.astimezone(ZoneInfo(zone))
    ordinals = range(local.toordinal(), until.toordinal() + 1, 7 * weeks)[:limit]
    later = [at_local(date.fromordinal(day), local.time(), zone) for day in ordinals[1:]]
    return [start, *later] if ordinals else []


def _until(at: datetime) -> int:
    """The last quarter hour that begins at `at` or before."""
    return (at - _MONDAY) // QUARTER


def _from(at: datetime) -> int:
    """The first quarter hour that begins at `at` or later."""
    return -((_MONDAY - at) // QUARTER)


def _clock(zone: str, first: int, last: int) -> Iterator[range]:
    """What the clocks of `zone` show from `first` up to `last`: stretches of at most a day, in which none changes."""
    for begins in range(first, last, PER_DAY):
        yield from _stretches(zone, begins, min(begins + PER_DAY, last))


def _stretches(zone: str, first: int, last: int) -> Iterator[range]:
    """No zone changes twice a day, so that equal offsets at both ends hold between them."""
    ahead = _ahead(zone, first)
    if ahead == _ahead(zone, last - 1):
        yield range(first + ahead, last + ahead)
        return
    middle = (first + last) // 2
    yield from _stretches(zone, first, middle)
    yield from _stretches(zone, middle, last)


def _ahead(zone: str, quarter: int) -> int:
    return offset_minutes(zone, _MONDAY + quarter * QUARTER) // 15


def _free(member: Member, clock: Sequence[range]) -> int:
    return _laid_out(UNSAID if member.week is None else member.week, clock)


def _laid_out(week: Week, clock: Sequence[range]) -> int:
    """The week's quarters along a clock; bit 0 is the clock's first."""
    twice, bits, at = week.bits | week.bits << QUARTERS, 0, 0
    for stretch in clock:
        here = twice >> stretch.start % QUARTERS
        bits |= (here & ((1 << len(stretch)) - 1)) << at
        at += len(stretch)
    return bits


def _rows(bits: int, need: int) -> int:
    """Where at least `need` set bits in a row begin."""
    for _ in range(need - 1):
        bits &= bits >> 1
    return bits


def _clashing(busy: Span, wanted: Wanted, first: int, last: int) -> int:
    """The starts from `first` up to `last` that bring a meeting too near a busy time; bit 0 is `first`."""
    begins = max(first, _until(busy.start - wanted.buffer - wanted.length) + 1)
    ends = min(last, _from(busy.end + wanted.buffer))
    return ((1 << max(0, ends - begins)) - 1) << (begins - first)


def _set_bits(bits: int) -> list[int]:
    """Which bits are set."""
    return [at for at, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"]
