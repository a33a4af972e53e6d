"""Migrations make, from nothing, the very tables the code speaks of, on each engine."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, inspect, text

from adapters.cli import migrating
from adapters.cli.migrating import Standing, standing, upgrade
from bot.founding import found
from storage.database import Database
from storage.tables import metadata
from tests.conversations.town import START
from tests.sealing import SEAL


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
        return
    server = request.getfixturevalue("server")
    url = await server.make()
    yield url
    await server.drop(url)


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": metadata})
    return list(compare_metadata(context, metadata))


def partial_indices(connection: Connection) -> dict[str, bool]:
    """Each index, and whether it covers only part of its table: a plain comparison overlooks that."""
    found = inspect(connection)
    return {
        str(index["name"]): any("where" in key for key in index.get("dialect_options", {}))
        for table in metadata.tables
        for index in found.get_indexes(table)
    }


async def test_migrations_from_nothing_make_the_tables_of_the_code(empty_url: str) -> None:
    await asyncio.to_thread(upgrade, empty_url, SEAL)
    assert await asyncio.to_thread(standing, empty_url) is Standing.CURRENT
    database = Database.open(empty_url, seal=SEAL)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        migrated = await connection.run_sync(partial_indices)
    community = await found(database, "Far Campus", "UTC", "town", "T1", START)
    assert community.id == 1
    await database.close()
    assert sum(migrated.values()) >= 8


async def test_a_migrated_database_has_the_same_partial_indices_as_a_made_one(empty_url: str) -> None:
    await asyncio.to_thread(upgrade, empty_url, SEAL)
    database = Database.open(empty_url, seal=SEAL)
    async with database.engine.connect() as connection:
        migrated = await connection.run_sync(partial_indices)
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata.drop_all)
    await database.make_tables()
    async with database.engine.connect() as connection:
        made = await connection.run_sync(partial_indices)
    await database.close()
    assert migrated == made


def _stand_at(connection: Connection, revision: str) -> None:
    command.upgrade(migrating._alembic(connection), revision)


def _agree(connection: Connection) -> None:
    """Two people who have agreed to meet, as the tables of revision 0007 keep it."""
    tables = MetaData()
    tables.reflect(connection)
    known: dict[str, Any] = {
        "community_id": 1,
        "id": 1,
        "platform": "town",
        "name": "x",
        "zone": "UTC",
        "state": "active",
    }
    sides = {"mentee_id": 1, "mentor_id": 2, "low_id": 1, "high_id": 2, "proposer_id": 1, "mentorship_id": 1}

    def add(table: str, **more: object) -> None:
        wanted = {column.name for column in tables.tables[table].columns}
        values = {**known, **sides, "started_at": START, "active_at": START, "created_at": START, "joined_at": START}
        chosen = {name: value for name, value in {**values, **more}.items() if name in wanted}
        connection.execute(tables.tables[table].insert().values(chosen))

    add("communities")
    add("people", id=1)
    add("people", id=2)
    add("mentorships")
    add("sessions", state="confirmed", starts_at=START, ends_at=START + timedelta(hours=1))
    for person in (1, 2):
        for quarter in range(4):
            add("bookings", person_id=person, quarter=quarter, session_id=1)


async def test_what_was_agreed_before_an_upgrade_stands_after_it(empty_url: str) -> None:
    await migrating._on(empty_url, partial(_stand_at, revision="0007"))
    await migrating._on(empty_url, _agree)
    await asyncio.to_thread(upgrade, empty_url, SEAL)
    database = Database.open(empty_url, seal=SEAL)
    async with database.reading() as tx:
        store = tx.store(1)
        [session] = await store.sessions.coming(1, START)
        assert (session.local, session.zone) == ("2026-03-02T12:00+00:00", "UTC")
    async with database.engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM bookings"))).scalar() == 8
    await database.close()
