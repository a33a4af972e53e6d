"""Blocks and reports of one community."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.safety import Report
from storage.parts.rows import counted, insert_or_leave
from storage.parts.sealing import Sealing
from storage.tables.safety import blocks, reports


class SafetyPart:
    """Implements `bot.ports.safety.Safety`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._sealing = Sealing(connection, community)

    async def block(self, person: int, other: int, now: datetime) -> None:
        values = {"community_id": self._community, "person_id": person, "other_id": other, "at": now}
        await self._connection.execute(insert_or_leave(self._connection, blocks, values))

    async def unblock(self, person: int, other: int) -> None:
        await self._connection.execute(delete(blocks).where(self._block(person, other)))

    async def is_blocked(self, one: int, other: int) -> bool:
        either = self._block(one, other) | self._block(other, one)
        found = await self._connection.execute(select(blocks.c.person_id).where(either).limit(1))
        return found.first() is not None

    async def blocked_by(self, person: int) -> Sequence[int]:
        found = await self._connection.scalars(
            select(blocks.c.other_id)
            .where(blocks.c.community_id == self._community, blocks.c.person_id == person)
            .order_by(blocks.c.other_id)
        )
        return list(found)

    async def report(self, author: int, about: int, text: str, now: datetime) -> int:
        values = {"community_id": self._community, "author_id": author, "about_id": about, "at": now}
        values |= {"text": self._sealing.shut(reports.c.text, text), "outcome": b""}
        made = await self._connection.execute(insert(reports).values(**values).returning(reports.c.id))
        return int(made.scalar_one())

    async def get_report(self, report: int) -> Report | None:
        found = await self._reports(reports.c.id == report)
        return found[0] if found else None

    async def open_reports(self) -> Sequence[Report]:
        return await self._reports(reports.c.closed_by == 0)

    async def close_report(self, report: int, by: int, outcome: str) -> bool:
        mine = (reports.c.community_id == self._community) & (reports.c.id == report)
        sealed = self._sealing.shut(reports.c.outcome, outcome)
        closed = update(reports).where(mine, reports.c.closed_by == 0).values(closed_by=by, outcome=sealed)
        return await counted(self._connection, closed) == 1

    def _block(self, person: int, other: int) -> ColumnElement[bool]:
        mine = blocks.c.community_id == self._community
        return mine & (blocks.c.person_id == person) & (blocks.c.other_id == other)

    async def _reports(self, which: ColumnElement[bool]) -> Sequence[Report]:
        rows = await self._connection.execute(
            select(reports).where(reports.c.community_id == self._community, which).order_by(reports.c.id)
        )
        return [self._report(row) for row in rows]

    def _report(self, row: Row[Any]) -> Report:
        text, outcome = (self._sealing.open(reports.c[name], row._mapping[name]) for name in ("text", "outcome"))
        return Report(row.id, row.author_id, row.about_id, text, row.at, row.closed_by, outcome)
