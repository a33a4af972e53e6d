"""Topic names have one form to compare by, and four thousand of them are no trouble."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.topics import MOST_TOPICS, Topic, normal, resolve, topic_suggestions
from bot.errors import UserError

MANY = [Topic(number, f"Subject {number:04} of many", (f"s{number}",)) for number in range(4_000)]


@given(st.text())
def test_the_form_to_compare_by_stays_as_it_is(text: str) -> None:
    once = normal(text)
    assert normal(once) == once
    assert once == once.strip()


@given(st.text())
def test_nothing_unseen_is_left_in_the_form_to_compare_by(text: str) -> None:
    kinds = {unicodedata.category(char) for char in normal(text)}
    assert not kinds & {"Cc", "Cf", "Cs"}


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("stati\u200bstics", "statistics"),
        ("\u202estats\u202c", "stats"),
        ("tab\tand\x00nul", "tab and nul"),
        ("हिन्दी", "हिन्दी"),
        (".NET", "net"),
        ("CI/CD", "ci cd"),
    ],
)
def test_marks_are_kept_and_tricks_are_not(typed: str, form: str) -> None:
    assert normal(typed) == form


def test_a_typing_error_almost_as_near_to_another_topic_is_asked_about() -> None:
    two = [Topic(1, "macroeconomics"), Topic(2, "microeconomics")]
    found = resolve("mocroeconomics", two)
    assert not found.topics
    assert {topic.id for topic in found.unknown[0].nearest} == {1, 2}


def test_what_is_unknown_is_named_once_with_three_topics_at_most() -> None:
    found = resolve("subject of many, Subject of many, s17", MANY)
    assert [unknown.text for unknown in found.unknown] == ["subject of many"]
    assert len({topic.id for topic in found.unknown[0].nearest}) == 3
    assert [topic.id for topic in found.topics] == [17]


def test_more_topics_than_anybody_needs_are_refused() -> None:
    twenty = ",".join(f"s{number}" for number in range(MOST_TOPICS))
    assert len(resolve(twenty, MANY).topics) == MOST_TOPICS
    with pytest.raises(UserError, match="20 topics at most"):
        resolve(f"{twenty},s99", MANY)


def test_suggestions_put_the_exact_name_before_longer_ones() -> None:
    words = [Topic(1, "Networking with people"), Topic(2, "Networking"), Topic(3, "Social networking")]
    assert [topic.id for topic in topic_suggestions("networking", words)] == [2, 1, 3]
    assert len(topic_suggestions("subject", MANY)) == 25
