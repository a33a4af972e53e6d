"""Phrases find a wish; idioms and negations cover their own words and nothing beside them."""

from pathlib import Path

import pytest

from bot.domain.care import is_worrying
from bot.domain.care.normal import MOST
from bot.domain.care.rules import read_rules, rules
from tests.care.sentences import EXPLICIT, FROZEN, HERE, IDIOMS, IMPLIED, Sentence, sentences

TINY = """
[spellings]
"mochte" = "will"

[quiet]
idioms = ["will nicht mehr schlafen"]

[own]
wish = ["ich will ..1 nicht mehr $"]

[others]
wish = ["meine freundin will nicht mehr $"]

[told]
words = ["roman"]
"""


def share(some: list[Sentence]) -> float:
    return sum(is_worrying(sentence.text) for sentence in some) / len(some)


@pytest.mark.parametrize("sentence", sentences(HERE / "development.jsonl"), ids=lambda sentence: sentence.text)
def test_every_sentence_the_rules_were_written_against_is_read_rightly(sentence: Sentence) -> None:
    assert is_worrying(sentence.text) is (sentence.label == "danger")


def test_of_the_frozen_sentences_no_fewer_are_read_rightly_than_the_page_says() -> None:
    frozen = sentences(FROZEN)
    assert share([s for s in frozen if s.label == "danger" and s.kind in EXPLICIT]) >= 0.97
    assert share([s for s in frozen if s.label == "danger" and s.kind in IMPLIED]) >= 0.95
    assert share([s for s in frozen if s.label == "quiet" and s.kind in IDIOMS]) <= 0.03
    assert share([s for s in frozen if s.label == "quiet"]) <= 0.03


def test_an_idiom_covers_its_own_words_only() -> None:
    assert not is_worrying("This exam is killing me.")
    assert is_worrying("This exam is killing me, I want to die.")
    assert is_worrying("I never hurt myself. I want to die.")
    assert not is_worrying("I want to die of laughter.")


def test_quoted_words_are_not_the_writers_only_where_a_book_or_a_lesson_is_spoken_of() -> None:
    assert not is_worrying('In the film she says "I want to die." Then it ends.')
    assert is_worrying('I told my brother "I want to die" and he laughed.')


def test_a_text_of_any_length_is_read_at_its_beginning_and_at_its_end() -> None:
    long = "The week was long. " * MOST
    assert is_worrying(f"I want to die. {long}")
    assert is_worrying(f"{long} I want to die.")
    assert not is_worrying(long)


@pytest.mark.parametrize(
    "words", ["", " ", "...", '"', "\u200b", "*", "'", "😀", "\x00", "i " * MOST, "want to die" * 9]
)
def test_any_text_is_read(words: str) -> None:
    assert is_worrying(words) in (True, False)


def test_a_language_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "de.toml"
    file.write_text(TINY, encoding="utf-8")
    german = read_rules(file.read_text(encoding="utf-8"))
    assert german.is_worrying("Ich möchte einfach nicht mehr.")
    assert german.is_worrying("Ich WILL nicht mehr!")
    assert not german.is_worrying("Ich will nicht mehr schlafen.")
    assert german.is_worrying("Meine Freundin will nicht mehr.")
    assert not german.is_worrying("Im Roman sagt sie, meine Freundin will nicht mehr.")
    assert not german.is_worrying('Der Roman sagt "ich will nicht mehr".')


def test_a_language_without_a_file_is_read_as_english() -> None:
    assert rules("xx") is rules("en") is rules("../en") is rules("lines")
    assert is_worrying("I want to die", "xx")


def test_a_file_that_names_an_unknown_group_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no group \{nobody\}"):
        read_rules('[own]\nwish = ["{nobody} wants"]')
