"""Whole weeks by the clocks of a place."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.mondays import bounds, last_mondays

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
