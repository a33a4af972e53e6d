"""The plain rules of group sessions: places, numbers, wishes, and until when they repeat."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.groups import Group, GroupState, Seat, free_number, last_day, places_words, wishes

START = datetime(2026, 3, 10, 15, tzinfo=UTC)
GROUP = Group(id=1, uid="a", mentor=2, start=START, minutes=45, places=3, topic="Exams", state=GroupState.OPEN, taken=1)


@given(st.integers(2, 50), st.sets(st.integers(0, 50)))
def test_the_lowest_free_number_is_given_and_none_beyond_the_places(places: int, taken: set[int]) -> None:
    number = free_number(places, taken)
    assert number not in taken or number == 0
    assert 0 <= number <= places
    assert set(range(1, number or places + 1)) <= taken


def test_a_group_session_knows_its_time_and_what_can_be_done_about_it() -> None:
    assert GROUP.span.end == GROUP.end == START + timedelta(minutes=45)
    assert GROUP.is_coming(START - timedelta(seconds=1))
    assert not GROUP.is_coming(START)
    assert not GROUP.is_over(START)
    assert GROUP.is_over(GROUP.end)
    off = replace(GROUP, state=GroupState.CANCELLED)
    assert not off.is_coming(START - timedelta(days=1))
    assert not off.is_over(GROUP.end)


@pytest.mark.parametrize(
    ("taken", "waiting", "said"),
    [
        (1, 0, "2 of 3 places free"),
        (3, 0, "All 3 places are taken"),
        (3, 4, "All 3 places are taken, 4 on the waiting list"),
        (2, 1, "1 of 3 places free"),
    ],
)
def test_places_are_told_in_words(taken: int, waiting: int, said: str) -> None:
    assert places_words(replace(GROUP, taken=taken, waiting=waiting)) == said


@pytest.mark.parametrize(("places", "said"), [(1, "The place is taken"), (2, "Both places are taken")])
def test_one_or_two_places_are_not_called_all(places: int, said: str) -> None:
    assert places_words(replace(GROUP, places=places, taken=places)) == said


def test_only_those_with_a_place_have_a_say_in_what_it_is_about() -> None:
    seats = (Seat(4, 1, "Proofs"), Seat(5, 2), Seat(6, 0, "Waiting"))
    assert [seat.person for seat in wishes(seats)] == [4]


def test_it_repeats_for_twelve_weeks_or_until_a_day_within_a_year() -> None:
    first = date(2026, 3, 10)
    assert last_day(first, None) == date(2026, 6, 2)
    assert last_day(first, date(2026, 3, 17)) == date(2026, 3, 17)
    assert last_day(first, date(2027, 3, 11)) == date(2027, 3, 11)
    assert last_day(first, date(2026, 3, 16)) is None
    assert last_day(first, date(2027, 3, 12)) is None
