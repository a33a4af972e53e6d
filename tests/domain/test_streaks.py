"""Streaks forgive what the rule says, and nothing but."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.streaks import GRACE, Streak, Turn, streak, weekly, weeks

MARCH = date(2026, 3, 2)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
K, M, F = Turn.KEPT, Turn.MISSED, Turn.FREE


def daily(*turns: Turn, first: date = MARCH) -> Streak:
    return streak((first + step * DAY, turn) for step, turn in enumerate(turns))


def test_each_answer_adds_one_and_two_misses_a_month_are_forgiven() -> None:
    assert daily() == Streak(0, 0)
    assert daily(K, K, M, K, M, K) == Streak(4, 4)
    assert daily(K, K, M, M, M) == Streak(0, 2)
    assert daily(K, K, M, M, M, K) == Streak(1, 2)


def test_a_new_month_brings_new_grace() -> None:
    last = date(2026, 3, 28)
    assert daily(K, M, M, K, M, M, K, first=last) == Streak(3, 3)
    assert daily(K, M, M, M, K, first=last) == Streak(1, 1)


def test_what_rested_counts_neither_way_and_a_miss_without_a_streak_costs_nothing() -> None:
    assert daily(K, F, F, F, K) == Streak(2, 2)
    assert daily(M, M, M, K, M, M, K) == Streak(2, 2)


def test_by_week_one_empty_week_a_month_is_forgiven_and_the_running_one_is_waited_for() -> None:
    assert weekly([], [], MARCH) == Streak(0, 0)
    assert weekly([MARCH], [], MARCH + 13 * DAY) == Streak(1, 1)
    assert weekly([MARCH, MARCH + 2 * WEEK], [], MARCH + 2 * WEEK) == Streak(2, 2)
    assert weekly([MARCH, MARCH + 3 * WEEK], [], MARCH + 3 * WEEK) == Streak(1, 1)


def test_a_planned_pause_frees_every_week_it_touches_and_no_other() -> None:
    pause = [(MARCH + WEEK + 6 * DAY, MARCH + 3 * WEEK + DAY)]
    free = [turn for _, turn in weeks([MARCH, MARCH + 6 * WEEK], pause, MARCH + 6 * WEEK)]
    assert free == [K, F, F, F, M, M, K]
    assert [turn for _, turn in weeks([MARCH], [(MARCH, MARCH + WEEK)], MARCH + 2 * WEEK)] == [K, M, F]


turns = st.lists(st.sampled_from(Turn), max_size=80)


@given(turns)
def test_the_best_is_never_below_the_streak_and_both_count_answers_alone(given_turns: list[Turn]) -> None:
    found = daily(*given_turns)
    assert 0 <= found.length <= found.best <= given_turns.count(K)


@given(turns, st.integers(0, 80))
def test_what_is_free_changes_nothing_within_a_day(given_turns: list[Turn], at: int) -> None:
    dated = [(MARCH + step * DAY, turn) for step, turn in enumerate(given_turns)]
    at = min(at, len(dated))
    on = dated[at - 1][0] if at else MARCH
    assert streak([*dated[:at], (on, F), *dated[at:]]) == streak(dated)


@given(turns)
def test_a_streak_broke_only_where_a_month_had_no_grace_left(given_turns: list[Turn]) -> None:
    """An oracle that looks back from the end, month by month."""
    dated = [(MARCH + step * DAY, turn) for step, turn in enumerate(given_turns)]
    kept, missed = 0, 0
    length = streak(dated).length
    for on, turn in reversed(dated):
        if kept == length:
            break
        kept += turn is K
        missed += turn is M
        months = (MARCH - on).days // 28 + len(given_turns) // 28 + 2
        assert missed <= GRACE * max(1, months + 1)
    assert kept == length


@given(turns)
def test_answering_one_more_never_makes_it_shorter(given_turns: list[Turn]) -> None:
    assert daily(*given_turns, K).length == daily(*given_turns).length + 1
