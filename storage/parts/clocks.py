"""The clock's side of what is owed, over all communities."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.obligations import Obligation
from storage.parts.obligations import nudged, obligation_of
from storage.tables.obligations import OPEN, obligations

_most: BindParameter[Any] = bindparam("most")
_now: BindParameter[Any] = bindparam("now")
_IN_TURN = (obligations.c.next_at, obligations.c.id)
_DUE = (
    select(obligations.c.community_id, obligations.c.id)
    .where(OPEN, obligations.c.next_at <= _now)
    .order_by(*_IN_TURN)
    .limit(_most)
)
_TO_NUDGE = (
    select(obligations)
    .where(OPEN, obligations.c.next_at <= _now, obligations.c.deadline_at > _now)
    .order_by(*_IN_TURN)
    .limit(_most)
    .with_for_update(skip_locked=True)
)
_NUDGED = (
    update(obligations)
    .where(obligations.c.id == bindparam("obligation"))
    .values(nudged=bindparam("number"), next_at=bindparam("next"))
)


class ClocksPart:
    """Implements `bot.ports.obligations.Clocks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def due(self, now: datetime, most: int) -> Sequence[tuple[int, int]]:
        rows = await self._connection.execute(_DUE, {"now": now, "most": most})
        return [(community, obligation) for community, obligation in rows]

    async def nudge(self, now: datetime, most: int) -> Sequence[tuple[int, Obligation, int]]:
        rows = (await self._connection.execute(_TO_NUDGE, {"now": now, "most": most})).all()
        due = [(row.community_id, obligation_of(row)) for row in rows if row.nudged < len(row.nudges)]
        moves = [(community, one, *nudged(one, now)) for community, one in due]
        marks = [{"obligation": one.id, "number": number, "next": after} for _, one, number, after in moves]
        if marks:
            await self._connection.execute(_NUDGED, marks)
        return [(community, one, number) for community, one, number, _ in moves]

    async def postpone(self, obligation: int, at: datetime) -> None:
        await self._connection.execute(
            update(obligations).where(OPEN, obligations.c.id == obligation).values(next_at=at)
        )
