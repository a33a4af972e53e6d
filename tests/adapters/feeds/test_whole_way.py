"""From an address somebody types to what they are told, with nothing left out but the internet."""

import asyncio
from datetime import UTC, datetime

import pytest

from adapters.cli import playing, village
from adapters.cli.config import Config, FeedsConfig
from adapters.cli.playing import playground
from adapters.cli.wiring import installation
from adapters.feeds.parsing import Parser
from adapters.feeds.reader import WebFeeds
from adapters.playground import rounds as beside
from adapters.playground.rooms import with_bot
from bot.calls import call
from bot.scheduling.feeds import Rounds
from bot.views import Card
from storage.database import Database
from tests.adapters.feeds.reading import sample
from tests.conversations.calendars import adds
from tests.conversations.town import Town
from tests.conversations.words import words
from tests.fakes.feeds.host import Host, answer

ADDRESS = "webcal://calendar.example.com/ada/private-5f3a/basic.ics"
START = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
async def town(sqlite_database: Database) -> Town:
    return await Town.founded(sqlite_database)


def reader(host: Host) -> WebFeeds:
    """As it is, but that every name leads to the fake host, and that a busy machine has time."""
    found = WebFeeds(way=host.way())
    found._parser = Parser(seconds=30)
    return found


async def test_a_calendar_is_added_read_and_asked_about(
    town: Town, host: Host, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    host.scripts["/ada/private-5f3a/basic.ics"] = answer(sample("google"), etag='"one"')
    rounds, ada = Rounds(town.storage, reader(host)), town.person("Ada")
    await adds(ada, ADDRESS)
    await rounds.run(town.now)
    await town.clockwork.tick(town.now)
    assert "calendar.example.com: 2 busy times in the next two weeks" in words(ada.last_dm)
    host.scripts["/ada/private-5f3a/basic.ics"] = answer(b"", "304 Not Modified")
    await town.passes(hours=1)
    await rounds.run(town.now)
    assert host.asked[1].headers["if-none-match"] == '"one"'
    host.scripts["/ada/private-5f3a/basic.ics"] = answer(b"<html>", "200 OK", content_type="text/html")
    for _ in range(3):
        await town.passes(hours=7)
        await rounds.run(town.now)
    await town.clockwork.tick(town.now)
    told = words(ada.last_dm)
    assert "What is there is no calendar" in told
    assert "What I read before still counts" in told
    assert "5f3a" not in told + caplog.text


async def test_in_the_playground_it_is_read_as_of_the_clock_there(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    host.scripts["/ada/private-5f3a/basic.ics"] = answer(sample("canvas"))
    monkeypatch.setattr(playing, "WebFeeds", lambda: reader(host))
    monkeypatch.setattr(beside, "SECONDS", 0.05)
    async with playground(None, True, START) as served:
        state, student = served._state, village.STUDENT
        runner = await served.serve(0)
        typed = {"address": ADDRESS, "kind": "deadlines", "share": "no"}
        actor = student.actor(village.SPACE)
        added = await state.app.answer(actor, call("calendar.add"), typed, now=state.clock.now())
        assert isinstance(added, Card)
        room = with_bot(village.SPACE, student.account)
        for _ in range(600):
            await asyncio.sleep(0.05 if not state.chat.posts(room, student.account) else 0)
        [post] = state.chat.posts(room, student.account)
        await runner.cleanup()
    assert isinstance(post.view, Card)
    assert "2 deadlines in the next two weeks" in words(post.view)


def test_an_operator_can_switch_it_off() -> None:
    assert installation(Config()).calendars
    assert not installation(Config(feeds=FeedsConfig(enabled=False))).calendars
