"""Calendars over real HTTP, as Google, Outlook and Apple fetch them, and as somebody who guesses does."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from aiohttp import ClientSession
from multidict import CIMultiDictProxy

from adapters.calendars import serving
from bot.domain.installation import Installation
from bot.feeds import Feed, Feeds
from bot.ports.storage import StorageBusy
from bot.registry import registry
from storage.database import Database
from tests.calendars.program import events
from tests.conversations.test_calendar_feed import made, secret
from tests.conversations.test_sessions import agreed
from tests.conversations.town import Speaker, Town


class Counting(Feeds):
    """Counts what is asked of the core; `trouble` is raised instead of an answer."""

    asked = 0
    trouble: Exception | None = None

    async def read(self, secret: str, now: datetime) -> Feed | None:
        self.asked += 1
        if self.trouble:
            raise self.trouble
        return await super().read(secret, now)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: CIMultiDictProxy[str]
    body: bytes


@dataclass
class Office:
    """A town whose calendars are served."""

    town: Town
    ada: Speaker
    grace: Speaker
    secret: str
    url: str
    session: ClientSession
    feeds: Counting

    async def asks(self, secret: str = "", method: str = "GET", **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        path = f"/calendar/{secret or self.secret}.ics"
        async with self.session.request(method, self.url + path, headers=named) as response:
            return Answer(response.status, response.headers, await response.read())


@pytest.fixture
async def office(sqlite_database: Database) -> AsyncIterator[Office]:
    town = await Town.founded(sqlite_database)
    town.app.registry = registry.on(Installation(feeds="https://bot.example/calendar"))
    ada, grace, _ = await agreed(town)
    feeds = Counting(sqlite_database, town.app.registry)
    async with serving.serving_on(feeds, lambda: town.now, 0) as port, ClientSession() as session:
        yield Office(town, ada, grace, await made(ada), f"http://127.0.0.1:{port}", session, feeds)


async def calls_off(office: Office) -> None:
    office.town.now += timedelta(minutes=5)
    await office.grace.types("/sessions")
    await office.grace.presses("Call it off")
    await office.grace.fills()


async def test_a_calendar_is_served_whole_and_safely(office: Office) -> None:
    answer = await office.asks()
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(events(answer.body)) == 1
    assert answer.headers["Cache-Control"] == "private, max-age=900"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="office-hours.ics"'
    assert "Set-Cookie" not in answer.headers
    assert "Access-Control-Allow-Origin" not in answer.headers


async def test_head_says_the_same_without_the_words(office: Office) -> None:
    whole, head = await office.asks(), await office.asks(method="HEAD")
    assert head.status == 200
    assert head.body == b""
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type"):
        assert head.headers[name] == whole.headers[name]


async def test_what_the_reader_has_already_is_not_sent_again(office: Office) -> None:
    first = await office.asks()
    tag, since = first.headers["ETag"], first.headers["Last-Modified"]
    for headers in (
        {"If_None_Match": tag},
        {"If_None_Match": f'"other", W/{tag}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": since},
        {"If_None_Match": tag, "If_Modified_Since": "Mon, 01 Jan 2024 00:00:00 GMT"},
    ):
        again = await office.asks(**headers)
        assert (again.status, again.body) == (304, b""), headers
        assert again.headers["ETag"] == tag
        assert again.headers["Cache-Control"] == "private, max-age=900"
    for headers in (
        {"If_None_Match": '"other"'},
        {"If_None_Match": '"other"', "If_Modified_Since": since},
        {"If_Modified_Since": "Mon, 01 Jan 2024 00:00:00 GMT"},
        {"If_Modified_Since": "yesterday"},
    ):
        assert (await office.asks(**headers)).status == 200, headers


async def test_a_change_is_served_at_once_to_who_had_the_old_one(office: Office) -> None:
    first = await office.asks()
    await calls_off(office)
    for headers in ({"If_None_Match": first.headers["ETag"]}, {"If_Modified_Since": first.headers["Last-Modified"]}):
        again = await office.asks(**headers)
        assert again.status == 200
        assert b"STATUS:CANCELLED" in again.body


async def test_every_secret_that_opens_nothing_is_answered_alike(office: Office) -> None:
    revoked = office.secret
    office.secret = await made_anew(office.ada)
    shown = set()
    for wrong in (revoked, "0" * 40, "x", office.secret[:-1], office.secret + "0", "%00", "%F0%9F%98%80", "a" * 1500):
        before = office.feeds.asked
        answer = await office.asks(wrong)
        assert office.feeds.asked == before + 1, "looked for like any other"
        kept = {name: value for name, value in answer.headers.items() if name not in ("Date",)}
        shown.add((answer.status, answer.body, str(sorted(kept.items()))))
    [(status, _, headers)] = shown
    assert status == 404
    assert "no-store" in headers
    assert (await office.asks()).status == 200


async def made_anew(who: Speaker) -> str:
    await who.types("/calendar-feed")
    await who.presses("Make a new address")
    return secret(await who.presses("Yes, a new one"))


async def test_other_paths_are_nothing_either(office: Office) -> None:
    for path in ("/", "/calendar/", f"/calendar/{office.secret}", "/calendar/a/b.ics", "/robots.txt", "/calendar/.ics"):
        async with office.session.get(office.url + path) as answer:
            assert answer.status == 404
            assert await answer.text() == "There is no calendar here."


async def test_nothing_but_reading_is_allowed(office: Office) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"):
        answer = await office.asks(method=method)
        assert answer.status == 405
        assert answer.headers["Allow"] == "GET, HEAD"
    assert office.feeds.asked == 0


async def test_long_requests_are_refused_and_the_next_one_is_answered(office: Office) -> None:
    assert (await office.asks("a" * 20_000)).status == 400
    assert (await office.asks(X_Long="a" * 20_000)).status == 400
    assert (await office.asks()).status == 200


async def test_hammering_unknown_secrets_costs_nobody_else_anything(office: Office) -> None:
    async def guesses(number: int) -> int:
        return (await office.asks(f"{number:040x}")).status

    found = await asyncio.gather(*(guesses(number) for number in range(300)))
    assert set(found) == {404}
    assert (await office.asks()).status == 200
    assert "No sessions" not in str(await office.ada.types("/sessions"))


async def test_a_person_or_space_that_is_gone_is_not_found(office: Office) -> None:
    async with office.town.storage.writing() as tx:
        await tx.presence.space_left("town", office.town.space, office.town.now)
    assert (await office.asks()).status == 404


async def test_trouble_is_no_reason_to_drop_a_calendar(office: Office) -> None:
    office.feeds.trouble = StorageBusy("locked")
    busy = await office.asks()
    assert (busy.status, busy.headers["Retry-After"]) == (503, "60")
    office.feeds.trouble = RuntimeError("a defect")
    assert (await office.asks()).status == 500


async def test_no_secret_is_ever_logged(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await office.asks()
    await office.asks(f"{office.secret}{'0' * 9000}")
    reader, writer = await asyncio.open_connection("127.0.0.1", int(office.url.rpartition(":")[2]))
    writer.write(f"GET /calendar/{office.secret}.ics HTTP/1.1\r\nbroken \x00 header\r\n\r\n".encode())
    assert b"400" in await reader.readline()
    writer.close()
    office.feeds.trouble = RuntimeError("a defect")
    await office.asks()
    assert "a calendar could not be written" in caplog.text
    assert office.secret not in caplog.text
