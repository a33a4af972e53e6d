"""Spans become plain words; times are shown in the reader's zone."""

from datetime import UTC, datetime

import pytest

from bot.text import Link, Mention, Said, Strong, When, clipped, joined, plain, text

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def test_plain_text_keeps_the_words_of_every_span() -> None:
    said = text(
        "Hi ",
        Mention(3, "Ada"),
        ": ",
        Said("see *this*"),
        " ",
        Strong("now"),
        " ",
        Link("https://a.example", "here"),
    )
    assert plain(said) == "Hi Ada: see *this* now here"


def test_somebody_without_a_name_is_somebody() -> None:
    assert plain(text(Mention(3))) == "somebody"


def test_a_moment_shows_in_the_readers_zone() -> None:
    assert plain(text(When(NOON)), "Asia/Kolkata") == "Tue 3 Mar 2026, 17:30"
    assert plain(text(When(NOON, "day")), "Pacific/Auckland") == "Wed 4 Mar 2026"
    assert plain(text(When(NOON, "time")), "Europe/Berlin") == "13:00"


def test_a_moment_without_a_zone_is_a_defect() -> None:
    with pytest.raises(ValueError, match="aware"):
        When(datetime(2026, 3, 3))  # noqa: DTZ001  the point of the test


def test_only_safe_addresses_become_links() -> None:
    with pytest.raises(ValueError, match="not a link"):
        Link("javascript:alert(1)", "click")


def test_joining_puts_words_between() -> None:
    assert plain(joined(["a", text("b", "c"), "d"])) == "a, bc, d"


def test_long_words_are_cut_with_an_ellipsis() -> None:
    assert clipped("short", 10) == "short"
    assert clipped("a long sentence", 8) == "a long…"
