"""Sealing anew, with the first key, what other keys sealed; batch by batch, while others read and write."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Table, and_, bindparam, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.proof import enter, retire
from storage.seal import HEAD, Seal, WrongKey
from storage.tables import metadata
from storage.tables.columns import Sealed

BATCH = 500


class Rotation:
    """Can be ended at any moment: what was sealed anew stays so, and the next one goes on with the rest."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def run(self) -> AsyncIterator[int]:
        """How many were sealed anew, after each batch. Raises WrongKey for what no key opens, with its place."""
        async with self._database.engine.begin() as connection:
            await connection.run_sync(enter, self._seal)
        total = 0
        for table in sealed_tables():
            after: tuple[object, ...] = ()
            while True:
                async with self._database.sealing() as connection:
                    rows = await self._old(connection, table, after)
                    total += await self._seal_anew(connection, table, rows)
                if not rows:
                    break
                after = tuple(rows[-1]._mapping[column.name] for column in table.primary_key)
                yield total

    async def finish(self) -> bool:
        """Lets go of the other keys; False where something was sealed with one of them meanwhile."""
        async with self._database.sealing() as connection:
            for table in sealed_tables():
                if await self._old(connection, table, (), 1):
                    return False
            await connection.run_sync(retire, self._seal)
        return True

    async def _old(
        self, connection: AsyncConnection, table: Table, after: tuple[object, ...], most: int = BATCH
    ) -> list[Row[Any]]:
        key = list(table.primary_key)
        rest = [tuple_(*key) > after] if after else []
        is_old = or_(*(_is_sealed_with_other(column, self._seal) for column in _sealed(table)))
        wanted = [*key, table.c.community_id, *_sealed(table)]
        rows = await connection.execute(select(*dict.fromkeys(wanted)).where(is_old, *rest).order_by(*key).limit(most))
        return list(rows)

    async def _seal_anew(self, connection: AsyncConnection, table: Table, rows: list[Row[Any]]) -> int:
        key, done = list(table.primary_key), 0
        for column in _sealed(table):
            changed = [
                {f"key_{at}": row._mapping[one.name] for at, one in enumerate(key)}
                | {"old": row._mapping[column.name], "new": self._anew(column, row)}
                for row in rows
                if row._mapping[column.name] and not self._seal.is_newest(row._mapping[column.name])
            ]
            if changed:
                is_this = and_(*(one == bindparam(f"key_{at}") for at, one in enumerate(key)))
                is_unchanged = column == bindparam("old")
                await connection.execute(
                    update(table).where(is_this, is_unchanged).values({column: bindparam("new")}), changed
                )
            done += len(changed)
        return done

    def _anew(self, column: Column[Any], row: Row[Any]) -> bytes:
        community, sealed = row.community_id, row._mapping[column.name]
        try:
            text = self._seal.open(community, str(column), sealed)
        except WrongKey as error:
            key = ", ".join(str(row._mapping[one.name]) for one in column.table.primary_key)
            raise WrongKey(f"Row {key} of {column.table.name}: {error}") from error
        return self._seal.seal(community, str(column), text)


def sealed_tables() -> Iterator[Table]:
    """Every table with a column that is sealed."""
    return (table for table in metadata.sorted_tables if _sealed(table))


def _sealed(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if isinstance(column.type, Sealed)]


def _is_sealed_with_other(column: Column[Any], seal: Seal) -> ColumnElement[bool]:
    return and_(column != b"", func.substr(column, 1, HEAD, type_=Sealed) != seal.head)
