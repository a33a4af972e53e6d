"""What is owed in one community."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls import Call
from bot.ports.obligations import Obligation
from storage.parts.rows import counted, leaving
from storage.tables.obligations import OPEN, obligations

_OPENED = leaving(obligations)
_of = obligations.c.community_id == bindparam("community")
_about = (_of & OPEN) & (obligations.c.kind == bindparam("what")) & (obligations.c.subject == bindparam("about"))
_CLOSE = update(obligations).where(_about).values(is_open=False)
_CLOSE_ONE = _CLOSE.where(obligations.c.owes == bindparam("ower"))
_FOUND = select(obligations).where(_of, OPEN).order_by(obligations.c.deadline_at, obligations.c.id)
_OWED_BY = _FOUND.where(obligations.c.owes == bindparam("person"))
_AWAITED_BY = _FOUND.where(obligations.c.waits == bindparam("person"))
_ABOUT = select(obligations).where(_about).order_by(obligations.c.deadline_at, obligations.c.id)
_mine = _of & (obligations.c.id == bindparam("obligation"))
_DUE = (
    select(obligations)
    .where(_mine, obligations.c.is_open, obligations.c.next_at <= bindparam("now"))
    .with_for_update(skip_locked=True)
)
_LAPSED = update(obligations).where(_mine).values(is_open=False)
_NUDGED = update(obligations).where(_mine).values(nudged=bindparam("number"), next_at=bindparam("next"))
"""What nearly every tick and answer asks, put together once: that costs twice what asking does."""


class ObligationsPart:
    """Implements `bot.ports.obligations.Obligations`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def open(self, obligation: Obligation) -> None:
        values = {
            "community_id": self._community,
            "kind": obligation.kind,
            "subject": obligation.subject,
            "owes": obligation.owes,
            "waits": obligation.waits,
            "since": obligation.since,
            "nudges": [moment.isoformat() for moment in obligation.nudges_at],
            "deadline_at": obligation.deadline_at,
            "nudge": str(obligation.nudge),
            "lapse": str(obligation.lapse),
            "next_at": min((*obligation.nudges_at, obligation.deadline_at)),
        }
        opened = _OPENED[self._connection.dialect.name]
        while await counted(self._connection, opened, values) != 1:  # another may open the same one after our close
            await self.close(obligation.kind, obligation.subject, obligation.owes)

    async def close(self, kind: str, subject: int, owes: int | None = None) -> None:
        given = {"community": self._community, "what": kind, "about": subject}
        if owes is None:
            await self._connection.execute(_CLOSE, given)
        else:
            await self._connection.execute(_CLOSE_ONE, given | {"ower": owes})

    async def owed_by(self, person: int) -> Sequence[Obligation]:
        return await self._found(_OWED_BY, {"person": person})

    async def awaited_by(self, person: int) -> Sequence[Obligation]:
        return await self._found(_AWAITED_BY, {"person": person})

    async def about(self, kind: str, subject: int) -> Sequence[Obligation]:
        return await self._found(_ABOUT, {"what": kind, "about": subject})

    async def take(self, obligation: int, now: datetime) -> tuple[Obligation, int] | None:
        mine = {"community": self._community, "obligation": obligation}
        row = (await self._connection.execute(_DUE, mine | {"now": now})).first()
        if row is None:
            return None
        taken = obligation_of(row)
        if row.nudged >= len(taken.nudges_at) or taken.deadline_at <= now:
            await self._connection.execute(_LAPSED, mine)
            return taken, 0
        number, after = nudged(taken, now)
        await self._connection.execute(_NUDGED, mine | {"number": number, "next": after})
        return taken, number

    async def _found(self, which: Select[Any], given: Mapping[str, object]) -> Sequence[Obligation]:
        rows = await self._connection.execute(which, {"community": self._community, **given})
        return [obligation_of(row) for row in rows]


def nudged(taken: Obligation, now: datetime) -> tuple[int, datetime]:
    """The number of the nudge that is due, and when the clock moves next."""
    number = sum(moment <= now for moment in taken.nudges_at)
    return number, min((*taken.nudges_at[number:], taken.deadline_at))


def obligation_of(row: Row[Any]) -> Obligation:
    """The obligation of a row that holds its columns."""
    return Obligation(
        row.kind,
        row.subject,
        row.owes,
        row.waits,
        row.since,
        tuple(datetime.fromisoformat(moment) for moment in row.nudges),
        row.deadline_at,
        Call.parse(row.nudge),
        Call.parse(row.lapse),
        row.id,
    )
