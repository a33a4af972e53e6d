"""Meetings of one community."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.sessions import Session, SessionState
from bot.domain.slots import QUARTER, Span
from storage.parts.rows import counted
from storage.tables.sessions import bookings, sessions

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PROPOSED, _CONFIRMED, _CANCELLED = (state.value for state in SessionState)


class SessionsPart:
    """Implements `bot.ports.sessions.Sessions`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def propose(
        self, mentorship: int, mentee: int, mentor: int, proposer: int, start: datetime, minutes: int, topic: str
    ) -> int:
        values = {
            "community_id": self._community,
            "mentorship_id": mentorship,
            "mentee_id": mentee,
            "mentor_id": mentor,
            "proposer_id": proposer,
            "starts_at": start,
            "ends_at": start + timedelta(minutes=minutes),
            "topic": topic,
            "state": _PROPOSED,
        }
        made = insert(sessions).values(**values).returning(sessions.c.id)
        return int((await self._connection.execute(made)).scalar_one())

    async def get(self, session: int) -> Session | None:
        found = await self._found(sessions.c.id == session)
        return found[0] if found else None

    async def confirm(self, session: int) -> bool:
        moved = update(sessions).where(self._one(session), sessions.c.state == _PROPOSED).values(state=_CONFIRMED)
        if await counted(self._connection, moved) != 1:
            return False
        found = await self.get(session)
        assert found is not None
        if await self._books(found):
            return True
        await self._frees(session)
        await self._connection.execute(update(sessions).where(self._one(session)).values(state=_PROPOSED))
        return False

    async def cancel(self, session: int, reason: str = "") -> bool:
        runs = update(sessions).where(self._one(session), sessions.c.state != _CANCELLED)
        moved = runs.values(state=_CANCELLED, reason=reason)
        await self._frees(session)
        return await counted(self._connection, moved) == 1

    async def coming(self, person: int, now: datetime) -> Sequence[Session]:
        theirs = (sessions.c.mentee_id == person) | (sessions.c.mentor_id == person)
        return await self._found(theirs, sessions.c.ends_at > now, sessions.c.state != _CANCELLED)

    async def of_pair(self, mentorship: int, now: datetime) -> Sequence[Session]:
        theirs = sessions.c.mentorship_id == mentorship
        return await self._found(theirs, sessions.c.ends_at > now, sessions.c.state != _CANCELLED)

    async def taken(self, people: Sequence[int], now: datetime) -> Mapping[int, Sequence[Span]]:
        theirs = sessions.c.mentee_id.in_(people) | sessions.c.mentor_id.in_(people)
        found = await self._found(theirs, sessions.c.ends_at > now, sessions.c.state == _CONFIRMED)
        spans: dict[int, list[Span]] = {}
        for one in found:
            for person in (one.mentee, one.mentor):
                if person in people:
                    spans.setdefault(person, []).append(one.span)
        return spans

    def _one(self, session: int) -> ColumnElement[bool]:
        return (sessions.c.community_id == self._community) & (sessions.c.id == session)

    async def _found(self, *which: ColumnElement[bool]) -> list[Session]:
        mine = select(sessions).where(sessions.c.community_id == self._community, *which)
        rows = await self._connection.execute(mine.order_by(sessions.c.starts_at, sessions.c.id))
        return [
            Session(
                row.id,
                row.mentorship_id,
                row.mentee_id,
                row.mentor_id,
                row.proposer_id,
                row.starts_at,
                (row.ends_at - row.starts_at) // timedelta(minutes=1),
                row.topic,
                SessionState(row.state),
                row.reason,
            )
            for row in rows
        ]

    async def _books(self, session: Session) -> bool:
        """Takes every quarter hour of both, always in the same order so that two never wait for one another."""
        first, last = (session.span.start - _EPOCH) // QUARTER, -((_EPOCH - session.span.end) // QUARTER)
        rows = [
            {"community_id": self._community, "person_id": person, "quarter": quarter, "session_id": session.id}
            for person in sorted((session.mentee, session.mentor))
            for quarter in range(first, last)
        ]
        dialect = sqlite if self._connection.dialect.name == "sqlite" else postgresql
        taken = dialect.insert(bookings).values(rows).on_conflict_do_nothing()
        return await counted(self._connection, taken) == len(rows)

    async def _frees(self, session: int) -> None:
        mine = (bookings.c.community_id == self._community) & (bookings.c.session_id == session)
        await self._connection.execute(delete(bookings).where(mine))
