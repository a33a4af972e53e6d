"""Whole weeks of a place, from Monday to Sunday by its own clocks."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.occurrences import at_local


def last_mondays(now: datetime, zone: str, weeks: int) -> tuple[date, ...]:
    """The Mondays on which the last whole weeks began, oldest first; the week that still runs is not among them."""
    today = now.astimezone(ZoneInfo(zone)).date()
    this_monday = today - timedelta(days=today.weekday())
    return tuple(this_monday - timedelta(weeks=back) for back in range(weeks, 0, -1))


def bounds(mondays: tuple[date, ...], zone: str) -> tuple[datetime, ...]:
    """When each of these weeks, one after the other, begins, and then when the last one ends. In UTC."""
    return tuple(at_local(day, time(0), zone) for day in (*mondays, mondays[-1] + timedelta(weeks=1)))
