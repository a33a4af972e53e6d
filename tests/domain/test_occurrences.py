"""Rhythms keep their local hour, and nobody is written to at night; test_transitions sweeps every change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.occurrences import Rhythm, at_local, next_occurrence, next_sociable, occurrences

EVERY_DAY = frozenset(range(7))
HOUR = timedelta(hours=1)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "at"),
    [
        ("America/New_York", date(2026, 3, 8), time(2, 30)),
        ("America/New_York", date(2026, 11, 1), time(1, 30)),
        ("Africa/Cairo", date(2026, 4, 24), time(0, 30)),
        ("America/Havana", date(2026, 3, 8), time(0, 30)),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45)),
        ("Antarctica/Troll", date(2026, 3, 29), time(1, 30)),
    ],
)
def test_a_daily_rhythm_comes_once_on_each_local_date_across_a_change(zone: str, day: date, at: time) -> None:
    start = at_local(day - timedelta(days=2), at, zone) - timedelta(minutes=1)
    found = list(occurrences(Rhythm(EVERY_DAY, at, zone), start, start + timedelta(days=4, hours=4)))
    dates = [moment.astimezone(ZoneInfo(zone)).date() for moment in found]
    assert dates[:5] == [day + timedelta(days=step) for step in (-2, -1, 0, 1, 2)]
    assert found == sorted(set(found))


def test_a_gap_shifts_forward_and_a_fold_takes_the_first() -> None:
    assert at_local(date(2026, 3, 8), time(2, 30), "America/New_York") == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
    assert at_local(date(2026, 11, 1), time(1, 30), "America/New_York") == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_a_rhythm_keeps_its_days_and_its_local_hour() -> None:
    mondays = Rhythm(frozenset({0}), time(9), "Europe/Berlin")
    found = list(occurrences(mondays, datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 4, 10, tzinfo=UTC)))
    assert [moment.isoformat() for moment in found] == [
        "2026-03-23T08:00:00+00:00",
        "2026-03-30T07:00:00+00:00",
        "2026-04-06T07:00:00+00:00",
    ]
    assert next_occurrence(mondays, found[0]) == found[1]


def test_the_beginning_is_left_out_and_the_end_is_in() -> None:
    nine = Rhythm(EVERY_DAY, time(9), "UTC")
    first, second = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert list(occurrences(nine, first, second)) == [second]


@pytest.mark.parametrize("days", [frozenset(), frozenset({7})])
def test_a_rhythm_without_real_days_is_refused(days: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="days from 0"):
        Rhythm(days, time(9), "UTC")


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("12:00", "2026-03-02T12:00"),
        ("03:00", "2026-03-02T09:00"),
        ("21:00", "2026-03-03T09:00"),
        ("09:00", "2026-03-02T09:00"),
    ],
)
def test_nobody_is_written_to_at_night(at: str, expected: str) -> None:
    zone = ZoneInfo("Asia/Tokyo")
    asked = datetime.fromisoformat(f"2026-03-02T{at}").replace(tzinfo=zone)
    assert next_sociable(asked, "Asia/Tokyo").astimezone(zone).isoformat()[:16] == expected


def test_every_sociable_moment_of_a_year_is_in_waking_hours_and_never_earlier() -> None:
    moment = FIRST
    while moment < FIRST + timedelta(days=365):
        found = next_sociable(moment, "America/New_York")
        local = found.astimezone(ZoneInfo("America/New_York")).time()
        assert moment <= found < moment + timedelta(hours=14)
        assert time(9) <= local < time(21)
        moment += 3 * HOUR
