"""The clock's side of what is owed, over all communities."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.obligations import OPEN, obligations


class ClocksPart:
    """Implements `bot.ports.obligations.Clocks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def due(self, now: datetime, most: int) -> Sequence[tuple[int, int]]:
        rows = await self._connection.execute(
            select(obligations.c.community_id, obligations.c.id)
            .where(OPEN, obligations.c.next_at <= now)
            .order_by(obligations.c.next_at, obligations.c.id)
            .limit(most)
        )
        return [(community, obligation) for community, obligation in rows]

    async def postpone(self, obligation: int, at: datetime) -> None:
        await self._connection.execute(
            update(obligations).where(OPEN, obligations.c.id == obligation).values(next_at=at)
        )

    async def next_at(self) -> datetime | None:
        found = await self._connection.execute(select(func.min(obligations.c.next_at)).where(OPEN))
        moment: datetime | None = found.scalar()
        return moment
