"""The table of languages is Babel's, and understands what people add to a name."""

import tomllib
from importlib.resources import files

import pytest
from babel import Locale
from babel.localedata import exists

from bot.domain.languages import language_name, parse_languages
from bot.errors import UserError

TABLE: dict[str, list[str]] = tomllib.loads(files("bot.domain").joinpath("languages.toml").read_text("utf-8"))


def test_every_english_name_is_the_one_babel_has() -> None:
    english = Locale("en").languages
    assert {code: known[0] for code, known in TABLE.items()} == {code: english[code] for code in TABLE}


def test_every_own_name_that_babel_has_is_understood() -> None:
    locales = [Locale.parse(code) for code in ("ar", "de", "es", "fr", "hi", "ja", "pt", "ru", "sw", "tr", "zh")]
    own = {locale.language: locale.get_language_name(locale.language) or "" for locale in locales}
    assert {code: parse_languages(name) for code, name in own.items()} == {code: (code,) for code in own}
    assert all(exists(code) for code in own)


def test_every_language_is_understood_by_its_code_and_its_english_name() -> None:
    assert {code for code in TABLE if parse_languages(code) != (code,)} == set()
    assert {code for code in TABLE if parse_languages(language_name(code)) != (code,)} == set()


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("espanol", ("es",)),
        ("pt-BR, en_US", ("pt", "en")),
        ("English (fluent), German (basic)", ("en", "de")),
        ("Bahasa Indonesia", ("id",)),
        ("Cantonese", ("yue",)),
    ],
)
def test_accents_regions_and_remarks_do_not_matter(typed: str, codes: tuple[str, ...]) -> None:
    assert parse_languages(typed) == codes


@pytest.mark.parametrize("typed", ["xx-YY", "klingon", "(English)"])
def test_what_is_no_language_is_asked_for_again(typed: str) -> None:
    with pytest.raises(UserError, match="English, Deutsch"):
        parse_languages(typed)
