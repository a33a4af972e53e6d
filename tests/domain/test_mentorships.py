"""How a mentorship stands, how silence is counted, and who may bring one back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.mentorships import Mentorship, MentorshipState, Outcome, silence_clock, undo_until
from bot.domain.settings import Settings

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
ADA, GRACE, EVE = 1, 2, 3
WEEK = timedelta(days=7)
PAIR = Mentorship(9, ADA, GRACE, MentorshipState.ACTIVE, START, START)


def ended(outcome: Outcome, by: int) -> Mentorship:
    return replace(PAIR, state=MentorshipState.ENDED, ended_at=START, ended_by=by, outcome=outcome)


def test_each_half_of_a_pair_has_the_other() -> None:
    assert (PAIR.other(ADA), PAIR.other(GRACE)) == (GRACE, ADA)
    assert PAIR.includes(ADA)
    assert PAIR.includes(GRACE)
    assert not PAIR.includes(EVE)


def test_a_length_counts_from_the_start_and_may_be_open() -> None:
    assert PAIR.agreed_until is None
    assert not PAIR.has_agreed
    agreed = replace(PAIR, weeks=2, rhythm="weekly")
    assert agreed.agreed_until == datetime(2026, 3, 16, 12, tzinfo=UTC)
    assert agreed.has_agreed


def test_three_words_come_before_the_question() -> None:
    clock = silence_clock(Settings())
    assert [nudge.days for nudge in clock.nudges] == [7, 14, 21]
    assert (clock.asks_after.days, clock.answer.days) == (28, 7)


def test_a_pair_is_silent_from_the_first_word_on_and_only_while_it_runs() -> None:
    clock = silence_clock(Settings())
    assert not clock.is_silent(PAIR, START + WEEK - timedelta(seconds=1))
    assert clock.is_silent(PAIR, START + WEEK)
    assert not clock.is_silent(replace(PAIR, state=MentorshipState.PAUSED), START + WEEK)


def test_what_runs_cannot_be_undone_and_strangers_undo_nothing() -> None:
    assert undo_until(PAIR, ADA, WEEK) is None
    assert undo_until(ended(Outcome.COMPLETED, ADA), EVE, WEEK) is None


def test_either_side_undoes_what_went_quiet_or_was_completed() -> None:
    for outcome, by in ((Outcome.WENT_QUIET, 0), (Outcome.COMPLETED, ADA)):
        for person in (ADA, GRACE):
            assert undo_until(ended(outcome, by), person, WEEK) == START + WEEK


def test_nobody_is_brought_back_into_what_they_ended_early() -> None:
    early = ended(Outcome.ENDED_EARLY, GRACE)
    assert undo_until(early, GRACE, WEEK) == START + WEEK
    assert undo_until(early, ADA, WEEK) is None


@given(st.integers(2, 60), st.integers(1, 30), st.integers(1, 30), st.integers(2, 60))
def test_the_clock_only_goes_forward_whatever_a_community_sets(first: int, then: int, last: int, answer: int) -> None:
    days = (first, first + then, first + then + last)
    clock = silence_clock(
        Settings(
            silence_first_days=days[0],
            silence_second_days=days[1],
            silence_third_days=days[2],
            silence_answer_days=answer,
        )
    )
    moments = (*clock.nudges, clock.asks_after)
    assert list(moments) == sorted(set(moments))
    assert clock.answer.days == answer
