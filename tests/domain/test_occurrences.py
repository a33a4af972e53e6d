"""Local times become moments: exactly one a local date, at every change of clocks there is until 2035."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.domain.occurrences import Rhythm, at_local, next_occurrence, next_sociable, occurrences

EVERY_DAY = frozenset(range(7))
HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)


def offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    found = moment.astimezone(zone).utcoffset()
    assert found is not None
    return found


def changes(zone: ZoneInfo) -> Iterator[datetime]:
    """Every moment from 2026 to 2035 at which the offset changes, to the minute, by bisection of two-week steps."""
    before, step = FIRST, timedelta(days=14)
    while before < LAST:
        after = before + step
        if offset(zone, before) != offset(zone, after):
            low, high = before, after
            while high - low > timedelta(minutes=1):
                middle = low + ((high - low) / 2 // timedelta(minutes=1) or 1) * timedelta(minutes=1)
                low, high = (middle, high) if offset(zone, middle) == offset(zone, low) else (low, middle)
            yield high
        before = after


def wall(moment: datetime, by: timedelta) -> datetime:
    """What clocks with this offset show, without a zone."""
    return moment.replace(tzinfo=None) + by


def test_every_local_time_around_every_change_of_every_zone_has_the_right_moment() -> None:
    """The oracle knows only the change itself: the offsets before and after it, and the moment between them."""
    checked = gaps = folds = 0
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        for change in changes(zone):
            early, late = offset(zone, change - QUARTER), offset(zone, change)
            middle = wall(change, early)
            for steps in range(-12, 13):
                local = middle + steps * QUARTER
                is_gap = wall(change, early) <= local < wall(change, late)
                is_fold = wall(change, late) <= local < wall(change, early)
                by = early if is_gap or is_fold or local < middle else late
                expected = (local - by).replace(tzinfo=UTC)
                assert at_local(local.date(), local.time(), name) == expected, (name, local)
                checked, gaps, folds = checked + 1, gaps + is_gap, folds + is_fold
    assert checked > 90_000
    assert gaps > 5_000
    assert folds > 5_000


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
