"""Who changed what in one community."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit import Change
from storage.tables.audit import changes


class AuditPart:
    """Implements `bot.ports.audit.Audit`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def note(self, person: int, what: str, before: str, after: str, now: datetime) -> None:
        values = {"community_id": self._community, "person_id": person, "what": what, "before": before, "after": after}
        await self._connection.execute(insert(changes).values(**values, at=now))

    async def latest(self, before: int, most: int) -> Sequence[Change]:
        mine = select(changes).where(changes.c.community_id == self._community)
        older = mine.where(changes.c.id < before) if before else mine
        rows = await self._connection.execute(older.order_by(changes.c.id.desc()).limit(most))
        return [Change(row.id, row.person_id, row.what, row.before, row.after, row.at) for row in rows]
