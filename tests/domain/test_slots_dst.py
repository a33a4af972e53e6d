"""Common times and repeated ones are right at every change of clocks of every zone from 2026 to 2035."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.hours import parse_week
from bot.domain.slots import QUARTER, Member, Span, Wanted, fits, free_slots, repeated
from bot.domain.week import Week
from tests.domain.test_transitions import DAY, HOUR, Change, all_changes

NONE = timedelta(0)
SOME = Week(random.Random(4).getrandbits(672))
"""Half of all quarter hours, without a pattern: a quarter that is taken for another shows."""
EVERYTHING = 10_000


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def is_free(change: Change, moment: datetime) -> bool:
    """By `SOME` in a clock of which only one change is known."""
    when, before, after = change
    local = moment + (before if moment < when else after)
    return bool(SOME.bits >> (local.weekday() * 96 + local.hour * 4 + local.minute // 15) & 1)


def test_a_session_takes_every_quarter_hour_it_touches() -> None:
    between = Span(at("2026-03-02T16:07"), at("2026-03-02T17:07"))
    assert between.widened == Span(at("2026-03-02T16:00"), at("2026-03-02T17:15"))
    assert between.widened.widened == between.widened


def test_every_clock_changes_on_a_quarter_hour_by_quarter_hours() -> None:
    for name, (moment, before, after) in all_changes():
        assert moment.minute % 15 == moment.second == 0, name
        assert before % QUARTER == after % QUARTER == NONE, name


@pytest.mark.parametrize("quarters", [1, 2])
def test_around_every_change_the_free_quarters_are_those_that_clocks_show(quarters: int) -> None:
    """Nine hours before every change and fifteen after. Times may share half, so all of two are offered."""
    want, checked = Wanted(quarters * QUARTER, NONE, NONE, 1), 0
    for name, change in all_changes():
        now = change[0] - 9 * HOUR
        free = [is_free(change, now + step * QUARTER) for step in range(96)]
        fit = [now + step * QUARTER for step in range(97 - quarters) if all(free[step : step + quarters])]
        assert free_slots([Member(SOME, name)], want, now, EVERYTHING) == fit, (name, change)
        checked += len(fit)
    assert checked > 80_000 / quarters


def test_around_every_change_a_typed_time_fits_when_the_clocks_say_so() -> None:
    for name, change in all_changes():
        for step in (-5, -1, 0, 1, 5):
            start = change[0] + step * QUARTER
            both = is_free(change, start) and is_free(change, start + QUARTER)
            assert bool(fits([Member(SOME, name)], start, 2 * QUARTER, NONE, start, NONE)) == both, (name, start)


def test_around_every_change_a_weekly_meeting_keeps_its_hour_shifts_or_takes_the_first() -> None:
    """The meeting begins the week before. The oracle is that of test_transitions, which knows the change alone."""
    for name, (change, before, after) in all_changes():
        for by in (steps * QUARTER for steps in range(-9, 10, 3)):
            local = change + before + by
            early, late = change + by, change + by + before - after
            here = early if early < change or late < change else late
            expected = [early - 7 * DAY, here, late + 7 * DAY]
            assert repeated(expected[0], name, 1, local.date() + 7 * DAY) == expected, (name, local)


@pytest.mark.parametrize(
    ("zone", "hours", "first", "quarters"),
    [
        # Clocks go from 02:00 to 03:00.
        ("Europe/Berlin", "Sun 1-4", "2026-03-29T00:00", 8),
        # Clocks go from 03:00 back to 02:00.
        ("Europe/Berlin", "Sun 1-4", "2026-10-24T23:00", 16),
        # Half an hour back at 02:00.
        ("Australia/Lord_Howe", "Sun 1-3", "2026-04-04T14:00", 10),
        # Half an hour forward at 02:00.
        ("Australia/Lord_Howe", "Sun 1-3", "2026-10-03T14:30", 6),
        # Two hours forward at 01:00.
        ("Antarctica/Troll", "Sun 0-3", "2026-03-29T00:00", 4),
        # An hour forward at 02:45, from 12:45 ahead.
        ("Pacific/Chatham", "Sun 2-4", "2026-09-26T13:15", 4),
        # Never a change, 5:45 ahead.
        ("Asia/Kathmandu", "Sun 1-2", "2026-03-28T19:15", 4),
    ],
)
def test_hours_that_clocks_skip_or_repeat_hold_as_much_time_as_passes(
    zone: str, hours: str, first: str, quarters: int
) -> None:
    now = at(first) - 12 * HOUR
    found = free_slots([Member(parse_week(hours), zone)], Wanted(QUARTER, NONE, NONE, 1), now, EVERYTHING)
    assert found == [at(first) + step * QUARTER for step in range(quarters)]


def test_two_people_meet_earlier_for_one_while_only_the_other_has_changed_clocks() -> None:
    """New York changes on 8 March 2026, Berlin three weeks later."""
    berlin, new_york = (
        Member(parse_week("Mon 14-15"), "Europe/Berlin"),
        Member(parse_week("Mon 8-11"), "America/New_York"),
    )
    found = free_slots([berlin, new_york], Wanted(HOUR, NONE, NONE, 35), at("2026-02-28T00:00"))
    local = [f"{slot.astimezone(ZoneInfo('America/New_York')):%d %H:%M}" for slot in found]
    assert local == ["02 08:00", "09 09:00", "16 09:00", "23 09:00", "30 08:00"]


def test_a_meeting_that_begins_in_the_second_of_two_hours_stays_there_once() -> None:
    second = at("2026-10-25T01:30")
    assert repeated(second, "Europe/Berlin", 1, date(2026, 11, 1)) == [second, at("2026-11-01T01:30")]


def test_a_weekly_meeting_keeps_its_local_hour() -> None:
    found = repeated(at("2026-03-19T15:00"), "Europe/Berlin", 1, date(2026, 4, 2))
    assert found == [at("2026-03-19T15:00"), at("2026-03-26T15:00"), at("2026-04-02T14:00")]


def test_a_fortnightly_meeting_skips_every_other_week() -> None:
    found = repeated(at("2026-03-19T15:00"), "Europe/Berlin", 2, date(2026, 4, 15))
    assert found == [at("2026-03-19T15:00"), at("2026-04-02T14:00")]


def test_the_last_date_is_a_local_one() -> None:
    """23:30 UTC is already the next day in Kathmandu."""
    assert repeated(at("2026-03-02T23:30"), "Asia/Kathmandu", 1, date(2026, 3, 9)) == [at("2026-03-02T23:30")]
    assert len(repeated(at("2026-03-02T23:30"), "Asia/Kathmandu", 1, date(2026, 3, 10))) == 2


def test_a_meeting_is_repeated_at_most_so_many_times_and_never_before_it_begins() -> None:
    assert len(repeated(at("2026-03-02T00:00"), "UTC", 1, date(2036, 1, 1))) == 53
    assert len(repeated(at("2026-03-02T00:00"), "UTC", 1, date(2036, 1, 1), limit=4)) == 4
    assert repeated(at("2026-03-02T00:00"), "UTC", 1, date(2026, 3, 1)) == []
