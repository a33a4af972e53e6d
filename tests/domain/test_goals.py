"""How far a goal is, and when its day is over."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.goals import Goal, Step, first_morning_after, morning_after, steps_of

DAY = date(2026, 3, 28)


def test_a_goal_is_as_far_as_its_owner_says_or_as_its_steps() -> None:
    assert (Goal(1, 2, "Swim", percent=60).progress, Goal(1, 2, "Swim", percent=60).standing) == (60, "60 %")
    steps = tuple(Step(number, str(number), number < 3) for number in range(1, 4))
    assert (Goal(1, 2, "Swim", percent=5, steps=steps).progress, Goal(1, 2, "", steps=steps).standing) == (66, "2 of 3")


def test_steps_are_lines_without_blanks_and_repetitions() -> None:
    assert steps_of(" Read  it\n\nWrite\r\nRead it\n  ") == ("Read it", "Write")
    assert steps_of("") == ()


@pytest.mark.parametrize(
    ("zone", "morning"),
    [
        ("Africa/Lagos", datetime(2026, 3, 29, 8, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 3, 29, 7, tzinfo=UTC)),  # clocks went forward in the night
        ("Asia/Kathmandu", datetime(2026, 3, 29, 3, 15, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2026, 3, 29, 16, tzinfo=UTC)),
    ],
)
def test_the_morning_after_is_nine_by_the_clocks_of_the_place(zone: str, morning: datetime) -> None:
    assert morning_after(DAY, zone) == morning


def test_the_morning_after_the_night_in_which_clocks_go_back() -> None:
    assert morning_after(date(2026, 10, 24), "Europe/Berlin") == datetime(2026, 10, 25, 8, tzinfo=UTC)
    assert morning_after(date(2026, 10, 31), "America/New_York") == datetime(2026, 11, 1, 14, tzinfo=UTC)


def test_a_day_that_a_country_left_out_is_over_on_the_next_there_is() -> None:
    """Samoa had no 30 December 2011."""
    assert morning_after(date(2011, 12, 29), "Pacific/Apia") == datetime(2011, 12, 30, 19, tzinfo=UTC)


def test_nowhere_is_it_the_morning_after_earlier_than_the_first() -> None:
    first = first_morning_after(DAY)
    assert first == datetime(2026, 3, 28, 19, tzinfo=UTC)
    for zone in ("Pacific/Kiritimati", "Pacific/Auckland", "Pacific/Chatham", "UTC", "Pacific/Niue"):
        assert first <= morning_after(DAY, zone) <= first + timedelta(hours=26)
