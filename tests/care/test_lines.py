"""Every help line says where it was found, and is looked at again before it is old."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest

from bot.domain.care.lines import FINDER, OLD, Line, book, read_book, stale
from bot.domain.countries import country_name, country_suggestions, parse_country
from bot.errors import UserError
from bot.text import Link

TODAY = date(2026, 11, 28)


def test_there_are_lines_of_at_least_sixty_countries() -> None:
    assert len({line.country for line in book().lines if line.verified}) >= 60


@pytest.mark.parametrize("line", book().lines, ids=lambda line: f"{line.country} {line.name}")
def test_a_line_has_all_that_somebody_needs_to_reach_it_and_to_check_it(line: Line) -> None:
    assert country_name(line.country) != line.country
    assert any(char.isdigit() for char in line.number)
    assert all((line.name, line.how, line.hours, line.languages))
    assert line.how.split(",")[0].split()[0] in {"call", "text"}
    assert urlsplit(Link(line.source, line.name).url).hostname
    assert date(2026, 1, 1) < line.checked <= TODAY


def test_a_country_with_lines_has_an_emergency_number_too() -> None:
    assert {line.country for line in book().lines} <= set(book().emergency)
    assert FINDER == "https://findahelpline.com"


def test_what_nobody_has_seen_on_a_page_is_not_shown() -> None:
    row = 'name="A"\nnumber="1"\nhow="call"\nhours="24 hours"\nlanguages="English"\nsource="https://a.example"'
    both = read_book(
        f"[emergency]\n[[lines.GB]]\n{row}\nchecked=2026-01-01\nverified=false\n"
        f"[[lines.GB]]\n{row}\nchecked=2026-01-02\nverified=true\n"
    )
    assert [line.checked.day for line in both.of("GB")] == [2]
    assert both.of("FR") == ()


def test_a_line_is_old_after_half_a_year_by_the_day_that_is_given() -> None:
    [first, *_] = book().lines
    assert stale([first], first.checked + OLD) == ()
    assert stale([first], first.checked + OLD + timedelta(days=1)) == (first,)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("India", "IN"),
        ("in", "IN"),
        ("UK", "GB"),
        ("deutschland", "DE"),
        ("united states", "US"),
        ("South Korea", "KR"),
    ],
)
def test_a_country_is_read_by_its_names_and_its_code(typed: str, code: str) -> None:
    assert parse_country(typed) == code


@pytest.mark.parametrize(
    ("typed", "sentence"), [("Indja", "Did you mean India"), ("qqqqqqqq", "Type its name in English")]
)
def test_what_is_no_country_is_answered_with_what_to_type(typed: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        parse_country(typed)


def test_countries_are_completed_while_typing() -> None:
    assert country_suggestions("ger") == ("Germany",)
    assert "South Africa" in country_suggestions("afr")
    assert len(country_suggestions("")) == 25
    assert country_name("??") == "??"
