"""Weekly hours are read as people type them, and shared in either clock."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hours import MOST, PRESETS, parse_week
from bot.domain.week import QUARTERS, Week, offset_minutes, shared, shifted, span_bits, week_text
from bot.errors import UserError

MARCH = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
JULY = datetime(2026, 7, 6, 12, 0, tzinfo=UTC)

spans = st.tuples(st.integers(0, 6), st.integers(0, 95), st.integers(1, 60))


def _week(free: list[tuple[int, int, int]]) -> Week:
    bits = 0
    for day, begins, length in free:
        bits |= span_bits(day, begins * 15, (begins + length) * 15)
    return Week(bits)


weeks = st.lists(spans, max_size=5).map(_week)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Mon-Fri 18-21, Sat 10-12", "Mon–Fri 18:00–21:00, Sat 10:00–12:00"),
        ("weekdays 6pm-9pm", "Mon–Fri 18:00–21:00"),
        ("mon/wed/fri 18.30–20:00", "Mon 18:30–20:00, Wed 18:30–20:00, Fri 18:30–20:00"),
        ("Tue, Thu 9am-noon", "Tue 09:00–12:00, Thu 09:00–12:00"),
        ("Tuesdays and Thursdays from 9 a.m. to 12 p.m.", "Tue 09:00–12:00, Thu 09:00–12:00"),
        ("daily 7-8", "Mon–Sun 07:00–08:00"),
        ("18-21", "Mon–Sun 18:00–21:00"),
        ("weekends 10 until 16", "Sat–Sun 10:00–16:00"),
        ("Fri 22-02", "Fri 22:00–24:00, Sat 00:00–02:00"),
        ("Sun 23-1", "Mon 00:00–01:00, Sun 23:00–24:00"),
        ("Mon 22-24; tue midnight-1", "Mon 22:00–24:00, Tue 00:00–01:00"),
        ("Sat-Mon 8-9", "Mon 08:00–09:00, Sat–Sun 08:00–09:00"),
        ("Mon 18-20 & 21-22\nSun 1000-1200", "Mon 18:00–20:00 and 21:00–22:00, Sun 10:00–12:00"),
        ("Mon 12am-1am", "Mon 00:00–01:00"),
        ("Evenings", "Mon–Sun 18:00–21:00"),
        ("Mon 6-9pm", "Mon 18:00–21:00"),
        ("Mon 9-5pm", "Mon 09:00–17:00"),
        ("Mon 9am-5", "Mon 09:00–17:00"),
        ("Mon 11-1am", "Mon 23:00–24:00, Tue 00:00–01:00"),
        ("Mon noon-1", "Mon 12:00–13:00"),
        ("Mon 10-midnight", "Mon 10:00–24:00"),
        ("Mon 06-9pm", "Mon 06:00–21:00"),
        ("Mon 9am – 5.30 p.m", "Mon 09:00–17:30"),
        ("weekday evenings, Sat 10-12", "Mon–Fri 18:00–21:00, Sat 10:00–12:00"),
        (
            "Tue, Thu 9-10; weekday evenings",
            "Mon 18:00–21:00, Tue 09:00–10:00 and 18:00–21:00, Wed 18:00–21:00, "
            "Thu 09:00–10:00 and 18:00–21:00, Fri 18:00–21:00",
        ),
        ("Weekends", "Sat–Sun 10:00–18:00"),
        ("weekends, 10-16", "Sat–Sun 10:00–16:00"),
        ("never", "never"),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, read: str) -> None:
    assert week_text(parse_week(typed)) == read


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "When in the week"),
        ("whenever", 'cannot read "whenever"'),
        ("Mon", "Which hours on Mon"),
        ("Mon 18", "a beginning and an end"),
        ("Mon, evenings", "Which hours on Mon"),
        ("Mon 9-Tue", "a beginning and an end"),
        ("Mon 25-26", 'cannot read "25"'),
        ("Mon 9:75-10", "cannot read"),
        ("Mon 13pm-14pm", "cannot read"),
        ("Mon 24:30-25", "cannot read"),
        ("Mon 18-18", "no time"),
        ("Mon 18-21 *", "cannot read"),
        ("Mon - 18", "a beginning and an end"),
        ("x" * (MOST + 1), "longer than I can read"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_type(typed: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        parse_week(typed)


@given(st.text(max_size=400) | st.text(alphabet="monfriatu 0123456789:-.,;pmand–", max_size=80))
def test_any_text_is_a_week_or_a_mistake_that_can_be_mended(typed: str) -> None:
    try:
        week = parse_week(typed)
    except UserError:
        return
    assert 0 <= week.hours <= 168


@given(weeks)
def test_what_is_shown_reads_back_the_same(week: Week) -> None:
    shown = week_text(week)
    if len(shown) <= MOST:
        assert parse_week(shown) == week


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_is_a_week(name: str) -> None:
    assert parse_week(name).hours > 0


@given(weeks)
def test_a_week_survives_storage(week: Week) -> None:
    assert Week.from_bytes(week.to_bytes()) == week
    assert len(week.to_bytes()) == 84


@given(weeks, st.integers(-2000, 2000))
def test_turning_a_week_there_and_back_changes_nothing(week: Week, quarters: int) -> None:
    assert shifted(shifted(week, quarters * 15), -quarters * 15) == week


def test_more_quarters_than_a_week_has_are_refused() -> None:
    with pytest.raises(ValueError, match="672"):
        Week(1 << QUARTERS)


def test_shared_hours_are_shown_in_my_clock() -> None:
    mine, theirs = parse_week("Mon-Fri 18-22"), parse_week("Mon-Fri 14-17")
    both = shared(mine, "Asia/Kolkata", theirs, "Europe/London", MARCH)
    assert week_text(both) == "Mon–Fri 19:30–22:00"
    assert week_text(shared(theirs, "Europe/London", mine, "Asia/Kolkata", MARCH)) == "Mon–Fri 14:00–16:30"


def test_shared_hours_move_with_the_clocks() -> None:
    mine, theirs = parse_week("Mon-Fri 18-22"), parse_week("Mon-Fri 14-17")
    both = shared(mine, "Asia/Kolkata", theirs, "Europe/London", JULY)
    assert week_text(both) == "Mon–Fri 18:30–21:30"


def test_hours_cross_the_date_line() -> None:
    both = shared(parse_week("Sun 20-22"), "America/Los_Angeles", parse_week("Mon 16-19"), "Pacific/Auckland", MARCH)
    assert week_text(both) == "Sun 20:00–22:00"


def test_offsets_are_those_in_force() -> None:
    assert offset_minutes("Asia/Kathmandu", MARCH) == 345
    assert offset_minutes("America/New_York", MARCH) == -300
    assert offset_minutes("America/New_York", JULY) == -240
