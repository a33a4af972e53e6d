"""When there is something to do next: the ends of seven indexes, in one statement."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.prompts import Ahead
from bot.ports.summaries import Ends
from bot.ports.timetable import Upcoming
from storage.parts.summary_clocks import PLANNED
from storage.parts.venting import WAITS
from storage.tables.obligations import OPEN, obligations
from storage.tables.outbox import WAITING, notices
from storage.tables.prompts import AHEAD, ON, habits, prompts
from storage.tables.vents import vents

_UPCOMING = select(
    select(func.min(notices.c.due_at)).where(WAITING).scalar_subquery(),
    select(func.min(obligations.c.next_at)).where(OPEN).scalar_subquery(),
    select(func.min(vents.c.due_at)).where(WAITS).scalar_subquery(),
    select(func.min(habits.c.planned_until)).where(ON).scalar_subquery(),
    select(func.max(habits.c.planned_until)).where(ON).scalar_subquery(),
    select(func.min(prompts.c.due_at)).where(AHEAD).scalar_subquery(),
    *PLANNED,
)
"""Asked at every beat, so put together once."""


class TimetablePart:
    """Implements `bot.ports.timetable.Timetable`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def upcoming(self) -> Upcoming:
        notice, owed, vent, first, last, due, *planned = (await self._connection.execute(_UPCOMING)).one()
        return Upcoming(notice, owed, vent, Ahead(first, last, due), (Ends(*planned[:2]), Ends(*planned[2:])))
