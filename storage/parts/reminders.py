"""Which reminders people chose in one community."""

from dataclasses import replace
from datetime import time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.reminder_choices import ReminderChoice
from storage.parts.rows import insert_or_set
from storage.tables.afterwards import reminder_choices

_MINUTE = timedelta(minutes=1)


class RemindersPart:
    """Implements `bot.ports.afterwards.Reminders`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def of(self, person: int) -> ReminderChoice:
        mine = (reminder_choices.c.community_id == self._community) & (reminder_choices.c.person_id == person)
        row = (await self._connection.execute(select(reminder_choices).where(mine))).first()
        if row is None:
            return ReminderChoice()
        before = tuple(timedelta(minutes=int(one)) for one in row.minutes.split(",") if one)
        return ReminderChoice(before, time(row.opens), time(row.closes), row.version)

    async def choose(self, person: int, choice: ReminderChoice) -> ReminderChoice:
        kept = replace(choice, version=choice.version + 1)
        values = {
            "community_id": self._community,
            "person_id": person,
            "minutes": ",".join(str(one // _MINUTE) for one in kept.before),
            "opens": kept.opens.hour,
            "closes": kept.closes.hour,
            "version": kept.version,
        }
        key = ("community_id", "person_id")
        await self._connection.execute(insert_or_set(self._connection, reminder_choices, key, values))
        return kept
