"""Slack as the program runs it: beside Discord in one process, and with words for what hinders it."""

import asyncio
import logging
import socket
import threading
from pathlib import Path

import pytest

from adapters.cli.config import Config, DatabaseConfig, DiscordConfig, SlackConfig
from adapters.cli.errors import OperatorError
from adapters.cli.running import ENDED, serve
from adapters.cli.wiring import bot_of
from storage.database import Database
from tests.adapters.discord.campus import Campus, campus_on
from tests.adapters.slack.faculty import Faculty, faculty_on
from tests.sealing import KEY

assert campus_on


def config_of(faculty: Faculty, folder: Path, **changed: object) -> Config:
    known = {"bot_token": faculty.workspace.token, "app_token": faculty.fake.world.app_token}
    slack = SlackConfig(**{**known, "api_url": faculty.fake.api_url.rstrip("/"), **changed})  # type: ignore[arg-type]  # passed on
    return Config(database=DatabaseConfig(f"sqlite:///{folder / 'office-hours.db'}", (KEY,)), slack=slack)


@pytest.fixture
async def campus(sqlite_database: Database) -> Campus:
    """A Discord server; its own bot is stopped."""
    async with campus_on(sqlite_database) as made:
        await made.service.stop()
        yield made  # type: ignore[misc]  # pytest takes generators


async def test_discord_and_slack_are_served_by_one_process(
    campus: Campus, sqlite_database: Database, memory_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with faculty_on(sqlite_database, starts=False) as faculty:
        config = config_of(faculty, memory_folder)
        both = Config(
            config.database, slack=config.slack, discord=DiscordConfig(campus.fake.token, campus.fake.api_url)
        )
        running = asyncio.ensure_future(serve(bot_of(both)))
        await campus.fake.until(
            lambda: "ready: discord, slack" in caplog.text or running.done(), "the program is ready"
        )
        ada, bo = campus.person("Ada"), faculty.person("Bo")
        await ada.types("home")
        assert "Home" in ada.seen.text
        await faculty.fake.command(faculty.workspace, bo.user, "home")
        await faculty.fake.until(lambda: bool(faculty.fake.world.shown), "Slack is answered")

        await faculty.fake.tell(faculty.workspace, {"type": "app_uninstalled"})
        await campus.fake.until(lambda: "slack: the app was removed" in caplog.text, "Slack is gone")
        await ada.types("requests")
        assert ada.seen.text, "Discord is served as before"
        await campus.fake.disconnect(4004)
        assert await asyncio.wait_for(running, 9) == ENDED


async def test_what_reads_typed_times_is_loaded_at_the_start(
    sqlite_database: Database, memory_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warmed = threading.Event()
    monkeypatch.setattr("adapters.cli.wiring.warm_up", warmed.set)
    async with faculty_on(sqlite_database, starts=False) as faculty, bot_of(config_of(faculty, memory_folder)):
        assert await asyncio.to_thread(warmed.wait, 9)


async def test_a_port_that_is_taken_is_named_with_what_to_change(
    sqlite_database: Database, memory_folder: Path
) -> None:
    async with faculty_on(sqlite_database, starts=False) as faculty:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            config = config_of(faculty, memory_folder, mode="http", listen=port, signing_secret="s")
            with pytest.raises(OperatorError, match=r"`slack\.listen`"):
                await serve(bot_of(config))


async def test_a_token_that_is_refused_ends_the_start_in_words(sqlite_database: Database, memory_folder: Path) -> None:
    async with faculty_on(sqlite_database, starts=False) as faculty:
        with pytest.raises(OperatorError, match="Copy it again"):
            await serve(bot_of(config_of(faculty, memory_folder, bot_token="wrong")))
        with pytest.raises(OperatorError, match="slack key"):
            await serve(bot_of(config_of(faculty, memory_folder, key="short")))
