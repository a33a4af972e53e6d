"""Calendars as an operator sets them up: served where configured, a mistake named, in the playground at once."""

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession

from adapters.cli import village
from adapters.cli.checking import check
from adapters.cli.config import CalendarsConfig, Config, DatabaseConfig, SlackConfig
from adapters.cli.errors import OperatorError
from adapters.cli.migrating import upgrade
from adapters.cli.playing import playground
from adapters.cli.wiring import bot_of, installation
from bot.calls import call
from bot.registry import registry
from bot.text import Strong
from bot.views import Card
from tests.calendars.program import opened
from tests.sealing import KEY, SEAL

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ADDRESS = "https://bot.example"


def configured(folder: Path, listen: int = 0, **more: object) -> Config:
    database = DatabaseConfig(f"sqlite:///{folder / 'office-hours.db'}", (KEY,))
    return Config(database, calendars=CalendarsConfig(ADDRESS, listen), **more)  # type: ignore[arg-type]  # tables


def found(config: Config) -> list[str]:
    return [finding.mend for finding in check(config)[2:]]


def test_check_is_silent_without_an_address_and_names_what_cannot_be(tmp_path: Path) -> None:
    assert found(Config(DatabaseConfig(f"sqlite:///{tmp_path / 'a.db'}", (KEY,)))) == []
    assert found(configured(tmp_path, 8423)) == [""]
    [no_port] = found(configured(tmp_path, 0))
    assert "Choose a port with `calendars.listen`" in no_port
    [twice] = found(configured(tmp_path, 8422, slack=SlackConfig("http", client_id="1.2", listen=8422)))
    assert "names the same port" in twice


def test_the_asks_know_where_calendars_are_and_the_shared_ones_do_not(tmp_path: Path) -> None:
    assert installation(configured(tmp_path)).feeds == f"{ADDRESS}/calendar"
    assert installation(Config()).feeds == ""
    assert registry.installation.feeds == ""


async def test_a_port_that_is_taken_is_named(tmp_path: Path, unused_tcp_port: int) -> None:
    config = configured(tmp_path, unused_tcp_port)
    await asyncio.to_thread(upgrade, config.database.url, SEAL)
    async with bot_of(config):
        second = bot_of(config)
        with pytest.raises(OperatorError, match=r"Choose another: `calendars\.listen`"):
            await second.__aenter__()


async def test_in_the_playground_one_subscribes_on_this_machine() -> None:
    async with playground(None, True, START) as served, ClientSession() as session:
        runner = await served.serve(0)
        app = served._state.app
        card = await app.answer(village.STUDENT.actor(village.SPACE), call("feed.make"), now=START)
        assert isinstance(card, Card)
        [address] = [span.text for span in card.text if isinstance(span, Strong)]
        assert re.fullmatch(re.escape(served.url) + r"calendar/[0-9a-f]{40}\.ics", address)
        async with session.get(address) as answer:
            assert answer.status == 200
            assert opened(await answer.read()).method.value == "PUBLISH"
        async with session.get(address.replace(".ics", "0.ics")) as answer:
            assert answer.status == 404
        async with session.post(address) as answer:
            assert answer.status == 403
        await runner.cleanup()
    assert registry.installation.feeds == "", "what is shared by all stays as it was"
