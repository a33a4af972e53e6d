"""Notes and what is to be done, as people type it."""

from datetime import UTC, datetime, timedelta

from bot.domain.notes import EDITABLE, MOST_ACTIONS, Note, action_lines
from bot.domain.reminder_choices import BEFORE, ReminderChoice
from bot.domain.sessions import REMINDERS

AT = datetime(2026, 3, 3, 19, tzinfo=UTC)
ME, OTHER = 4, 5


def test_a_note_is_its_authors_to_change_for_a_week() -> None:
    note = Note(1, ME, "Words", 0, AT, AT)
    assert note.is_editable(AT + EDITABLE - timedelta(seconds=1))
    assert not note.is_editable(AT + EDITABLE)


def test_each_line_is_mine_unless_it_says_whose_it_is() -> None:
    typed = "Read chapter two\n\n- them: send the book\n* Both : pick a date\n  me: call\nWeb: read http://x\nthem:\n•"
    assert action_lines(typed, ME, OTHER, 150) == (
        (ME, "Read chapter two"),
        (OTHER, "send the book"),
        (0, "pick a date"),
        (ME, "call"),
        (ME, "Web: read http://x"),
    )


def test_long_lines_are_cut_and_too_many_left_out() -> None:
    assert action_lines("a" * 99, ME, OTHER, 9) == ((ME, "a" * 9),)
    assert len(action_lines("x\n" * 50, ME, OTHER, 9)) == MOST_ACTIONS
    assert action_lines(" \n", ME, OTHER, 9) == ()


def test_a_reminder_is_turned_on_and_off_in_its_place() -> None:
    choice = ReminderChoice()
    assert choice.before == REMINDERS
    for before in BEFORE:
        assert before in choice.turned(before, on=True).before
        assert before not in choice.turned(before, on=False).before
    on = choice.turned(BEFORE[0], on=True)
    assert on.before == (BEFORE[0], *REMINDERS)
    assert on.turned(BEFORE[0], on=True) == on
    assert on.turned(BEFORE[0], on=False) == choice
