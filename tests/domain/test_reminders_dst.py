"""Reminders over every change of clocks of every zone in 2026 and 2027: on time, or in somebody's day, never late."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.reminder_choices import BEFORE, BEGINS, ENDS
from bot.domain.sessions import REMINDERS, reminders
from tests.domain.test_transitions import all_changes

LAST_YEAR = 2027
AROUND = (-30, -9, -2, -1, 0, 1, 2, 9, 30, 24 * 7)
"""Hours from a change to a start."""


def checked(start: datetime, zone: str, chosen: tuple[timedelta, ...], opens: time, closes: time) -> int:
    """How many reminders there are, each where it belongs. Compared in UTC; only the hour of the day is local."""
    found = reminders(start, zone, chosen, start - timedelta(days=30), opens, closes)
    for one in found:
        is_last = one.before == min(chosen)
        is_awake = opens <= one.at.astimezone(ZoneInfo(zone)).time() < closes
        assert one.at < start
        assert one.at == start - one.before or not is_last
        assert is_last or is_awake, (zone, start, one)
    assert [one.at for one in found] == sorted({one.at for one in found})
    assert found[-1].at == start - min(chosen)
    return len(found)


@pytest.mark.parametrize("chosen", [REMINDERS, BEFORE])
@pytest.mark.parametrize(("opens", "closes"), [(9, 21), (BEGINS[0], ENDS[-1]), (BEGINS[-1], ENDS[0])])
def test_over_every_change_of_two_years(chosen: tuple[timedelta, ...], opens: int, closes: int) -> None:
    changes = {(name, change) for name, (change, _, _) in all_changes() if change.year <= LAST_YEAR}
    # Zones that change at one moment and by one rule are looked at once.
    instants = {(ZoneInfo(name).utcoffset(change.replace(tzinfo=None)), change): name for name, change in changes}
    counts = [
        checked(change + timedelta(hours=hours), name, chosen, time(opens), time(closes))
        for (_, change), name in sorted(instants.items(), key=str)
        for hours in AROUND
    ]
    assert len(counts) > 500
    assert min(counts) >= 2
