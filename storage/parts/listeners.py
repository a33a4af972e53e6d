"""Who has offered to listen, in one community."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.listening import Listener, TalkState
from bot.domain.week import Week
from storage.parts.rows import insert_or_set
from storage.tables.listening import listeners, talks
from storage.tables.people import communities, people

_TALKS = (
    select(func.count())
    .where(
        talks.c.community_id == listeners.c.community_id,
        talks.c.listener_id == listeners.c.person_id,
        talks.c.state == TalkState.OPEN.value,
    )
    .scalar_subquery()
    .label("talks")
)
_ZONE = case((people.c.zone != "", people.c.zone), else_=communities.c.zone).label("zone")


class ListenersPart:
    """Implements `bot.ports.listening.Listeners`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def get(self, person: int) -> Listener | None:
        asked = self._listeners().where(listeners.c.person_id == person)
        row = (await self._connection.execute(asked)).first()
        return _listener(row) if row else None

    async def save(self, listener: Listener) -> None:
        before = await self.get(listener.person)
        if before is not None and before.is_barred:
            return
        values = {
            "week": listener.week.to_bytes(),
            "languages": ",".join(listener.languages),
            "most": listener.most,
            "paused_until": listener.paused_until,
        }
        await self._put(listener.person, values)

    async def pause(self, person: int, until: datetime | None) -> None:
        await self._connection.execute(update(listeners).where(self._one(person)).values(paused_until=until))

    async def remove(self, person: int) -> None:
        await self._connection.execute(delete(listeners).where(self._one(person), ~listeners.c.is_barred))

    async def bar(self, person: int, is_barred: bool) -> None:
        if not is_barred:
            await self._connection.execute(delete(listeners).where(self._one(person), listeners.c.is_barred))
            return
        nothing = {"week": Week(0).to_bytes(), "languages": "", "most": 1, "paused_until": None}
        await self._put(person, nothing | {"is_barred": True})

    async def count(self, now: datetime, but_not: int = 0) -> int:
        here = self._here(now).where(listeners.c.person_id != but_not)
        who = here.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
        return int((await self._connection.execute(who)).scalar_one())

    async def in_turn(self, now: datetime) -> Sequence[Listener]:
        return [_listener(row) for row in await self._connection.execute(self._here(now))]

    async def asked(self, person: int) -> None:
        last = select(func.coalesce(func.max(listeners.c.turn), 0)).where(self._mine()).scalar_subquery()
        await self._connection.execute(update(listeners).where(self._one(person)).values(turn=last + 1))

    def _listeners(self) -> Select[Any]:
        of = (people.c.community_id == listeners.c.community_id) & (people.c.id == listeners.c.person_id)
        joined = listeners.join(people, of).join(communities, communities.c.id == people.c.community_id)
        return select(listeners, _ZONE, _TALKS).select_from(joined).where(self._mine())

    def _here(self, now: datetime) -> Select[Any]:
        awake = or_(listeners.c.paused_until.is_(None), listeners.c.paused_until <= now)
        who = people.c.left_at.is_(None) & ~listeners.c.is_barred & awake
        return self._listeners().where(who).order_by(listeners.c.turn, listeners.c.person_id)

    async def _put(self, person: int, values: dict[str, object]) -> None:
        exists = select(people.c.id).where(people.c.community_id == self._community, people.c.id == person)
        if (await self._connection.execute(exists)).first() is None:
            return
        key = {"community_id": self._community, "person_id": person}
        await self._connection.execute(insert_or_set(self._connection, listeners, tuple(key), key | values))

    def _mine(self) -> ColumnElement[bool]:
        return listeners.c.community_id == self._community

    def _one(self, person: int) -> ColumnElement[bool]:
        return self._mine() & (listeners.c.person_id == person)


def _listener(row: Row[Any]) -> Listener:
    return Listener(
        row.person_id,
        row.zone,
        Week.from_bytes(row.week),
        tuple(code for code in row.languages.split(",") if code),
        row.most,
        row.paused_until,
        row.is_barred,
        row.talks,
    )
