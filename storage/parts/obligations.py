"""What is owed in one community."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls import Call
from bot.ports.obligations import Obligation
from storage.parts.rows import counted, insert_or_leave
from storage.tables.obligations import OPEN, obligations


class ObligationsPart:
    """Implements `bot.ports.obligations.Obligations`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def open(self, obligation: Obligation) -> None:
        values = {
            "community_id": self._community,
            "kind": obligation.kind,
            "subject": obligation.subject,
            "owes": obligation.owes,
            "waits": obligation.waits,
            "since": obligation.since,
            "nudges": [moment.isoformat() for moment in obligation.nudges_at],
            "deadline_at": obligation.deadline_at,
            "nudge": str(obligation.nudge),
            "lapse": str(obligation.lapse),
            "next_at": min((*obligation.nudges_at, obligation.deadline_at)),
        }
        is_open = False
        while not is_open:  # another may open the same one between our two statements
            await self.close(obligation.kind, obligation.subject, obligation.owes)
            opened = insert_or_leave(self._connection, obligations, values)
            is_open = await counted(self._connection, opened) == 1

    async def close(self, kind: str, subject: int, owes: int | None = None) -> None:
        chosen = self._about(kind, subject)
        if owes is not None:
            chosen = chosen & (obligations.c.owes == owes)
        await self._connection.execute(update(obligations).where(chosen).values(is_open=False))

    async def owed_by(self, person: int) -> Sequence[Obligation]:
        return await self._found(obligations.c.owes == person)

    async def awaited_by(self, person: int) -> Sequence[Obligation]:
        return await self._found(obligations.c.waits == person)

    async def about(self, kind: str, subject: int) -> Sequence[Obligation]:
        return await self._found(self._about(kind, subject))

    async def take(self, obligation: int, now: datetime) -> tuple[Obligation, int] | None:
        mine = (obligations.c.community_id == self._community) & (obligations.c.id == obligation)
        due = select(obligations).where(mine, obligations.c.is_open, obligations.c.next_at <= now)
        row = (await self._connection.execute(due.with_for_update(skip_locked=True))).first()
        if row is None:
            return None
        taken = _obligation(row)
        if row.nudged >= len(taken.nudges_at) or taken.deadline_at <= now:
            await self._connection.execute(update(obligations).where(mine).values(is_open=False))
            return taken, 0
        number = sum(moment <= now for moment in taken.nudges_at)
        rest = taken.nudges_at[number:]
        await self._connection.execute(
            update(obligations).where(mine).values(nudged=number, next_at=min((*rest, taken.deadline_at)))
        )
        return taken, number

    def _about(self, kind: str, subject: int) -> ColumnElement[bool]:
        mine = and_(obligations.c.community_id == self._community, OPEN)
        return mine & (obligations.c.kind == kind) & (obligations.c.subject == subject)

    async def _found(self, which: ColumnElement[bool]) -> Sequence[Obligation]:
        rows = await self._connection.execute(
            select(obligations)
            .where(obligations.c.community_id == self._community, OPEN, which)
            .order_by(obligations.c.deadline_at, obligations.c.id)
        )
        return [_obligation(row) for row in rows]


def _obligation(row: Row[Any]) -> Obligation:
    return Obligation(
        row.kind,
        row.subject,
        row.owes,
        row.waits,
        row.since,
        tuple(datetime.fromisoformat(moment) for moment in row.nudges),
        row.deadline_at,
        Call.parse(row.nudge),
        Call.parse(row.lapse),
        row.id,
    )
