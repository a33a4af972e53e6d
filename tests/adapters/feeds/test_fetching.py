"""A calendar over https, from a host that behaves and from hosts that do not."""

import gzip
import zlib

import pytest

from adapters.feeds.fetching import MOST_BYTES, Fetched, Fetcher
from adapters.feeds.refusal import Unreadable
from adapters.feeds.way import Way
from bot.ports.feeds import Address, Seen
from tests.fakes.feeds.host import CALENDAR, HERE, Host, Script, answer, hosting, raw, redirect, serving, stream

ADDRESS = Address.parse("https://calendar.example.com/ada/secret.ics?token=5f3a")
GZIP = {"content_encoding": "gzip"}


async def fetched(host: Host, script: Script, seen: Seen | None = None, seconds: float = 10) -> Fetched | None:
    host.scripts["/ada/secret.ics"] = script
    return await Fetcher(way=host.way(), seconds=seconds).fetch(ADDRESS, seen or Seen())


async def refused(host: Host, script: Script, seconds: float = 10) -> str:
    with pytest.raises(Unreadable) as caught:
        await fetched(host, script, seconds=seconds)
    assert "5f3a" not in caught.value.reason
    return caught.value.reason


async def test_a_calendar_comes_with_what_to_ask_about_next_time(host: Host) -> None:
    found = await fetched(host, answer(etag='"a1"', last_modified="Mon, 02 Mar 2026 12:00:00 GMT"))
    assert found == Fetched(CALENDAR, Seen('"a1"', "Mon, 02 Mar 2026 12:00:00 GMT"))
    [asked] = host.asked
    assert asked.path == "/ada/secret.ics?token=5f3a"
    assert asked.headers["host"] == "calendar.example.com"
    assert {"cookie", "authorization", "referer"}.isdisjoint(asked.headers)


async def test_a_calendar_that_has_not_changed_is_not_sent_again(host: Host) -> None:
    assert await fetched(host, answer(b"", "304 Not Modified"), Seen('"a1"', "Mon, 02 Mar 2026 12:00:00 GMT")) is None
    assert host.asked[0].headers["if-none-match"] == '"a1"'
    assert host.asked[0].headers["if-modified-since"] == "mon, 02 mar 2026 12:00:00 gmt"


@pytest.mark.parametrize(
    "script",
    [
        answer(b"\xef\xbb\xbf" + CALENDAR),
        answer(b"\r\n" + CALENDAR.replace(b"BEGIN:VCALENDAR", b"begin:vcalendar")),
        answer(CALENDAR, content_type="text/html"),
        answer(CALENDAR, content_type="application/octet-stream"),
        answer(gzip.compress(CALENDAR), **GZIP),
        answer(zlib.compress(CALENDAR), content_encoding="deflate"),
        answer(CALENDAR, content_encoding="identity"),
    ],
)
async def test_what_begins_as_a_calendar_is_one_whatever_its_host_calls_it(host: Host, script: Script) -> None:
    found = await fetched(host, script)
    assert found is not None
    assert b"vcalendar" in found.body.lower()


@pytest.mark.parametrize(
    ("script", "word"),
    [
        (answer(b"<!DOCTYPE html><title>Log in</title>", content_type="text/html"), "no calendar"),
        (
            answer(b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", content_type="text/xml"),
            "no calendar",
        ),
        (answer(b"", content_type="text/calendar"), "no calendar"),
        (answer(b"\0" * 100), "no calendar"),
        (answer(CALENDAR, "401 Unauthorized"), "password"),
        (answer(CALENDAR, "403 Forbidden"), "let me in"),
        (answer(CALENDAR, "404 Not Found"), "any more"),
        (answer(CALENDAR, "410 Gone"), "any more"),
        (answer(CALENDAR, "429 Too Many Requests"), "less often"),
        (answer(CALENDAR, "503 Service Unavailable"), "503"),
        (answer(CALENDAR, "206 Partial Content"), "206"),
        (answer(b"", "304 Not Modified"), "304"),
        (answer(CALENDAR, content_encoding="br"), "packs it"),
        (answer(b"no gzip at all", **GZIP), "as it should"),
        (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "as it should"),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n"), "as it should"),
        (raw(b"HTTP/1.1 200 OK\r\na: " + b"b" * 20_000 + b"\r\n\r\n"), "as it should"),
        (raw(b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nBEGIN:VCALENDAR"), "as it should"),
        (raw(), "connect"),
    ],
)
async def test_what_is_no_calendar_is_refused_in_plain_words(host: Host, script: Script, word: str) -> None:
    assert word in await refused(host, script)


@pytest.mark.parametrize(
    "script",
    [
        stream(b"X-A:" + b"b" * 60_000 + b"\r\n"),
        answer(CALENDAR + b"X" * MOST_BYTES),
        answer(gzip.compress(CALENDAR + b"\0" * (50 << 20)), **GZIP),
        answer(gzip.compress(b"BEGIN:VCALENDAR" + b"A" * MOST_BYTES), **GZIP),
    ],
    ids=["without end", "too long", "a bomb", "a little too long unpacked"],
)
async def test_no_more_than_two_megabytes_are_taken(host: Host, script: Script) -> None:
    assert "2 MB" in await refused(host, script)


async def test_a_web_page_without_end_is_given_up_at_its_beginning(host: Host) -> None:
    assert "no calendar" in await refused(host, stream(b"<html>" * 5000, "content-type: text/html"))


@pytest.mark.parametrize(
    "script",
    [
        stream(b"X", pause=0.02),
        raw(*(bytes([letter]) for letter in b"HTTP/1.1 200 OK" + b"K" * 500), pause=0.02),
        raw(b"HTTP/1.1 200 OK\r\n", *([b"a: b\r\n"] * 120), pause=0.02),
        raw(b"", pause=60),
    ],
    ids=["a slow body", "a slow status", "slow headers", "silence"],
)
async def test_a_host_that_dawdles_is_left(host: Host, script: Script) -> None:
    assert "did not answer within" in await refused(host, script, seconds=0.5)


async def test_a_few_redirects_are_followed_and_each_is_asked_by_its_own_name(host: Host) -> None:
    host.scripts["/two"] = redirect("/three", "308 Permanent Redirect")
    host.scripts["/three"] = answer()
    assert await fetched(host, redirect("webcal://other.example.com/two")) is not None
    assert [asked.headers["host"] for asked in host.asked[1:]] == ["other.example.com"] * 2


async def test_redirects_without_end_are_not_followed(host: Host) -> None:
    host.scripts["/round"] = redirect("/round")
    assert "on and on" in await refused(host, redirect("/round"))
    assert len(host.asked) == 4


async def test_a_school_may_name_the_hosts_that_are_read(host: Host) -> None:
    host.scripts["/a"] = answer()
    host.scripts["/away"] = redirect("https://other.example.com/a")
    fetcher = Fetcher(("EXAMPLE.edu",), host.way())
    assert await fetcher.fetch(Address.parse("https://canvas.example.edu/a"), Seen()) is not None
    for address in ("https://canvas.example.edu/away", "https://other.example.com/a", "https://notexample.edu/a"):
        with pytest.raises(Unreadable, match=r"example\.edu"):
            await fetcher.fetch(Address.parse(address), Seen())
    assert [asked.path for asked in host.asked] == ["/a", "/away"]


async def test_of_many_hosts_a_few_are_named(host: Host) -> None:
    many = [f"{number}{'x' * 60}.{'y' * 60}.edu" for number in range(40)]
    with pytest.raises(Unreadable, match="and some more") as caught:
        await Fetcher(many, host.way()).fetch(ADDRESS, Seen())
    assert len(caught.value.reason) < 500


async def test_a_certificate_for_another_name_is_not_believed() -> None:
    async with hosting(serving("evil.example.net")) as host:
        assert "certificate" in await refused(host, answer())
        assert host.asked == []


async def test_the_usual_way_does_not_believe_a_certificate_that_signs_itself(host: Host) -> None:
    ours = host.way()
    with pytest.raises(Unreadable, match="certificate"):
        await Fetcher(way=Way(ours.look_up, ours.is_open)).fetch(ADDRESS, Seen())
    assert host.asked == []


async def test_a_proxy_named_in_the_environment_is_not_used(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://{HERE}:1")
    assert await fetched(host, answer()) is not None


async def test_a_port_nobody_listens_on_is_told(host: Host) -> None:
    closed = (HERE, 1)
    with pytest.raises(Unreadable, match="connect"):
        await Fetcher(way=Way(lambda host: [closed], lambda place: True)).fetch(ADDRESS, Seen())
