"""What becomes of a prompt that is due, and that no local day has two, whatever clocks and travellers do."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.occurrences import Rhythm, at_local
from bot.domain.prompts import (
    ANSWER_WITHIN,
    HORIZON,
    REFILL,
    Later,
    Standing,
    Step,
    is_unplanned,
    nudge_at,
    planned,
    put_off,
    step,
)
from bot.domain.rhythms import Level
from tests.domain.test_transitions import all_changes

NOW = datetime(2026, 3, 2, 16, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVERY_DAY = frozenset(range(7))
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
FINE = Standing(due_at=NOW, zone="UTC", level=Level.STEADY, is_on=True, is_here=True, agreed_at=NOW - DAY, active=1)


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({}, Step.ASK),
        ({"is_on": False}, Step.REST),
        ({"is_here": False}, Step.REST),
        ({"has_written": True}, Step.ANSWERED),
        ({"leaves_out": True}, Step.LEAVE_OUT),
        ({"back_on": date(2026, 3, 3)}, Step.REST),
        ({"back_on": date(2026, 3, 2)}, Step.ASK),
        ({"active": 0, "resting": 1}, Step.REST),
        ({"active": 1, "resting": 1}, Step.ASK),
        ({"active": 0}, Step.ASK),
        ({"active": 0, "ended_at": NOW}, Step.END),
        ({"active": 0, "ended_at": NOW - 2 * DAY}, Step.ASK),
        ({"active": 1, "ended_at": NOW}, Step.ASK),
        ({"due_at": NOW - 5 * HOUR}, Step.ASK),
        ({"due_at": NOW - 7 * HOUR}, Step.REST),
        ({"due_at": NOW - 5 * HOUR, "zone": "Pacific/Auckland"}, Step.REST),
        ({"due_at": NOW - HOUR, "zone": "Asia/Tokyo"}, Step.REST),
        ({"due_at": NOW, "zone": "Asia/Tokyo"}, Step.ASK),
    ],
)
def test_what_is_done_with_a_prompt_that_is_due(changed: dict[str, object], wanted: Step) -> None:
    assert step(replace(FINE, **changed), NOW) is wanted  # type: ignore[arg-type]  # one field of any kind


def test_one_nudge_comes_awake_and_before_the_answer_is_late_and_none_at_the_light_level() -> None:
    assert nudge_at(NOW, "UTC", Level.STEADY) == NOW + 4 * HOUR
    assert nudge_at(NOW + 2 * HOUR, "UTC", Level.CLOSE) == NOW + 17 * HOUR
    assert nudge_at(NOW, "UTC", Level.LIGHT) is None
    assert all(
        at is None or NOW < at < NOW + step * HOUR + ANSWER_WITHIN
        for step in range(48)
        for at in [nudge_at(NOW + step * HOUR, "Asia/Tokyo", Level.OWN)]
    )


def test_putting_off_means_what_it_says_and_wakes_nobody() -> None:
    assert put_off(Later.HOUR, NOW, "UTC", time(16)) == NOW + HOUR
    assert put_off(Later.HOUR, NOW + 5 * HOUR, "UTC", time(16)) == NOW + 17 * HOUR
    assert put_off(Later.EVENING, NOW, "UTC", time(16)) == NOW + 3 * HOUR
    assert put_off(Later.EVENING, NOW + 3 * HOUR, "UTC", time(16)) == NOW + 4 * HOUR
    assert put_off(Later.TOMORROW, NOW, "UTC", time(10)) == NOW + 18 * HOUR


def test_a_plan_goes_on_once_a_day_and_begins_anew_when_a_clock_had_run_away() -> None:
    assert is_unplanned(NEVER, NOW)
    assert is_unplanned(NOW + REFILL, NOW)
    assert not is_unplanned(NOW + HORIZON, NOW)
    assert is_unplanned(NOW + 365 * DAY, NOW)


def test_what_is_planned_already_is_not_planned_again_and_what_has_passed_is_let_go() -> None:
    noon = Rhythm(EVERY_DAY, time(12), "UTC")
    assert planned(noon, NEVER, NOW) == ((date(2026, 3, 3), NOW + 20 * HOUR),)
    assert planned(noon, NOW + 21 * HOUR, NOW) == ()
    assert planned(noon, NOW + 999 * DAY, NOW) == planned(noon, NEVER, NOW)
    assert planned(noon, NEVER, NOW, (NOW + 10 * HOUR,)) == ()


def test_an_hour_of_another_zone_counts_for_the_date_that_its_readers_clocks_show() -> None:
    late = Rhythm(EVERY_DAY, time(23), "UTC")
    assert planned(late, NEVER, NOW, (), "Asia/Tokyo")[0] == (date(2026, 3, 3), NOW + 7 * HOUR)
    assert planned(late, NEVER, NOW, (NOW + 2 * HOUR,), "Asia/Tokyo")[0] == (date(2026, 3, 4), NOW + 31 * HOUR)


def local_dates(moments: list[datetime], zone: str) -> list[date]:
    return [at.astimezone(ZoneInfo(zone)).date() for at in moments]


def test_around_every_change_of_every_zone_each_local_date_has_one_prompt_at_most() -> None:
    """Planned once a day across each change, at an hour that the change touches: all zones, 2026 to 2035.

    The store's key keeps the first of two. A date has none only where its hour was shifted past midnight.
    """
    for name, (change, before, _) in all_changes():
        at = (change + before).time()
        rhythm, found = Rhythm(EVERY_DAY, at, name), dict[date, datetime]()
        until = NEVER
        for hours in (-60, -36, -12, 12, 36):
            now = change + hours * HOUR
            for on, moment in planned(rhythm, until, now):
                found.setdefault(on, moment)
            until = now + HORIZON
        dates = local_dates(list(found.values()), name)
        assert dates == list(found), name
        assert len(set(dates)) == len(dates), name
        for on in (dates[0] + past * DAY for past in range((dates[-1] - dates[0]).days)):
            has_left_its_day = local_dates([at_local(on, at, name)], name) != [on]
            assert on in found or has_left_its_day, (name, on)


ZONES = ("UTC", "Pacific/Kiritimati", "Pacific/Honolulu", "Africa/Cairo", "America/Nuuk", "Australia/Lord_Howe")
moves = st.lists(st.tuples(st.sampled_from(ZONES), st.integers(-48, 72), st.integers(0, 23)), min_size=1, max_size=30)


@given(moves, st.dates(date(2026, 1, 1), date(2035, 1, 1)))
def test_changes_of_zone_rhythm_and_clock_never_bring_two_on_one_day_of_the_reader(
    steps: list[tuple[str, int, int]], first: date
) -> None:
    """A model of what the store does: a row for each date, which stands once it was asked. `steps` are a zone, hours
    the clock moves by (also back), and an hour of the day."""
    now = datetime.combine(first, time(12), UTC)
    rows: dict[date, datetime] = {}
    asked: list[tuple[datetime, str]] = []
    stands: set[date] = set()
    for zone, hours, hour in steps:
        rows = {on: at for on, at in rows.items() if on in stands}
        fixed = tuple(at for on, at in rows.items())
        for on, at in planned(Rhythm(EVERY_DAY, time(hour), zone), NEVER, now, fixed):
            rows.setdefault(on, at)
        now += hours * HOUR
        for on, at in sorted(rows.items(), key=lambda row: row[1]):
            if on not in stands and at <= now:
                stands.add(on)
                assert at.astimezone(ZoneInfo(zone)).date() not in {
                    earlier.astimezone(ZoneInfo(zone)).date() for earlier, _ in asked
                }
                asked.append((at, zone))
    assert len(asked) == len(stands)
