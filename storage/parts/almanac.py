"""Sessions of all communities, as far as the rules of time zones concern them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.sessions import SessionState
from bot.domain.zones import RULES
from storage.tables.sessions import sessions

_OPEN = (SessionState.PROPOSED.value, SessionState.CONFIRMED.value)


class AlmanacPart:
    """Implements `bot.ports.sessions.Almanac`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def outdated(self, now: datetime, after: int, most: int) -> Sequence[tuple[int, int]]:
        old = (sessions.c.rules != RULES) & (sessions.c.starts_at > now) & sessions.c.state.in_(_OPEN)
        mine = select(sessions.c.community_id, sessions.c.id).where(old, sessions.c.id > after)
        found = mine.order_by(sessions.c.id).limit(most)
        return [(row.community_id, row.id) for row in await self._connection.execute(found)]
