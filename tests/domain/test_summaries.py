"""One summary a week, at the reader's own hour, about the last whole week, whatever the clocks do."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.domain.occurrences import at_local, zone_of
from bot.domain.settings import Settings
from bot.domain.summaries import (
    FARTHEST,
    Edition,
    edition,
    is_away,
    next_summary,
    summary_rhythm,
    uncounted,
    was_there,
    week_before,
)
from tests.domain.test_transitions import all_changes

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
NINE = summary_rhythm(Settings(), "Europe/Berlin")
MONDAY = datetime(2026, 3, 30, 7, tzinfo=UTC)
"""Nine o'clock in Berlin, the day after its clocks went forward."""
BEFORE = date(2026, 3, 23)
ZONES = sorted(available_timezones())


def test_it_comes_on_monday_at_nine_about_the_week_that_ended() -> None:
    due = edition(NINE, MONDAY)
    assert due == Edition(BEFORE, date(2026, 3, 30), MONDAY, MONDAY + 12 * HOUR)
    assert edition(NINE, MONDAY - timedelta(seconds=1)) is None
    assert next_summary(NINE, MONDAY) == MONDAY + WEEK
    assert next_summary(NINE, MONDAY - HOUR) == MONDAY


def test_what_an_outage_made_late_comes_until_the_evening_and_not_the_day_after() -> None:
    for late in (HOUR, 12 * HOUR - timedelta(seconds=1)):
        assert edition(NINE, MONDAY + late) == edition(NINE, MONDAY)
    for late in (12 * HOUR, 15 * HOUR, DAY, 6 * DAY):
        assert edition(NINE, MONDAY + late) is None


def test_one_that_is_due_late_in_the_evening_is_of_use_for_an_hour() -> None:
    late = summary_rhythm(Settings(summary_minute=22 * 60), "Europe/Berlin")
    assert edition(late, MONDAY + 13 * HOUR) is not None
    assert edition(late, MONDAY + 14 * HOUR) is None


@pytest.mark.parametrize("day", range(7))
def test_on_whatever_day_it_comes_it_is_about_a_week_that_is_over(day: int) -> None:
    """And each week has one."""
    rhythm = summary_rhythm(Settings(summary_day=day), "Pacific/Auckland")
    at, weeks = MONDAY, list[date]()
    for _ in range(60):
        at = next_summary(rhythm, at)
        due = edition(rhythm, at)
        assert due is not None
        assert due.on.weekday() == day
        assert timedelta(days=6) < due.on - due.monday < timedelta(days=14)
        weeks.append(due.monday)
    assert weeks == [weeks[0] + number * WEEK for number in range(60)]


def mondays_near_changes() -> Iterator[tuple[str, datetime]]:
    """The Monday before and the two after each change of each zone's clocks."""
    for zone, (change, _, _) in all_changes():
        on = change.astimezone(zone_of(zone)).date()
        for weeks in (-1, 0, 1):
            yield zone, at_local(on + timedelta(days=-on.weekday(), weeks=weeks), time(12), zone)


def test_at_every_change_of_every_zones_clocks_it_is_nine_on_the_wall_and_each_week_has_one() -> None:
    checked = 0
    for zone, noon in mondays_near_changes():
        rhythm = summary_rhythm(Settings(), zone)
        due = edition(rhythm, noon)
        assert due is not None, (zone, noon)
        wall = due.due_at.astimezone(ZoneInfo(zone))
        assert (wall.weekday(), wall.time()) == (0, time(9)), (zone, noon)
        again = next_summary(rhythm, due.due_at)
        assert (again - due.due_at) // DAY in (6, 7), (zone, noon)
        following = edition(rhythm, again)
        assert following is not None
        assert following.monday == due.monday + WEEK
        assert again - due.due_at < FARTHEST
        checked += 1
    assert checked > 3000


@hypothesis_settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(ZONES),
    st.integers(0, 6),
    st.integers(0, 1439),
    st.datetimes(datetime(2026, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001  # given its zone below
)
def test_whatever_is_chosen_the_next_one_is_at_most_nine_days_off_and_due_when_it_comes(
    zone: str, day: int, minute: int, at: datetime
) -> None:
    rhythm = summary_rhythm(Settings(summary_day=day, summary_minute=minute), zone)
    now = at.replace(tzinfo=UTC)
    following = next_summary(rhythm, now)
    assert now < following <= now + FARTHEST
    due = edition(rhythm, following)
    assert due is not None
    assert due.due_at == following < due.until
    assert edition(rhythm, due.until) is None


def test_the_week_before_a_day_began_on_a_monday_and_was_over() -> None:
    assert [week_before(date(2026, 3, 29) + number * DAY) for number in range(3)] == [
        date(2026, 3, 16),
        date(2026, 3, 23),
        date(2026, 3, 23),
    ]


def test_whoever_came_within_a_week_has_their_first_whole_week_after_it() -> None:
    midnight = at_local(BEFORE, time(0), "Europe/Berlin")
    assert was_there(midnight, BEFORE, "Europe/Berlin")
    assert not was_there(midnight + timedelta(seconds=1), BEFORE, "Europe/Berlin")
    assert not was_there(midnight, BEFORE, "Asia/Tokyo")


def test_a_pause_ends_on_the_day_somebody_is_back() -> None:
    rests = ((BEFORE, BEFORE + DAY), (BEFORE + 3 * DAY, BEFORE + 5 * DAY))
    assert [is_away(rests, BEFORE + number * DAY) for number in range(6)] == [True, False, False, True, True, False]


def test_weeks_are_counted_once_from_the_communitys_first_whole_one_and_none_that_runs() -> None:
    long_ago, zone = MONDAY - 400 * DAY, "Europe/Berlin"
    assert uncounted(MONDAY, zone, long_ago, None) == tuple(BEFORE - back * WEEK for back in range(7, -1, -1))
    assert uncounted(MONDAY, zone, long_ago, BEFORE - 2 * WEEK) == (BEFORE - WEEK, BEFORE)
    assert uncounted(MONDAY, zone, long_ago, BEFORE) == ()
    assert uncounted(MONDAY + 6 * DAY, zone, long_ago, BEFORE) == ()
    assert uncounted(MONDAY, zone, MONDAY - 10 * DAY, None) == (BEFORE,)
    assert uncounted(MONDAY, zone, MONDAY - HOUR, None) == ()
