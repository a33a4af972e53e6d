"""All that is somebody's, as rows that JSON can hold: what is read follows from the registry of traces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Self

from sqlalchemy import Column, LargeBinary, Row, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.week import Week, week_text
from bot.ports.privacy import Exported
from storage.parts.keys import PersonKeys
from storage.parts.sealing import Sealing
from storage.seal import name_of, seal_of
from storage.tables.columns import Sealed
from storage.tables.people import accounts, homes, people, spaces
from storage.tables.topics import topics
from storage.traces import CHILDREN, TRACES, Trace

ME = "me"
_WEEK = "week"
"""Bits, and the only bytes that are not sealed."""
_MARKS = ("mark",)
"""What stands in a key for a sealed text."""
_AT_ONCE = 500
_People = Mapping[int, str]
_Found = tuple[Table, Row[Any], tuple[str, ...]]


async def exported(connection: AsyncConnection, community: int, person: int) -> Exported:
    """As `bot.ports.privacy.Personal.export` promises."""
    rows = await _rows(connection, community, person)
    speak = {getattr(row, name) for table, row, _ in rows for name in _person_columns(table)}
    reader = await _Reader.of(connection, community, person, {one for one in speak if one})
    found: dict[str, list[dict[str, object]]] = {}
    for table, row, hides in rows:
        found.setdefault(table.name, []).append(await reader.told(table, row, hides))
    if chosen := await _homes(connection, community, person):
        found["homes"] = chosen
    return found


async def _rows(connection: AsyncConnection, community: int, person: int) -> list[_Found]:
    """Each row once, with what it hides."""
    found: list[_Found] = []
    held: dict[str, list[int]] = {}
    for table, traces in _by_table().items():
        seen: set[tuple[object, ...]] = set()
        for trace in traces:
            mine = select(table).where(table.c.community_id == community, trace.who == person)
            for row in (await connection.execute(mine.order_by(*table.primary_key.columns))).all():
                key = tuple(getattr(row, column.name) for column in table.primary_key.columns)
                if key not in seen:
                    seen.add(key)
                    found.append((table, row, trace.hides))
                    held.setdefault(table.name, []).append(getattr(row, "id", 0))
    for table, column, parent in CHILDREN:
        for ids in _chunks(held.get(parent.name, [])):
            theirs = (table.c.community_id == community) & table.c[column].in_(ids)
            hung = await connection.execute(select(table).where(theirs).order_by(*table.primary_key.columns))
            found += [(table, row, _MARKS) for row in hung.all()]
    return found


def _chunks(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE)]


def _by_table() -> Mapping[Table, list[Trace]]:
    found: dict[Table, list[Trace]] = {}
    for trace in TRACES:
        if trace.is_shown:
            found.setdefault(trace.table, []).append(trace)
    return found


def _person_columns(table: Table) -> set[str]:
    return {trace.column for trace in TRACES if trace.table is table} - {"id"}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads rows for one person: with names for people, and what is sealed opened."""

    connection: AsyncConnection
    community: int
    person: int
    names: _People
    labels: Mapping[str, _People]

    @classmethod
    async def of(cls, connection: AsyncConnection, community: int, person: int, speak: set[int]) -> Self:
        names, labels = await _names(connection, community, person, speak), await _labels(connection, community)
        return cls(connection, community, person, names, labels)

    async def told(self, table: Table, row: Row[Any], hides: tuple[str, ...]) -> dict[str, object]:
        speak = _person_columns(table)
        told: dict[str, object] = {}
        for column in table.columns:
            if column.name == "community_id" or column.name in hides:
                continue
            value = getattr(row, column.name)
            names = self.names if column.name in speak else self.labels.get(column.name)
            if names is not None:
                told[column.name.removesuffix("_id")] = names.get(value, "") if value else None
            else:
                told[column.name] = await self._opened(column, value) if _is_sealed(column) else _plain(value)
        return told

    async def _opened(self, column: Column[Any], sealed: bytes) -> str:
        """With the database's keys or, for what only its writer reads, with their own."""
        if not sealed or name_of(sealed) in seal_of(self.connection).names:
            return Sealing(self.connection, self.community).open(column, sealed)
        return await PersonKeys(self.connection, self.community).open_for(self.person, str(column), sealed)


def _is_sealed(column: Column[Any]) -> bool:
    return isinstance(column.type, Sealed | LargeBinary) and column.name != _WEEK


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return week_text(Week.from_bytes(value))
    return value


async def _names(connection: AsyncConnection, community: int, person: int, speak: set[int]) -> _People:
    """Whom the rows speak of besides: under the names that they show to everybody here."""
    found = {person: ME}
    for ids in _chunks(sorted(speak - {person})):
        named = select(people.c.id, people.c.name).where(people.c.community_id == community, people.c.id.in_(ids))
        found |= {row.id: row.name for row in await connection.execute(named)}
    return found


async def _labels(connection: AsyncConnection, community: int) -> Mapping[str, _People]:
    found = {}
    for column, table in (("topic_id", topics), ("space_id", spaces)):
        rows = await connection.execute(select(table.c.id, table.c.name).where(table.c.community_id == community))
        found[column] = {row.id: row.name for row in rows}
    return found


async def _homes(connection: AsyncConnection, community: int, person: int) -> list[dict[str, object]]:
    """Which community they meant in direct messages."""
    mine = (accounts.c.platform == homes.c.platform) & (accounts.c.external_id == homes.c.external_id)
    rows = await connection.execute(
        select(homes.c.platform, homes.c.external_id)
        .join(accounts, mine)
        .where(homes.c.community_id == community, accounts.c.community_id == community, accounts.c.person_id == person)
        .distinct()
    )
    return [{"platform": row.platform, "account": row.external_id} for row in rows]
