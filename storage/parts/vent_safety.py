"""Reports and mutes of anonymous posts, and words that wait for their author's decision."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.vents import DRAFT_FOR, Mute, Vent, VentState, next_hour
from storage.parts.rows import counted, insert_or_leave, insert_or_set
from storage.parts.vent_rows import REPORTS, TOKEN_BYTES, author_mark, hashed, this, vent_of
from storage.seal import seal_of
from storage.tables.vents import vent_drafts, vent_mutes, vent_reports, vents

_DRAFT = "vent_drafts.sealed"


class VentSafetyPart:
    """Implements `bot.ports.vents.VentSafety`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._seal = seal_of(connection)

    async def report(self, vent: str, person: int) -> int | None:
        locked = select(vents.c.id).where(this(self._community, vent)).with_for_update()
        if (await self._connection.execute(locked)).first() is None:
            return None
        mark = self._seal.digest("vent report", self._community, vent, person)
        values = {"community_id": self._community, "vent_id": vent, "mark": mark}
        if not await counted(self._connection, insert_or_leave(self._connection, vent_reports, values)):
            return None
        mine = (vent_reports.c.community_id == self._community) & (vent_reports.c.vent_id == vent)
        return int((await self._connection.execute(select(func.count()).where(mine))).scalar_one())

    async def reported(self) -> Sequence[Vent]:
        open_ones = vents.c.state == VentState.HIDDEN.value
        open_ones |= (vents.c.state == VentState.POSTED.value) & ~vents.c.is_cleared & (REPORTS > 0)
        asked = select(vents, REPORTS).where(vents.c.community_id == self._community, open_ones).order_by(vents.c.id)
        return [vent_of(self._seal, row) for row in await self._connection.execute(asked)]

    async def mute(self, vent: str, until: datetime | None) -> bool:
        mark = (await self._connection.execute(select(vents.c.mark).where(this(self._community, vent)))).scalar()
        if mark is None:
            return False
        await self._put(vent, mark, until)
        return True

    async def mute_for(self, what: str, person: int, until: datetime | None) -> None:
        await self._put(what, author_mark(self._seal, self._community, what, person), until)

    async def _put(self, what: str, mark: bytes, until: datetime | None) -> None:
        ends = next_hour(until) if until else None
        values = {"community_id": self._community, "vent_id": what, "mark": mark, "until": ends}
        key = ("community_id", "vent_id")
        await self._connection.execute(insert_or_set(self._connection, vent_mutes, key, values))

    async def unmute(self, vent: str) -> bool:
        return await counted(self._connection, delete(vent_mutes).where(self._of(), vent_mutes.c.vent_id == vent)) == 1

    async def mutes(self, now: datetime) -> Sequence[Mute]:
        asked = select(vent_mutes).where(self._holds(now)).order_by(vent_mutes.c.vent_id)
        return [Mute(row.vent_id, row.until) for row in await self._connection.execute(asked)]

    async def muted(self, person: int, now: datetime) -> Mute | None:
        rows = (await self._connection.execute(select(vent_mutes).where(self._holds(now)))).all()
        theirs = [
            Mute(row.vent_id, row.until)
            for row in rows
            if row.mark == author_mark(self._seal, self._community, row.vent_id, person)
        ]
        return max(theirs, key=lambda mute: (mute.until is None, mute.until or now), default=None)

    def _of(self) -> ColumnElement[bool]:
        return vent_mutes.c.community_id == self._community

    def _holds(self, now: datetime) -> ColumnElement[bool]:
        return self._of() & or_(vent_mutes.c.until.is_(None), vent_mutes.c.until > now)


class VentDraftsPart:
    """Implements `bot.ports.vents.VentDrafts`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._seal = seal_of(connection)

    async def keep(self, text: str, now: datetime) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        values = {
            "community_id": self._community,
            "token_hash": hashed(token),
            "sealed": self._seal.seal(self._community, _DRAFT, text),
            "until": next_hour(now + DRAFT_FOR),
        }
        await self._connection.execute(vent_drafts.insert().values(values))
        return token

    async def read(self, token: str, now: datetime) -> str | None:
        asked = select(vent_drafts.c.sealed).where(self._draft(token), vent_drafts.c.until > now)
        found = (await self._connection.execute(asked)).scalar()
        return None if found is None else self._seal.open(self._community, _DRAFT, found)

    async def drop(self, token: str) -> None:
        await self._connection.execute(delete(vent_drafts).where(self._draft(token)))

    def _draft(self, token: str) -> ColumnElement[bool]:
        return (vent_drafts.c.community_id == self._community) & (vent_drafts.c.token_hash == hashed(token))
