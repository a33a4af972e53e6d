"""Migrations make, from nothing, the very tables the code speaks of, on each engine."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect

from adapters.cli.migrating import Standing, standing, upgrade
from bot.founding import found
from storage.database import Database
from storage.tables import metadata
from tests.conversations.town import START


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
    await asyncio.to_thread(upgrade, empty_url)
    assert await asyncio.to_thread(standing, empty_url) is Standing.CURRENT
    database = Database.open(empty_url)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        migrated = await connection.run_sync(partial_indices)
    community = await found(database, "Far Campus", "UTC", "town", "T1", START)
    assert community.id == 1
    await database.close()
    assert sum(migrated.values()) >= 8


async def test_a_migrated_database_has_the_same_partial_indices_as_a_made_one(empty_url: str) -> None:
    await asyncio.to_thread(upgrade, empty_url)
    database = Database.open(empty_url)
    async with database.engine.connect() as connection:
        migrated = await connection.run_sync(partial_indices)
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata.drop_all)
    await database.make_tables()
    async with database.engine.connect() as connection:
        made = await connection.run_sync(partial_indices)
    await database.close()
    assert migrated == made
