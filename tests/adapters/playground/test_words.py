"""Texts as HTML: whatever a member writes stays words."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from adapters.playground.words import clean, to_html
from bot.text import Link, Mention, Said, Strong, When, text
from tests.adapters.playground.gallery import RUDE


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.data = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)

    def handle_data(self, data: str) -> None:
        self.data += data


def parsed(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    tags.close()
    return tags


@given(st.text())
def test_a_members_words_never_become_markup(words: str) -> None:
    tags = parsed(str(to_html(text(Said(words)), "UTC")))
    assert tags.seen == ["span"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x00]", tags.data)


@given(st.text())
def test_names_and_labels_are_escaped_as_well(words: str) -> None:
    shown = to_html(text(words, Mention(1, words), Strong(words), Link("https://example.org", words)), "UTC")
    assert parsed(str(shown)).seen == ["span", "strong", "a"]


def test_addresses_and_mentions_inside_a_members_words_are_inert() -> None:
    html = str(to_html(text(Said(RUDE)), "UTC"))
    assert "<a" not in html
    assert "mention" not in html
    assert "https://evil.example" in html


def test_a_moment_is_shown_in_the_readers_zone_and_says_utc_on_hover() -> None:
    html = str(to_html(text(When(datetime(2026, 3, 2, 12, tzinfo=UTC))), "Asia/Kolkata"))
    assert ">Mon 2 Mar 2026, 17:30<" in html
    assert 'title="Mon 2 Mar 2026, 12:00 UTC"' in html


def test_a_link_of_ours_opens_without_telling_where_from() -> None:
    html = str(to_html(text(Link('https://example.org/?a="b', "here")), "UTC"))
    assert 'rel="noopener noreferrer"' in html
    assert 'a="b' not in html


def test_an_unnamed_mention_is_somebody() -> None:
    assert "@somebody" in str(to_html(text(Mention(3)), "UTC"))


def test_lines_and_joiners_survive_the_cleaning() -> None:
    assert clean("one\r\ntwo\u2028three") == "one\ntwo\nthree"
    assert clean("👩\u200d💻 می\u200cخواهم") == "👩\u200d💻 می\u200cخواهم"
    assert clean("a\u202eb\u200bc\x00d\x9be") == "abcde"
