"""Languages are read by their English name, their own name, or their code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.languages import language_name, language_suggestions, parse_languages
from bot.errors import UserError


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("English, Deutsch", ("en", "de")),
        ("pt; Español and हिन्दी", ("pt", "es", "hi")),
        ("english/ENGLISH", ("en",)),
        ("Mandarin & Farsi", ("zh", "fa")),
    ],
)
def test_languages_are_read_by_any_of_their_names(typed: str, codes: tuple[str, ...]) -> None:
    assert parse_languages(typed) == codes


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Germn", "Did you mean German"),
        ("qqqqqq", "Try: English"),
        ("", "at least one language"),
        ("English, " * 40, "too long"),
    ],
)
def test_what_is_no_language_is_named_with_what_to_type(typed: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        parse_languages(typed)


def test_a_code_is_shown_by_its_english_name() -> None:
    assert language_name("de") == "German"
    assert language_name("xx-unknown") == "xx-unknown"


def test_languages_are_completed_while_typing() -> None:
    assert language_suggestions("ger") == ("German",)
    assert language_suggestions("deut") == ("German",)
    assert len(language_suggestions("", 5)) == 5


@given(st.text(max_size=250))
def test_any_text_gives_languages_or_a_mistake_that_can_be_mended(typed: str) -> None:
    try:
        codes = parse_languages(typed)
    except UserError:
        return
    assert codes
