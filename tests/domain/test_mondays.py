"""Whole weeks by the clocks of a place."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.mondays import bounds, last_mondays, monday_of, summed_up, until

BERLIN = "Europe/Berlin"


def test_the_week_that_runs_is_not_among_them() -> None:
    sunday_night = datetime(2026, 3, 29, 21, 59, tzinfo=UTC)
    assert last_mondays(sunday_night, BERLIN, 2) == (date(2026, 3, 9), date(2026, 3, 16))
    assert last_mondays(sunday_night + timedelta(minutes=1), BERLIN, 2) == (date(2026, 3, 16), date(2026, 3, 23))


def test_weeks_follow_one_another_without_a_gap_when_clocks_change() -> None:
    mondays = last_mondays(datetime(2026, 4, 8, tzinfo=UTC), BERLIN, 3)
    starts = bounds(mondays, BERLIN)
    assert starts == (
        datetime(2026, 3, 15, 23, tzinfo=UTC),
        datetime(2026, 3, 22, 23, tzinfo=UTC),
        datetime(2026, 3, 29, 22, tzinfo=UTC),
        datetime(2026, 4, 5, 22, tzinfo=UTC),
    )
    assert starts[2] - starts[1] == timedelta(days=7, hours=-1)


def test_weeks_up_to_one_are_told_by_their_mondays() -> None:
    assert until(date(2026, 3, 16), 3) == (date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16))


def test_a_moment_belongs_to_the_week_of_the_place() -> None:
    sunday_night = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)
    assert monday_of(sunday_night, "UTC") == date(2026, 3, 2)
    assert monday_of(sunday_night, BERLIN) == date(2026, 3, 9)


def test_only_a_whole_week_that_ended_lately_is_summed_up() -> None:
    monday = date(2026, 3, 2)
    nine = datetime(2026, 3, 9, 9, tzinfo=UTC)
    assert summed_up(monday.toordinal(), nine, "UTC") == monday
    assert summed_up(monday.toordinal(), nine - timedelta(hours=10), "UTC") == monday, "they moved west"
    assert summed_up(monday.toordinal(), nine - timedelta(days=2), "UTC") is None
    assert summed_up(monday.toordinal(), nine + timedelta(days=27), "UTC") == monday
    assert summed_up(monday.toordinal(), nine + timedelta(days=28), "UTC") is None
    for wrong in (monday.toordinal() - 1, 0, 10**17):
        assert summed_up(wrong, nine, "UTC") is None
