"""Whether a session took place: symmetric, never an absence from one word before its week is over."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outcomes import MENDS, MISSED, Answer, Report, Standing, outcome

END = datetime(2026, 3, 3, 19, tzinfo=UTC)
HOUR = timedelta(hours=1)
ONE, OTHER = 4, 5

answers = st.sampled_from(Answer)
moments = st.integers(-1, 24 * 20).map(lambda hours: END + hours * HOUR)
said = st.lists(st.tuples(st.sampled_from([ONE, OTHER]), answers, moments), max_size=8)


def reports(*pairs: tuple[int, Answer], at: datetime = END) -> dict[int, Report]:
    return {person: Report(answer, at) for person, answer in pairs}


def kept(events: list[tuple[int, Answer, datetime]]) -> dict[int, Report]:
    """What the store makes of answers in order: the last word, and the moment of the first."""
    found: dict[int, Report] = {}
    for person, answer, at in sorted(events, key=lambda event: event[2]):
        found[person] = Report(answer, found[person].at if person in found else at)
    return found


def test_nobodys_word_is_open_for_a_week_and_then_unknown() -> None:
    assert outcome({}, END, END).standing is Standing.OPEN
    assert outcome({}, END, END + MENDS - HOUR).standing is Standing.OPEN
    assert outcome({}, END, END + MENDS).standing is Standing.UNKNOWN
    assert outcome({}, END, END + MENDS).kept is None


def test_one_word_is_a_report_until_its_week_is_over() -> None:
    one = reports((ONE, Answer.MENTOR), at=END + HOUR)
    assert outcome(one, END, END + MENDS).standing is Standing.REPORTED
    assert outcome(one, END, END + MENDS).kept is None
    late = outcome(one, END, END + MENDS + HOUR)
    assert (late.standing, late.kept) == (Standing.UNDISPUTED, Answer.MENTOR)


def test_a_word_said_before_the_end_waits_a_week_from_the_end() -> None:
    assert outcome(reports((ONE, Answer.MENTOR), at=END - HOUR), END, END).until == END + MENDS


def test_who_only_one_of_them_names_was_not_missing() -> None:
    for alone in (Answer.MENTEE, Answer.MENTOR):
        found = outcome(reports((ONE, Answer.BOTH), (OTHER, alone)), END, END)
        assert (found.standing, found.kept) == (Standing.AGREED, alone)
    blame = outcome(reports((ONE, Answer.MENTOR), (OTHER, Answer.MENTEE)), END, END)
    assert (blame.standing, blame.kept) == (Standing.DISPUTED, None)
    assert outcome(reports((ONE, Answer.HELD), (OTHER, Answer.UNNEEDED)), END, END).standing is Standing.DISPUTED


def test_what_is_settled_or_was_disputed_too_long_is_closed_and_silence_is_not() -> None:
    late = END + MENDS
    assert not outcome({}, END, late).is_closed(late)
    disputed = outcome(reports((ONE, Answer.HELD), (OTHER, Answer.BOTH)), END, END)
    assert not disputed.is_closed(late - HOUR)
    assert disputed.is_closed(late)
    assert outcome(reports((ONE, Answer.HELD), (OTHER, Answer.HELD)), END, END).is_closed(END)
    assert not outcome(reports((ONE, Answer.HELD)), END, END).is_closed(END)
    assert outcome(reports((ONE, Answer.HELD)), END, late).is_closed(late)


@given(said, moments)
def test_it_is_the_same_whoever_is_asked_first(events: list[tuple[int, Answer, datetime]], now: datetime) -> None:
    found = kept(events)
    turned = dict(reversed(found.items()))
    swapped = {ONE + OTHER - person: report for person, report in found.items()}
    assert outcome(found, END, now) == outcome(turned, END, now) == outcome(swapped, END, now)


@given(said, moments)
def test_an_absence_needs_two_words_or_a_week_without_a_second(
    events: list[tuple[int, Answer, datetime]], now: datetime
) -> None:
    found = kept(events)
    result = outcome(found, END, now)
    assert result.until >= END + MENDS
    if result.kept in MISSED:
        is_late = len(found) == 1 and now >= max(END, *(report.at for report in found.values())) + MENDS
        both_say_so = len(found) == 2 and all(report.answer in MISSED for report in found.values())
        assert is_late or both_say_so


@given(said, moments)
def test_two_words_are_kept_only_where_they_agree_and_time_changes_nothing(
    events: list[tuple[int, Answer, datetime]], now: datetime
) -> None:
    found = kept(events)
    if len(found) == 2:
        result = outcome(found, END, now)
        assert (result.standing is Standing.AGREED) == (result.kept is not None)
        assert result == outcome(found, END, now + 10 * MENDS)
        if len({report.answer for report in found.values()}) == 1:
            assert result.kept is found[ONE].answer
        if Answer.HELD in {report.answer for report in found.values()}:
            assert result.kept in (None, Answer.HELD)
