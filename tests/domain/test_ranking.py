"""The ranking is fair, explained, and the same whoever computes it."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hours import parse_week
from bot.domain.mentors import MentorProfile, Search, StudentProfile
from bot.domain.ranking import DRAWN, Scorer, plain_scan, standing, usual_hours
from bot.domain.week import Week

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ADA = StudentProfile(1, "Asia/Kolkata", "", (1, 2), ("en",), parse_week("Mon-Fri 19-22"))
GRACE = MentorProfile(2, "Grace", "Europe/London", (1, 2), "", ("en",), parse_week("Mon-Fri 14-17"), 2)


def order(*mentors: MentorProfile, seeker: StudentProfile = ADA, **search: object) -> list[int]:
    found = plain_scan(Search(seeker, **search), mentors, NOW)  # type: ignore[arg-type]  # topics and language by name
    return [one.profile.person for one in found]


def test_whoever_covers_more_of_the_asked_topics_comes_first() -> None:
    assert order(replace(GRACE, person=3, topics=(1,)), GRACE) == [2, 3]


def test_enough_shared_hours_are_enough() -> None:
    three = replace(GRACE, person=3, week=parse_week("Mon 13:30-17"))
    scores = {one.profile.person: one.score for one in plain_scan(Search(ADA), (GRACE, three), NOW)}
    assert scores[2] == scores[3]
    one_hour = replace(GRACE, person=4, week=parse_week("Mon 14-15"))
    assert order(one_hour, three)[0] == 3


def test_a_far_zone_with_enough_hours_is_as_good_as_a_near_one() -> None:
    far = replace(GRACE, person=3, zone="America/Los_Angeles", week=parse_week("Mon-Fri 6-9"))
    near = replace(GRACE, person=4, zone="Asia/Kolkata", week=parse_week("daily 8-22"))
    scores = {one.profile.person: one.score for one in plain_scan(Search(ADA), (far, near), NOW)}
    assert scores[3] == scores[4]


def test_somebody_new_is_not_behind_an_average_mentor() -> None:
    average = replace(GRACE, person=3, answers=20, answer_hours=48.0)
    assert order(average, GRACE) == [2, 3]
    assert usual_hours(0, 0.0) == 48.0


def test_quick_answers_help_and_one_lucky_answer_does_not_decide() -> None:
    assert standing(2, 0, 20, 4.0) > standing(2, 0, 20, 48.0) > standing(2, 0, 20, 200.0)
    assert usual_hours(1, 0.0) == 36.0


def test_taking_mentees_on_moves_back_and_never_forward() -> None:
    assert standing(4, 0, 5, 24.0) > standing(4, 1, 5, 24.0) > standing(4, 3, 5, 24.0)
    assert order(replace(GRACE, person=3, taken=1), GRACE) == [2, 3]


def test_who_may_not_be_shown_is_left_out() -> None:
    hidden = (
        replace(GRACE, person=3, is_approved=False),
        replace(GRACE, person=4, taken=2),
        replace(GRACE, person=5, paused_until=NOW + timedelta(days=1)),
        replace(GRACE, person=6, week=Week(0)),
        replace(GRACE, person=7, languages=("de",)),
        replace(GRACE, person=8, topics=(9,)),
        replace(GRACE, person=1),
    )
    assert order(*hidden, GRACE) == [2]
    assert order(replace(GRACE, person=5, paused_until=NOW)) == [5]


def test_a_language_asked_for_decides_alone() -> None:
    german = replace(GRACE, person=3, languages=("de",))
    assert order(GRACE, german, language="de") == [3]
    [one] = plain_scan(Search(ADA, language="de"), (german,), NOW)
    assert one.languages == ("de",)


def test_who_asks_for_nothing_sees_everybody_by_standing() -> None:
    nothing = StudentProfile(1, "UTC")
    busy = replace(GRACE, person=3, taken=1)
    assert order(busy, GRACE, seeker=nothing) == [2, 3]
    [one] = plain_scan(Search(nothing), (GRACE,), NOW)
    assert (one.topics, one.hours, one.languages) == ((), 0.0, ("en",))


def test_every_reason_is_what_was_counted() -> None:
    [one] = plain_scan(Search(ADA), (replace(GRACE, answers=1, answer_hours=12.0),), NOW)
    assert one.topics == (1, 2)
    assert one.hours == 12.5
    assert one.languages == ("en",)
    assert not one.is_new
    assert one.score == 4000 + 2500 + 500 + standing(2, 0, 1, 12.0)


def test_shared_hours_follow_the_clocks_without_touching_a_profile() -> None:
    summer = datetime(2026, 7, 6, 12, 0, tzinfo=UTC)
    week = parse_week("Mon-Fri 15-17").bits
    hours = [Scorer(Search(ADA), at).hours(week, GRACE.zone) for at in (NOW, summer)]
    assert hours == [7.5, 10.0]


def test_equal_scores_are_drawn_anew_each_week_and_for_each_student() -> None:
    many = [replace(GRACE, person=person) for person in range(2, 40)]
    orders = {tuple(order(*many, seeker=replace(ADA, person=seeker))) for seeker in (1, 100, 101)}
    assert len(orders) == 3
    later = plain_scan(Search(ADA), many, NOW + timedelta(days=7))
    assert [one.profile.person for one in later] != order(*many)
    assert order(*many) == order(*reversed(many))


def test_nobody_is_drawn_first_much_more_often_than_others() -> None:
    students = [replace(ADA, person=person) for person in range(1000, 3000)]
    draws = [Scorer(Search(student), NOW).draw for student in students]
    first = Counter(min(range(1, 41), key=draw) for draw in draws)
    assert len(first) == 40
    assert max(first.values()) < 2 * 2000 / 40


@given(st.integers(0, 2**63), st.sets(st.integers(1, DRAWN - 1), min_size=2))
def test_no_two_mentors_draw_the_same_lot(seeker: int, mentors: set[int]) -> None:
    draw = Scorer(Search(replace(ADA, person=seeker)), NOW).draw
    assert len({draw(mentor) for mentor in mentors}) == len(mentors)


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 500), st.floats(0, 10_000))
def test_a_standing_is_between_nothing_and_its_weights(taken: int, capacity: int, answers: int, hours: float) -> None:
    assert 0 <= standing(capacity, taken, answers, hours) <= 3000
