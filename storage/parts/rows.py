"""Insert-or-leave for both engines, and the row lock that only PostgreSQL needs."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Delete, Insert, Table, Update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def insert_or_leave(connection: AsyncConnection, table: Table, values: Mapping[str, Any]) -> Insert:
    """An insert that changes nothing, and counts no row, where a unique key is taken."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).values(**values).on_conflict_do_nothing()
    return postgresql.insert(table).values(**values).on_conflict_do_nothing()


def insert_or_set(connection: AsyncConnection, table: Table, key: Sequence[str], values: Mapping[str, Any]) -> Insert:
    """An insert that overwrites everything but the key where the key is taken."""
    changed = {name: value for name, value in values.items() if name not in key}
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).values(**values).on_conflict_do_update(index_elements=list(key), set_=changed)
    return postgresql.insert(table).values(**values).on_conflict_do_update(index_elements=list(key), set_=changed)


def leaving(table: Table) -> Mapping[str, Insert]:
    """As `insert_or_leave`, by the engine's name, put together once for values that come with each run."""
    kinds = (sqlite.insert(table).on_conflict_do_nothing(), postgresql.insert(table).on_conflict_do_nothing())
    return dict(zip(("sqlite", "postgresql"), kinds, strict=True))


async def counted(
    connection: AsyncConnection, statement: Insert | Update | Delete, given: Mapping[str, Any] | None = None
) -> int:
    """Runs a statement; how many rows it changed."""
    return (await connection.execute(statement, given)).rowcount
