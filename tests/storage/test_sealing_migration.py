"""A database from before anything was sealed: everything private is sealed, and nothing of it stays readable."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Boolean, Column, Connection, Date, DateTime, Integer, LargeBinary, MetaData, Table

from adapters.cli import migrating
from adapters.cli.checking import check_copies
from adapters.cli.config import Config, DatabaseConfig
from adapters.cli.errors import OperatorError
from adapters.cli.migrating import Standing, standing, upgrade
from adapters.cli.sweeping import left_behind
from bot.domain.feeds import FeedKind
from storage.database import Database
from storage.seal import Seal, new_key
from tests.contracts.storage.places import START
from tests.contracts.storage.private import blobs, everything, secret
from tests.sealing import KEY, SEAL

MIGRATION = import_module("storage.migrations.versions.0020_sealing")
DAYS = 1100
"""More check-ins than are sealed at once."""
SEALED = {f"{table}.{name}" for table, (_, names) in MIGRATION.SEALED.items() for name in names}
ADDRESS = "https://calendar.example.com/secret-feeds"


@pytest.fixture(params=["sqlite", "postgresql"])
async def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a database of the version before, with something in every column that is sealed since."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'old.db'}"
    else:
        server = request.getfixturevalue("server")
        url = await server.make()
    await migrating._on(
        url, lambda connection: command.upgrade(migrating._alembic(connection), MIGRATION.down_revision)
    )
    await migrating._on(url, _fill)
    yield url
    if request.param == "postgresql":
        await server.drop(url)


def _fill(connection: Connection) -> None:
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        if table.name in MIGRATION.SEALED.keys() | {"communities", "people"}:
            rows = [_row(table, at) for at in range(DAYS if table.name == "check_ins" else 1)]
            connection.execute(table.insert(), rows)


def _row(table: Table, at: int) -> dict[str, Any]:
    """Something in every column; all rows refer to the first of each table."""
    row = {column.name: _value(table, column) for column in table.columns}
    if table.name == "check_ins":
        row |= {"id": at + 1, "on_date": START.date() + timedelta(days=at)}
    known = {"address": ADDRESS, "host": "calendar.example.com", "kind": "busy", "audience": "private", "state": "open"}
    return row | {name: value for name, value in known.items() if name in row}


def _value(table: Table, column: Column[Any]) -> object:
    kinds: list[tuple[type, object]] = [
        (Boolean, False),
        (LargeBinary, b""),
        (DateTime, START.replace(tzinfo=None)),
        (Date, date(2026, 3, 2)),
        (Integer, 1),
    ]
    name = f"{table.name}.{column.name}"
    words = secret(name) if name in SEALED else "plain"
    return next((value for kind, value in kinds if isinstance(column.type, kind)), words)


async def seen(url: str) -> str:
    """All that a query can see."""
    database = Database.open(url, seal=SEAL)
    async with database.engine.connect() as connection:
        shown = await everything(connection)
    await database.close()
    return shown


def held_in(folder: Path) -> bytes:
    """The database's file and its log, without the copy from before."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob("old.db*")) if file.suffix != ".before-upgrade")


async def test_what_was_written_before_is_sealed_and_read_as_it_was(old_url: str) -> None:
    await asyncio.to_thread(upgrade, old_url, SEAL)
    assert await asyncio.to_thread(standing, old_url) is Standing.CURRENT
    shown = await seen(old_url)
    assert "secret-" not in shown
    assert "plain" in shown
    database = Database.open(old_url, seal=SEAL)
    async with database.engine.connect() as connection:
        found = await blobs(connection)
    assert len(found["check_ins.went"]) == DAYS
    for column in SEALED - {"feeds.address", "check_ins.mood", "session_notes.rating"}:
        assert {SEAL.open(community, column, sealed) for community, sealed in found[column]} == {secret(column)}
    async with database.writing() as tx:
        store = tx.store(1)
        check_in, feed, goal = await store.check_ins.get(DAYS), await store.feeds.get(1), await store.goals.get(1)
        assert check_in is not None
        assert check_in.mood == 1
        assert feed is not None
        assert feed.address.url == ADDRESS
        assert await store.feeds.add(1, FeedKind.BUSY, feed.address, False, START) is None
        assert goal is not None
        await store.goals.write_steps(1, (secret("goal_steps.title"), "Another"))
        kept = await store.goals.get(1)
        assert kept is not None
        assert kept.steps[0].id == goal.steps[0].id
    await database.close()


async def test_an_upgrade_that_was_interrupted_changed_nothing_and_is_done_when_it_is_typed_again(
    old_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = count()
    sealing = Seal.seal

    def ends_early(seal: Seal, community: int, column: str, text: str) -> bytes:
        if next(calls) > DAYS:
            raise KeyboardInterrupt
        return sealing(seal, community, column, text)

    monkeypatch.setattr(Seal, "seal", ends_early)
    with pytest.raises(KeyboardInterrupt):
        await migrating._on(old_url, partial(migrating._upgraded, seal=SEAL))
    monkeypatch.undo()
    assert await asyncio.to_thread(standing, old_url) is Standing.BEHIND
    await asyncio.to_thread(upgrade, old_url, SEAL)
    assert "secret-" not in await seen(old_url)


async def test_another_key_is_refused_at_an_upgrade_and_nothing_is_changed(old_url: str) -> None:
    await asyncio.to_thread(upgrade, old_url, SEAL)
    before = await seen(old_url)
    with pytest.raises(OperatorError, match=rf"sealed with key {SEAL.names[0]}; the key you gave is \w{{8}}\."):
        await asyncio.to_thread(upgrade, old_url, Seal.of([new_key()]))
    assert await seen(old_url) == before


@pytest.mark.parametrize("old_url", ["sqlite"], indirect=True)
async def test_the_file_and_its_log_hold_none_of_it_and_the_copy_from_before_is_named(
    old_url: str, tmp_path: Path
) -> None:
    assert b"secret-" in held_in(tmp_path)
    await asyncio.to_thread(upgrade, old_url, SEAL)
    assert b"secret-" not in held_in(tmp_path)
    assert b"plain" in held_in(tmp_path)
    copy = left_behind(old_url)
    assert copy == tmp_path / "old.db.before-upgrade"
    [found] = check_copies(Config(DatabaseConfig(old_url, (KEY,))))
    assert found.mend.startswith("Delete it")
    copy.unlink()
    assert left_behind(old_url) is None


@pytest.mark.parametrize("old_url", ["sqlite"], indirect=True)
async def test_a_file_in_use_is_written_anew_the_next_time(old_url: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "old.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchone()
        with pytest.raises(OperatorError, match=r"still hold text from before it was sealed.*End the bot"):
            await asyncio.to_thread(upgrade, old_url, SEAL)
    await asyncio.to_thread(upgrade, old_url, SEAL)
    assert b"secret-" not in held_in(tmp_path)
