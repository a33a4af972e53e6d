"""Whole weeks of a place, from Monday to Sunday by its own clocks."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.occurrences import at_local

_WEEK = timedelta(weeks=1)
_SOONEST, _LATEST = 6, 34
"""Days from the Monday of a week to its summary."""


def last_mondays(now: datetime, zone: str, weeks: int) -> tuple[date, ...]:
    """The Mondays on which the last whole weeks began, oldest first; the week that still runs is not among them."""
    today = now.astimezone(ZoneInfo(zone)).date()
    this_monday = today - timedelta(days=today.weekday())
    return tuple(this_monday - timedelta(weeks=back) for back in range(weeks, 0, -1))


def bounds(mondays: tuple[date, ...], zone: str) -> tuple[datetime, ...]:
    """When each of these weeks, one after the other, begins, and then when the last one ends. In UTC."""
    return tuple(at_local(day, time(0), zone) for day in (*mondays, mondays[-1] + timedelta(weeks=1)))


def until(monday: date, weeks: int) -> tuple[date, ...]:
    """The Mondays of so many weeks, of which the last is the one that began on `monday`."""
    return tuple(monday - back * _WEEK for back in range(weeks - 1, -1, -1))


def monday_of(at: datetime, zone: str) -> date:
    """The Monday on which the week of a moment began."""
    on = at.astimezone(ZoneInfo(zone)).date()
    return on - timedelta(days=on.weekday())


def summed_up(ordinal: int, now: datetime, zone: str) -> date | None:
    """The Monday of this ordinal when its week ended lately; None for any other number.

    A day too early is forgiven: whoever moved west since their summary was planned lives on Sunday once more.
    """
    if not _SOONEST <= now.astimezone(ZoneInfo(zone)).date().toordinal() - ordinal <= _LATEST:
        return None
    monday = date.fromordinal(ordinal)
    return monday if monday.weekday() == 0 else None
