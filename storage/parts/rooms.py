"""Rooms to meet in: of one community, and what is due in all of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.rooms import Room, RoomState
from storage.parts.rows import insert_or_leave
from storage.parts.sealing import Sealing
from storage.tables.rooms import STANDS, TO_DO, rooms

_IS_KEPT = rooms.c.external_id != ""
"""A service has it."""
_IS_UNHEARD = (rooms.c.state == RoomState.WANTED) & (rooms.c.tries > 0)
"""A service may have it: it was asked, and nobody knows yet what became of it."""


class RoomsPart:
    """Implements `bot.ports.rooms.Rooms`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._sealing = Sealing(connection, community)
        self._mine = rooms.c.community_id == community

    async def open(self, session: int, service: str, key: str, due_at: datetime, url: str = "") -> int | None:
        values = {
            "community_id": self._community,
            "session_id": session,
            "service": service,
            "state": RoomState.READY.value if url else RoomState.WANTED.value,
            "key": key,
            "url": self._sealing.shut(rooms.c.url, url),
            "wanted_at": due_at,
            "due_at": due_at,
        }
        made = insert_or_leave(self._connection, rooms, values).returning(rooms.c.id)
        found: int | None = (await self._connection.execute(made)).scalar_one_or_none()
        return found

    async def of(self, session: int) -> Room | None:
        stands = select(rooms).where(self._mine, rooms.c.session_id == session, STANDS)
        row = (await self._connection.execute(stands)).first()
        return _room(row, self._sealing) if row else None

    async def move(self, session: int, now: datetime, due_at: datetime) -> None:
        """Touches the row in any case, so that whoever settles it meanwhile sees the session's new start."""
        is_ready = (rooms.c.state == RoomState.READY) & _IS_KEPT
        is_begun = (rooms.c.state != RoomState.WANTED) | (rooms.c.tries > 0)
        values = {
            "state": case((is_ready, RoomState.TO_MOVE.value), else_=rooms.c.state),
            "tries": case((is_ready, 0), else_=rooms.c.tries),
            "wanted_at": case((is_begun, rooms.c.wanted_at), else_=due_at),
            "due_at": case((is_ready, now), (is_begun, rooms.c.due_at), else_=due_at),
        }
        theirs = update(rooms).where(self._mine, rooms.c.session_id == session, STANDS)
        await self._connection.execute(theirs.values(values))

    async def drop(self, session: int, now: datetime) -> None:
        values = {
            "state": case((_IS_KEPT | _IS_UNHEARD, RoomState.TO_DELETE.value), else_=RoomState.GONE.value),
            "tries": case((_IS_KEPT, 0), else_=rooms.c.tries),
            "due_at": case((_IS_KEPT, now), else_=rooms.c.due_at),
        }
        theirs = update(rooms).where(self._mine, rooms.c.session_id == session, STANDS)
        await self._connection.execute(theirs.values(values))

    async def held(self, room: int) -> Room | None:
        one = select(rooms).where(self._mine, rooms.c.id == room).with_for_update()
        row = (await self._connection.execute(one)).first()
        return _room(row, self._sealing) if row else None

    async def keep(self, room: Room) -> None:
        values = {
            "state": room.state.value,
            "external_id": room.external,
            "url": self._sealing.shut(rooms.c.url, room.url),
            "tries": room.tries,
            "due_at": room.due_at,
        }
        await self._connection.execute(update(rooms).where(self._mine, rooms.c.id == room.id).values(values))


class RoomWorkPart:
    """Implements `bot.ports.rooms.RoomWork`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def is_due(self, now: datetime) -> bool:
        due = select(exists().where(TO_DO, rooms.c.due_at <= now))
        return bool((await self._connection.execute(due)).scalar_one())

    async def claim(self, now: datetime, until: datetime, most: int) -> Sequence[tuple[int, Room]]:
        due = select(rooms.c.id).where(TO_DO, rooms.c.due_at <= now).order_by(rooms.c.due_at, rooms.c.id).limit(most)
        found = await self._connection.execute(due.with_for_update(skip_locked=True))
        ids = list(found.scalars())
        if not ids:
            return ()
        taken = update(rooms).where(rooms.c.id.in_(ids)).values(due_at=until, tries=rooms.c.tries + 1)
        rows = await self._connection.execute(taken.returning(*rooms.c))
        taken_up = ((row.community_id, _room(row, Sealing(self._connection, row.community_id))) for row in rows)
        return sorted(taken_up, key=lambda one: one[1].id)


def _room(row: Any, sealing: Sealing) -> Room:
    return Room(
        id=row.id,
        session=row.session_id,
        service=row.service,
        state=RoomState(row.state),
        key=row.key,
        wanted_at=row.wanted_at,
        due_at=row.due_at,
        external=row.external_id,
        url=sealing.open(rooms.c.url, row.url),
        tries=row.tries,
    )
