"""The sending side of every outbox."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls import Call
from bot.ports.outbox import Delivery, Dm, Notice, Post
from storage.tables.outbox import WAITING, notices


class DeliveriesPart:
    """Implements `bot.ports.outbox.Deliveries`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, now: datetime, until: datetime, most: int) -> Sequence[Delivery]:
        await self._connection.execute(
            update(notices)
            .where(WAITING, notices.c.due_at <= now, notices.c.expires_at <= now)
            .values(state="expired", done_at=now, reason="too late to be of use")
        )
        due = await self._connection.execute(
            select(notices)
            .where(WAITING, notices.c.due_at <= now)
            .order_by(notices.c.due_at, notices.c.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        taken = due.all()
        ids = [row.id for row in taken]
        await self._connection.execute(
            update(notices).where(notices.c.id.in_(ids)).values(state="sending", due_at=until)
        )
        return [_delivery(row) for row in taken]

    async def sent(self, delivery: int, now: datetime, message: str) -> None:
        await self._done(delivery, now, state="sent", message=message)

    async def dropped(self, delivery: int, now: datetime, reason: str) -> None:
        await self._done(delivery, now, state="dropped", reason=reason)

    async def dead(self, delivery: int, now: datetime, reason: str) -> None:
        await self._done(delivery, now, state="dead", reason=reason)

    async def later(self, delivery: int, at: datetime, reason: str) -> None:
        await self._connection.execute(
            update(notices)
            .where(notices.c.id == delivery, notices.c.state == "sending")
            .values(state="due", due_at=at, attempts=notices.c.attempts + 1, reason=reason)
        )

    async def next_at(self) -> datetime | None:
        found = await self._connection.execute(select(func.min(notices.c.due_at)).where(WAITING))
        moment: datetime | None = found.scalar()
        return moment

    async def _done(self, delivery: int, now: datetime, **values: str) -> None:
        await self._connection.execute(
            update(notices).where(notices.c.id == delivery, WAITING).values(done_at=now, **values)
        )


def _delivery(row: Row[Any]) -> Delivery:
    to = Dm(row.person_id) if row.person_id is not None else Post(row.purpose)
    notice = Notice(row.key, to, Call.parse(row.call), row.due_at, row.expires_at)
    return Delivery(row.id, row.community_id, notice, row.attempts, row.nonce)
