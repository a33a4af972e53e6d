"""Which addresses can be a calendar, and when one is read again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feeds import EVERY, SLOWEST, SPREAD, Address, Feed, FeedKind, is_told, next_read
from bot.errors import UserError

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRET = "https://calendar.example.com/ical/ada%40example.com/private-5f3a/basic.ics?x=1"
FEED = Feed(1, 2, FeedKind.BUSY, Address(SECRET, "calendar.example.com"), False, "", "", "", None, None, 0, "", 0)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        (SECRET, SECRET),
        (f"  {SECRET}\n", SECRET),
        ("webcal://p01-caldav.example.com/published/2/abc", "https://p01-caldav.example.com/published/2/abc"),
        ("webcals://Example.COM.", "https://example.com/"),
        ("https://example.com:443/a#part", "https://example.com/a"),
        ("https://xn--bcher-kva.example/a?b", "https://xn--bcher-kva.example/a?b"),
        ("HTTPS://my_school.example.edu/feed?a=b&c=d", "https://my_school.example.edu/feed?a=b&c=d"),
    ],
)
def test_an_address_is_kept_as_it_will_be_asked_for(typed: str, url: str) -> None:
    assert Address.parse(typed).url == url


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "https only"),
        ("not an address", "cannot read"),
        ("http://example.com/a", "https only"),
        ("ftp://example.com/a", "https only"),
        ("file:///etc/passwd", "https only"),
        ("javascript:alert(1)", "https only"),
        ("https://ada:secret@example.com/a", "password"),
        ("https://@example.com/a", "password"),
        ("https://example.com:8443/a", "usual port"),
        ("https://example.com:99999/a", "cannot read"),
        ("https://example.com:4x3/a", "cannot read"),
        ("https:///a", "no host"),
        ("https://exa%6dple.com/a", "no host"),
        ("https://[::1]/a", "no host"),
        ("https://[::1/a", "cannot read"),
        ("https://-a.example/", "no host"),
        ("https://" + "a." * 130 + "example/", "no host"),
        ("https://127.0.0.1/a", "number"),
        ("https://2130706433/a", "number"),
        ("https://0x7f000001/a", "number"),
        ("https://127.1/a", "number"),
        ("https://0177.0.0.1./a", "number"),
        ("https://localhost/a", "private network"),
        ("https://calendar/a", "private network"),
        ("https://printer.local/a", "private network"),
        ("https://①②⑦.⓪.⓪.①/a", "cannot read"),
        ("https://exämple.com/a", "cannot read"),
        ("https://example.com\\@evil.example/a", "cannot read"),
        ("https://example.com/a b", "cannot read"),
        ("https://example.com/\x00", "cannot read"),
        ("https://example.com/" + "a" * 1000, "cannot read"),
    ],
)
def test_what_cannot_be_a_calendar_is_refused_with_words(typed: str, word: str) -> None:
    with pytest.raises(UserError) as caught:
        Address.parse(typed)
    assert word in caught.value.message


def test_the_secret_is_hidden_where_an_address_is_printed() -> None:
    assert "private" not in repr(FEED)
    assert "calendar.example.com" in repr(FEED)


@given(st.text(max_size=60), st.sampled_from(["", "https://", "webcal://", "https://example.com/"]))
def test_anything_typed_is_a_safe_address_or_a_kind_word(typed: str, before: str) -> None:
    try:
        found = Address.parse(before + typed)
    except UserError:
        return
    assert found.url.startswith(f"https://{found.host}/")
    assert "@" not in found.host
    assert Address.parse(found.url) == found


def test_a_calendar_is_read_every_half_hour_and_less_often_while_it_fails() -> None:
    waits = [next_read(7, failures, NOW) - NOW - timedelta(seconds=259) for failures in range(12)]
    assert waits[:4] == [EVERY, 2 * EVERY, 4 * EVERY, 8 * EVERY]
    assert set(waits[4:]) == {SLOWEST}


def test_calendars_added_together_are_not_read_together() -> None:
    moments = {next_read(feed, 0, NOW) for feed in range(100)}
    assert len(moments) == 100
    assert max(moments) - min(moments) < timedelta(seconds=SPREAD)


def test_the_first_failure_of_a_new_calendar_is_told_and_the_third_of_an_old_one() -> None:
    known = replace(FEED, read_at=NOW)
    assert [n for n in range(1, 9) if is_told(replace(FEED, failures=n))] == [1]
    assert [n for n in range(1, 9) if is_told(replace(known, failures=n))] == [3]
