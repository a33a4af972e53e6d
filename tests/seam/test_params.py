"""What was typed becomes a value, or a sentence that says what to type."""

from datetime import date

import pytest

from bot.errors import UserError
from bot.params import ChannelPick, DayPick, Kind, Line, Option, Paragraph, PersonPick, Pick, Whole

COLOURS = Pick("Colour", options=(Option("r", "Red"), Option("g", "Green")))


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Line("Name"), "  Ada ", "Ada"),
        (Paragraph("Text"), "a\nb", "a\nb"),
        (Whole("How many", least=1, most=5), " 3 ", 3),
        (DayPick("Day"), "2026-12-01", date(2026, 12, 1)),
        (COLOURS, "g", "g"),
        (ChannelPick("Where"), "C1", "C1"),
        (Line("Several"), ("a", "b"), "a, b"),
    ],
)
def test_what_fits_becomes_a_value(kind: Kind, typed: str, value: object) -> None:
    assert kind.value(typed, "field") == value


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (Line("Name", most=3), "abcde", "2 characters too long"),
        (Whole("How many", least=1, most=5), "six", "whole number from 1 to 5"),
        (Whole("How many", least=1, most=5), "٣", "whole number"),
        (Whole("How many", least=1, most=5), "9", "out of range"),
        (DayPick("Day"), "tomorrow", "2026-12-01"),
        (COLOURS, "blue", "Red, Green"),
        (PersonPick("Who"), "ada", "from the list"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(kind: Kind, typed: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence) as caught:
        kind.value(typed, "field")
    assert caught.value.field == "field"


def test_a_label_longer_than_a_phone_shows_is_a_defect() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Line("x" * 46)
    with pytest.raises(ValueError, match="does not fit"):
        Option("", "empty")


@pytest.mark.parametrize("typed", ["a\ud83db", "a\0b", "\0\ud800ab"])
def test_what_no_database_can_hold_is_left_out_and_the_rest_is_kept(typed: str) -> None:
    value = Line("Words").value(typed, "words")
    assert isinstance(value, str)
    assert value.replace("?", "") == "ab"
