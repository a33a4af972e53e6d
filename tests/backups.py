"""A database of two people that is backed up, and what happens to it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.cli.config import DatabaseConfig
from adapters.cli.leftovers import begin_forgetting, erased_in
from adapters.cli.migrating import upgrade
from adapters.cli.wiring import asks
from bot.app import App
from bot.calls import call
from bot.founding import found
from bot.ports.directory import Actor
from bot.views import Confirm
from storage.database import Database
from tests.conversations.words import words
from tests.sealing import KEY, SEAL

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ADA, BO = Actor("town", "T1", "account-of-ada", "Ada Lovelace"), Actor("town", "T1", "account-of-bo", "Bo")


@pytest.fixture
def config(tmp_path: Path) -> DatabaseConfig:
    """A database with two people in it."""
    held = DatabaseConfig(f"sqlite:///{tmp_path / 'office-hours.db'}", (KEY,))
    upgrade(held.url, SEAL)
    asyncio.run(live(held))
    return held


async def live(config: DatabaseConfig) -> None:
    database = Database.open(config.url, seal=SEAL)
    await found(database, "Far Campus", "UTC", "town", "T1", NOW)
    bot = App(database, asks())
    for actor in (ADA, BO):
        await bot.answer(actor, call("goal.add"), {"title": f"What {actor.name} wants"}, now=NOW)
    await database.close()


async def erase(config: DatabaseConfig, actor: Actor, now: datetime) -> str:
    database = Database.open(config.url, seal=SEAL, erased=erased_in(config))
    bot = App(database, asks())
    confirm = await bot.answer(actor, call("privacy.erase"), now=now)
    assert isinstance(confirm, Confirm)
    said = words(await bot.answer(actor, confirm.yes.call, now=now))
    await database.scrub()
    await database.close()
    return said


async def comes_back(config: DatabaseConfig, actor: Actor, now: datetime) -> None:
    database = Database.open(config.url, seal=SEAL, erased=erased_in(config))
    await App(database, asks()).answer(actor, call("goal.add"), {"title": "Begin anew"}, now=now)
    await database.close()


async def begins(config: DatabaseConfig, now: datetime) -> None:
    """What a start does before anybody is served."""
    database = Database.open(config.url, seal=SEAL, erased=erased_in(config))
    await begin_forgetting(config, database, asks(), now)
    await database.close()


def file_of(config: DatabaseConfig) -> Path:
    return Path(config.url.removeprefix("sqlite:///"))


def holds(config: DatabaseConfig, word: str) -> bool:
    file = file_of(config)
    beside = [file, *(file.with_name(f"{file.name}{suffix}") for suffix in ("-wal", "-shm"))]
    return any(word.encode() in one.read_bytes() for one in beside if one.exists())
