"""Who may read a check-in: every combination, against the sentence that says it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

from bot.domain.checkins import AnswerKind, Audience, CheckIn, fitting, is_fresh, may_read
from bot.domain.mentorships import Mentorship, MentorshipState

AUTHOR, MENTOR, OTHER = 1, 2, 3
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def check_in(audience: Audience, readers: frozenset[int]) -> CheckIn:
    return CheckIn(
        author=AUTHOR, on=date(2026, 3, 2), written_at=NOW, went="", next="", audience=audience, readers=readers
    )


def pair(mentee: int, mentor: int, state: MentorshipState) -> Mentorship:
    return Mentorship(1, mentee, mentor, state, NOW, NOW)


PAIRS = [None, *(pair(*who, state) for who in ((AUTHOR, MENTOR), (MENTOR, AUTHOR)) for state in MentorshipState)]
READERS = [frozenset[int](), frozenset({MENTOR}), frozenset({OTHER})]


def test_the_author_reads_whatever_there_is() -> None:
    for audience, readers, running, is_blocked in product(Audience, READERS, PAIRS, (False, True)):
        assert may_read(check_in(audience, readers), AUTHOR, running, is_blocked=is_blocked)


def test_of_all_others_only_the_mentor_of_now_it_was_shared_with_and_unblocked_reads() -> None:
    allowed = [
        (reader, audience, readers, running, is_blocked)
        for reader, audience, readers, running, is_blocked in product(
            (MENTOR, OTHER, 99), Audience, READERS, PAIRS, (False, True)
        )
        if may_read(check_in(audience, readers), reader, running, is_blocked=is_blocked)
    ]
    wanted = pair(AUTHOR, MENTOR, MentorshipState.ACTIVE)
    assert allowed == [(MENTOR, Audience.MENTORS, frozenset({MENTOR}), wanted, False)]


def test_sympathy_comes_first_where_the_mood_is_low_or_something_is_in_the_way() -> None:
    plain = check_in(Audience.PRIVATE, frozenset())
    kind = (AnswerKind.FEEL, AnswerKind.DONE)
    assert [fitting(replace(plain, mood=mood)) == kind for mood in range(6)] == [False, True, True, *[False] * 3]
    assert fitting(replace(plain, mood=5, blockers="Noise")) == kind


def test_what_was_wanted_is_recalled_for_two_weeks() -> None:
    plain = check_in(Audience.PRIVATE, frozenset())
    assert is_fresh(plain, date(2026, 3, 16))
    assert not is_fresh(plain, date(2026, 3, 17))
