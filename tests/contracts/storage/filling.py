"""A row of somebody in every table that speaks of people, made from the tables themselves: a new one is filled too."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, String, Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import metadata
from storage.tables.columns import Sealed, UtcDateTime
from storage.tables.people import people
from storage.traces import CHILDREN, TRACES, Fate, Trace

CANARY = "canary-of-the-erased"
MOMENT = datetime(2026, 3, 2, 12, tzinfo=UTC)
_PEOPLE = ("people", "mentors", "students")
_FIXED: dict[tuple[str, str], object] = {
    ("feeds", "place"): 1,
    ("spaces", "left_at"): MOMENT - timedelta(days=1),
    ("bookings", "group_id"): None,
    ("mentorships", "state"): "ended",
    ("requests", "state"): "declined",
    ("notices", "call"): "home.show",
    ("obligations", "nudge"): "home.show",
    ("obligations", "lapse"): "home.show",
    ("obligations", "nudges"): [],
    ("mentors", "week"): bytes(84),
    ("students", "week"): bytes(84),
}
_numbers = count(1_000)


class Filler:
    """Inserts rows whose person, where a trace looks, is `mine` and everywhere else `other`."""

    def __init__(self, connection: AsyncConnection, community: int, mine: int, other: int) -> None:
        self._connection = connection
        self._community = community
        self._mine = mine
        self._other = other
        self._parents: dict[str, int] = {}

    async def fill(self) -> list[str]:
        """The tables, each time one got a row of `mine`."""
        filled = []
        for table in metadata.sorted_tables:
            for trace in [one for one in TRACES if one.table is table and table is not people]:
                await self._put(table, trace)
                filled.append(table.name)
            if any(table is child for child, _, _ in CHILDREN) and table.name not in filled:
                await self._put(table, None)
                filled.append(table.name)
            if table.name not in filled and table.name in ("topics", "spaces"):
                await self._put(table, None)
        return filled

    async def _put(self, table: Table, trace: Trace | None) -> None:
        values = {column.name: self._value(table, column, trace) for column in table.columns}
        values = {name: value for name, value in values.items() if value is not _LEFT_OUT}
        made = await self._connection.execute(insert(table).values(values).returning(*table.primary_key.columns))
        row = made.one()
        if "id" in table.c and (trace is None or trace.fate is Fate.GOES or table.name not in self._parents):
            self._parents[table.name] = row.id

    def _value(self, table: Table, column: Column[Any], trace: Trace | None) -> object:
        if (table.name, column.name) in _FIXED:
            return _FIXED[table.name, column.name]
        if column.name == "community_id":
            return self._community
        if column.name == "id" and column.primary_key and not isinstance(column.type, String):
            return _LEFT_OUT
        if column.name in {one.column for one in TRACES if one.table is table}:
            return self._mine if trace and column.name == trace.column else self._other
        for key in column.foreign_keys:
            if key.column.name != "community_id" and key.column.table.name not in _PEOPLE:
                return self._parents[key.column.table.name]
        return self._plain(table, column, trace)

    def _plain(self, table: Table, column: Column[Any], trace: Trace | None) -> object:
        number = next(_numbers)
        if isinstance(column.type, Sealed):
            return self._words(column, trace, table, number).encode()
        if isinstance(column.type, String):
            return self._words(column, trace, table, number)
        made: object
        for kind, made in (
            (UtcDateTime, MOMENT + timedelta(minutes=number)),
            (Date, date(2026, 3, 2) + timedelta(days=number % 300)),
            (Boolean, False),
            (JSON, [CANARY]),
            (LargeBinary, f"{CANARY} {number}".encode()),
            ((Integer, Float), number),
        ):
            if isinstance(column.type, kind):
                return made
        return number

    def _words(self, column: Column[Any], trace: Trace | None, table: Table, number: int) -> str:
        is_child = any(table is child for child, _, _ in CHILDREN)
        is_theirs = is_child if trace is None else trace.fate is Fate.GOES or column.name in trace.blanks
        return f"{CANARY if is_theirs else 'of the other'} {number}"


_LEFT_OUT = object()
