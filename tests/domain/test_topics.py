"""Topics are found under other names and with typing errors, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.topics import MOST, Topic, normal, resolve, starter_vocabulary, topic_suggestions
from bot.errors import UserError

WORDS = [Topic(number, name, others) for number, (name, others) in enumerate(starter_vocabulary(), 1)]


def names(text: str) -> list[str]:
    return [topic.name for topic in resolve(text, WORDS).topics]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ML", ["Machine learning"]),
        ("machine lerning", ["Machine learning"]),
        ("STATS, r and c++", ["Statistics", "R", "C++"]),
        ("algorithms and data structures", ["Algorithms"]),
        ("essays / Python\nSQL", ["Essay writing", "Python", "SQL"]),
        ("python; Python, py", ["Python"]),
        ("", []),
        (" , ,", []),
    ],
)
def test_topics_are_found(typed: str, found: list[str]) -> None:
    assert names(typed) == found


def test_what_is_no_topic_comes_back_with_the_nearest() -> None:
    [unknown] = resolve("statistiks exam", WORDS).unknown
    assert unknown.text == "statistiks exam"
    assert "Statistics" in [topic.name for topic in unknown.nearest]
    assert resolve("qqqq", WORDS).unknown[0].nearest == ()


def test_short_words_are_never_corrected() -> None:
    assert names("Gi") == []
    assert names("C") == []


def test_a_typing_error_as_near_to_two_topics_is_not_guessed() -> None:
    two = [Topic(1, "lighting"), Topic(2, "fighting")]
    found = resolve("kighting", two)
    assert not found.topics
    assert {topic.name for topic in found.unknown[0].nearest} == {"lighting", "fighting"}


def test_a_topics_own_name_wins_over_anothers_synonym() -> None:
    both = [Topic(1, "Maths", ("Logic",)), Topic(2, "Logic", ("!",))]
    assert resolve("logic", both).topics == (both[1],)


def test_too_much_text_is_refused() -> None:
    with pytest.raises(UserError, match="too long"):
        resolve("x" * (MOST + 1), WORDS)


def test_names_are_compared_without_case_marks_and_width() -> None:
    assert normal("  Machine-Learning\u200b ") == "machine learning"
    assert normal("Ｃ＋＋") == "c++"
    assert len({normal("C"), normal("C++"), normal("C#"), normal("R")}) == 4


def test_suggestions_begin_with_what_begins_so() -> None:
    found = [topic.name for topic in topic_suggestions("data", WORDS)]
    assert found[:3] == ["Data science", "Data visualization", "Data engineering"]
    assert topic_suggestions("", WORDS, 3) == tuple(WORDS[:3])
    assert topic_suggestions("statistcs", WORDS)[0].name == "Statistics"
    assert len(topic_suggestions("e", WORDS, 5)) == 5


def test_the_starter_vocabulary_has_no_name_twice() -> None:
    assert len(WORDS) >= 80
    own = [normal(topic.name) for topic in WORDS]
    assert len(set(own)) == len(own)
    others = [normal(synonym) for topic in WORDS for synonym in topic.synonyms]
    assert not set(others) & set(own)
    assert len(set(others)) == len(others)


@given(st.text(max_size=400))
def test_any_text_gives_topics_or_a_mistake_that_can_be_mended(typed: str) -> None:
    try:
        found = resolve(typed, WORDS)
    except UserError:
        assert len(typed) > MOST
        return
    assert len({topic.id for topic in found.topics}) == len(found.topics)
