"""Local times as moments, and rhythms in local time: exactly one moment a local date, whatever the clocks do.

In a gap (clocks go forward) a time that does not exist is shifted forward by the gap; in a fold (clocks go back)
the first of the two counts. This is the rule of RFC 5545, section 3.3.5. Everything is compared in UTC: two
moments of one zone compare by wall time in Python, which is wrong within a fold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

zone_of = lru_cache(maxsize=1024)(ZoneInfo)
"""A zone by its name, read once: by itself `zoneinfo` keeps no more than eight that nobody holds."""
_EVERY_DAY = frozenset(range(7))
OPENS, CLOSES = time(9), time(21)
"""When people are awake and may be written to, by their own clock."""


def at_local(day: date, at: time, zone: str) -> datetime:
    """The moment, in UTC, at which the clocks of `zone` show `at` on `day`.

    `fold=0` gives the offset before a change: in a gap that shifts forward by the gap, in a fold it is the first.
    """
    return _moment(day, at.replace(fold=0), zone_of(zone))


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Some days of the week (0 is Monday) at a local time."""

    days: frozenset[int]
    at: time
    zone: str

    def __post_init__(self) -> None:
        if not self.days or not self.days <= _EVERY_DAY:
            raise ValueError("a rhythm has days from 0 (Monday) to 6")


def occurrences(rhythm: Rhythm, after: datetime, until: datetime) -> Iterator[datetime]:
    """The moments of a rhythm, in UTC, rising: later than `after`, up to and with `until`; one a local date.

    A date that a zone left out (Samoa's 30 December 2011) counts as a gap of a day and falls on the next date's moment.
    """
    zone, at = zone_of(rhythm.zone), rhythm.at.replace(fold=0)
    after, until = after.astimezone(UTC), until.astimezone(UTC)
    day = after.astimezone(zone).date() - timedelta(days=1)
    last = until.astimezone(zone).date() + timedelta(days=1)
    while day <= last:
        if day.weekday() in rhythm.days:
            moment = _moment(day, at, zone)
            if after < moment <= until:
                yield moment
                after = moment
        day += timedelta(days=1)


def next_occurrence(rhythm: Rhythm, after: datetime) -> datetime:
    """The first moment of a rhythm later than `after`."""
    return next(occurrences(rhythm, after, after + timedelta(days=9)))


def next_sociable(at: datetime, zone: str, opens: time = OPENS, closes: time = CLOSES) -> datetime:
    """`at` itself when people in `zone` are awake then; otherwise the next time their day opens. In UTC."""
    at = at.astimezone(UTC)
    local = at.astimezone(ZoneInfo(zone))
    if opens <= local.time() < closes:
        return at
    return next_occurrence(Rhythm(_EVERY_DAY, opens, zone), at)
