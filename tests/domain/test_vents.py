"""When vents go out, how they are called, what hides them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.vents import (
    AUTHOR,
    DRAWS,
    NAMED,
    REPORTS_HIDE,
    SMALL,
    SOONEST,
    Vent,
    VentState,
    hour,
    is_hidden_by,
    is_small,
    next_hour,
    posts_at,
    thread_name,
    tried_again_after,
    voice_name,
)

NOON = datetime(2026, 3, 2, 12, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("draw", range(DRAWS))
@pytest.mark.parametrize("second", [0, 1, 30, 59])
def test_a_vent_waits_for_a_minute_at_least_and_fifteen_or_so_at_most_until_a_full_minute(
    draw: int, second: int
) -> None:
    now = NOON.replace(second=second)
    at = posts_at(now, draw, ())
    assert SOONEST <= at - now <= timedelta(minutes=15)
    assert (at.second, at.microsecond) == (0, 0)


def test_it_joins_one_that_waits_long_enough_and_none_that_is_about_to_go() -> None:
    soon, later, last = (NOON + timedelta(seconds=seconds) for seconds in (59, 60, 600))
    assert posts_at(NOON, 3, (last, later, soon)) == later
    assert posts_at(NOON, 3, (soon,)) == posts_at(NOON, 3, ())


def test_a_small_community_has_fewer_than_ten_active_people() -> None:
    assert is_small(SMALL - 1)
    assert not is_small(SMALL)


def test_of_a_moment_only_its_hour_is_kept() -> None:
    assert hour(NOON) == datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert next_hour(NOON) == datetime(2026, 3, 2, 13, tzinfo=UTC)


def test_three_reports_hide_what_no_moderator_has_looked_at() -> None:
    assert not is_hidden_by(REPORTS_HIDE - 1, False)
    assert is_hidden_by(REPORTS_HIDE, False)
    assert not is_hidden_by(REPORTS_HIDE, True)


def test_what_cannot_be_taken_out_is_tried_less_and_less_often() -> None:
    waits = [tried_again_after(tries) for tries in range(12)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert waits[-1] == timedelta(hours=1)


def test_a_thread_is_called_by_two_words_that_stay() -> None:
    names = {thread_name(f"thread {number}") for number in range(2000)}
    assert thread_name("thread 1") == thread_name("thread 1")
    assert len(names) > 500
    assert all(len(name.split()) == 2 for name in names)


def test_who_speaks_is_the_author_a_numbered_voice_or_a_name() -> None:
    def called(voice: int) -> str:
        return voice_name(Vent("a", "t", voice, "Hi", "Bo", VentState.POSTED))

    assert [called(voice) for voice in (AUTHOR, 2, NAMED)] == ["the author", "voice 2", "Bo"]
