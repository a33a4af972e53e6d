"""All that is somebody's, as rows that JSON can hold: what is read follows from the registry of traces."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from sqlalchemy import Row, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.week import Week, week_text
from bot.ports.privacy import Exported
from storage.tables.people import accounts, homes, people, spaces
from storage.tables.topics import topics
from storage.traces import CHILDREN, TRACES, Trace

ME = "me"
_People = Mapping[int, str]


async def exported(connection: AsyncConnection, community: int, person: int) -> Exported:
    """As `bot.ports.privacy.Personal.export` promises."""
    found: dict[str, list[dict[str, object]]] = {}
    held: dict[str, list[int]] = {}
    names = await _names(connection, community, person)
    labels = await _labels(connection, community)
    for table, traces in _by_table().items():
        seen: set[tuple[object, ...]] = set()
        for trace in traces:
            mine = select(table).where(table.c.community_id == community, trace.who == person)
            for row in await connection.execute(mine.order_by(*table.primary_key.columns)):
                key = tuple(getattr(row, column.name) for column in table.primary_key.columns)
                if key not in seen:
                    seen.add(key)
                    found.setdefault(table.name, []).append(_told(table, row, trace.hides, names, labels))
                    held.setdefault(table.name, []).append(getattr(row, "id", 0))
    for table, column, parent in CHILDREN:
        theirs = (table.c.community_id == community) & table.c[column].in_(held.get(parent.name, []))
        rows = await connection.execute(select(table).where(theirs).order_by(*table.primary_key.columns))
        if told := [_told(table, row, (), names, labels) for row in rows]:
            found.setdefault(table.name, []).extend(told)
    if chosen := await _homes(connection, community, person):
        found["homes"] = chosen
    return found


def _by_table() -> Mapping[Table, list[Trace]]:
    found: dict[Table, list[Trace]] = {}
    for trace in TRACES:
        if trace.is_shown:
            found.setdefault(trace.table, []).append(trace)
    return found


def _person_columns(table: Table) -> set[str]:
    return {trace.column for trace in TRACES if trace.table is table} - {"id"}


def _told(
    table: Table, row: Row[tuple[object, ...]], hides: tuple[str, ...], names: _People, labels: Mapping[str, _People]
) -> dict[str, object]:
    speak = _person_columns(table)
    told: dict[str, object] = {}
    for column in table.columns:
        if column.name == "community_id" or column.name in hides:
            continue
        value = getattr(row, column.name)
        if column.name in speak:
            told[column.name.removesuffix("_id")] = names.get(value, "") if value else None
        elif column.name in labels:
            told[column.name.removesuffix("_id")] = labels[column.name].get(value, "") if value else None
        else:
            told[column.name] = _plain(value)
    return told


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return week_text(Week.from_bytes(value))
    return value


async def _names(connection: AsyncConnection, community: int, person: int) -> _People:
    """Whom a row speaks of besides: under the names that they show to everybody here."""
    rows = await connection.execute(select(people.c.id, people.c.name).where(people.c.community_id == community))
    return {row.id: ME if row.id == person else row.name for row in rows}


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
