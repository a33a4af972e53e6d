"""A database of version 0016 with rows in every table: nothing of it is lost or changed on the way to this version."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import JSON, Boolean, Column, Connection, Date, DateTime, Float, Integer, LargeBinary, MetaData, Table

from adapters.cli import migrating
from adapters.cli.migrating import upgrade
from storage.seal import Seal
from tests.sealing import SEAL

MIGRATION = import_module("storage.migrations.versions.0020_sealing")
SINCE = "0016"
ROWS = (1, 2, 3)
START = datetime(2026, 3, 2, 12, tzinfo=UTC)

Held = dict[str, list[dict[str, Any]]]


@pytest.fixture(params=["sqlite", "postgresql"])
async def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a database of the old version."""
    server = None if request.param == "sqlite" else request.getfixturevalue("server")
    url = await server.make() if server else f"sqlite:///{tmp_path / 'old.db'}"
    await migrating._on(url, lambda connection: command.upgrade(migrating._alembic(connection), SINCE))
    yield url
    if server:
        await server.drop(url)


def _value(table: Table, column: Column[Any], number: int) -> object:
    if (table.name, column.name) == ("bookings", "group_id"):
        return None
    kinds: list[tuple[type, object]] = [
        (Boolean, number % 2 == 0),
        (LargeBinary, b"bits %d" % number),
        (DateTime, START + timedelta(hours=number)),
        (Date, date(2026, 3, number)),
        (Float, number / 2),
        (Integer, number),
        (JSON, []),
    ]
    return next(
        (value for kind, value in kinds if isinstance(column.type, kind)), f"{table.name} {column.name} {number}"
    )


def _fill(connection: Connection) -> None:
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        if table.name != "alembic_version":
            rows = [{column.name: _value(table, column, at) for column in table.columns} for at in ROWS]
            connection.execute(table.insert(), rows)


def _held(connection: Connection) -> Held:
    tables = MetaData()
    tables.reflect(connection)
    return {
        table.name: [dict(row) for row in connection.execute(table.select().order_by(*table.primary_key)).mappings()]
        for table in tables.sorted_tables
    }


def _opened(seal: Seal, table: str, column: str, row: dict[str, Any]) -> object:
    """What the column said before it was sealed."""
    return seal.open(row["community_id"], f"{table}.{column}", bytes(row[column]))


async def test_nothing_is_lost_or_changed_between_0016_and_now(old_url: str) -> None:
    await migrating._on(old_url, _fill)
    before = await migrating._on(old_url, _held)
    await asyncio.to_thread(upgrade, old_url, SEAL)
    after = await migrating._on(old_url, _held)
    assert len(before) > 40
    looked_at = 0
    for table, rows in before.items():
        if table == "alembic_version":
            continue
        sealed = set(MIGRATION.SEALED.get(table, ((), ()))[1])
        assert len(after[table]) == len(rows) == len(ROWS), table
        for old, new in zip(rows, after[table], strict=True):
            for column, value in old.items():
                found = _opened(SEAL, table, column, new) if column in sealed else new[column]
                assert found == (str(value) if column in sealed else value), (table, column)
                looked_at += 1
    assert looked_at > 700
