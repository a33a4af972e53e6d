"""Meetings of one community."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.sessions import Plan, Session, SessionState
from bot.domain.slots import Span
from bot.domain.zones import RULES
from storage.parts.bookings import book, free, group_spans
from storage.parts.rows import counted
from storage.parts.sealing import Sealing
from storage.tables.sessions import sessions

_PROPOSED, _CONFIRMED, _HELD, _MISSED, _CANCELLED = (state.value for state in SessionState)
_OPEN = (_PROPOSED, _CONFIRMED)
_STANDS = {"moves_to": None, "mover_id": None}
"""Nobody wishes for another time."""


class SessionsPart:
    """Implements `bot.ports.sessions.Sessions`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._sealing = Sealing(connection, community)

    async def propose(self, plan: Plan) -> int:
        return await self._add(plan, _PROPOSED)

    async def get(self, session: int) -> Session | None:
        found = await self._found(sessions.c.id == session)
        return found[0] if found else None

    async def repropose(self, session: int, proposer: int, start: datetime) -> bool:
        found = await self._locked(session)
        if found is None:
            return False
        values = {**_when(start, found), "proposer_id": proposer, "sequence": found.sequence + 1}
        return await self._change(session, (_PROPOSED,), values)

    async def confirm(self, session: int) -> bool:
        if not await self._change(session, (_PROPOSED,), {"state": _CONFIRMED, "was_agreed": True}):
            return False
        found = await self.get(session)
        assert found is not None
        if await self._books(found):
            return True
        await self._frees(session)
        await self._change(session, (_CONFIRMED,), {"state": _PROPOSED, "was_agreed": False})
        return False

    async def repeat(self, session: int, uid: str, start: datetime) -> Session | None:
        first = await self.get(session)
        if first is None:
            return None
        made = await self._add(replace(first, uid=uid, start=start), _CONFIRMED, series_id=session, was_agreed=True)
        await self._change(session, (_CONFIRMED,), {"series_id": session})
        again = await self.get(made)
        assert again is not None
        if await self._books(again):
            return again
        await self._frees(made)
        await self._connection.execute(delete(sessions).where(self._one(made)))
        return None

    async def log(self, plan: Plan) -> int | None:
        theirs = (sessions.c.mentorship_id == plan.mentorship) & sessions.c.state.in_((_CONFIRMED, _HELD))
        if await self._found(theirs, sessions.c.starts_at < plan.end, sessions.c.ends_at > plan.start):
            return None
        return await self._add(plan, _CONFIRMED)

    async def wish(self, session: int, mover: int, start: datetime | None) -> bool:
        values = {"moves_to": start, "mover_id": mover} if start else _STANDS
        return await self._change(session, (_CONFIRMED,), values)

    async def move(self, session: int) -> bool:
        before = await self._locked(session)
        if before is None or before.moves_to is None or not await self._rebooks(before, before.moves_to):
            return False
        values = {**_when(before.moves_to, before), "sequence": before.sequence + 1, **_STANDS}
        return await self._change(session, (_CONFIRMED,), values)

    async def reread(self, session: int, start: datetime) -> bool:
        before = await self._locked(session)
        if before is None or before.state.value not in _OPEN:
            return False
        is_kept = start == before.start or before.state is SessionState.PROPOSED or await self._rebooks(before, start)
        values = {**_when(start if is_kept else before.start, before)}
        if is_kept and start != before.start:
            values["sequence"] = before.sequence + 1
        return await self._change(session, _OPEN, values) and is_kept

    async def cancel(self, session: int, reason: str = "") -> bool:
        sequence = sessions.c.sequence + 1
        sealed = self._sealing.shut(sessions.c.reason, reason)
        values = {"state": _CANCELLED, "reason": sealed, "sequence": sequence, **_STANDS}
        if not await self._change(session, _OPEN, values):
            return False
        await self._frees(session)
        return True

    async def finish(self, session: int, state: SessionState) -> bool:
        before = {_CONFIRMED, _HELD, _MISSED} - {state.value}
        return await self._change(session, tuple(before), {"state": state.value, **_STANDS})

    async def coming(self, person: int, now: datetime) -> Sequence[Session]:
        return await self._found(_of((person,)), sessions.c.ends_at > now, sessions.c.state.in_(_OPEN))

    async def of_pair(self, mentorship: int, now: datetime) -> Sequence[Session]:
        theirs = sessions.c.mentorship_id == mentorship
        return await self._found(theirs, sessions.c.ends_at > now, sessions.c.state.in_(_OPEN))

    async def of_series(self, series: int, since: datetime) -> Sequence[Session]:
        theirs = sessions.c.series_id == series
        return await self._found(theirs, sessions.c.starts_at >= since, sessions.c.state == _CONFIRMED)

    async def in_calendar(self, person: int, since: datetime, until: datetime) -> Sequence[Session]:
        within = sessions.c.starts_at.between(since, until) & (sessions.c.ends_at > since)
        return await self._found(_of((person,)), within, sessions.c.was_agreed)

    async def past(self, mentorship: int, now: datetime, most: int) -> Sequence[Session]:
        theirs = sessions.c.mentorship_id == mentorship
        begun = (sessions.c.starts_at <= now) & sessions.c.state.in_((_CONFIRMED, _HELD, _MISSED))
        mine = select(sessions).where(sessions.c.community_id == self._community, theirs, begun)
        latest = mine.order_by(sessions.c.starts_at.desc(), sessions.c.id.desc()).limit(most)
        return [self._session(row) for row in await self._connection.execute(latest)]

    async def taken(self, people: Sequence[int], now: datetime, besides: int = 0) -> Mapping[int, Sequence[Span]]:
        runs = (sessions.c.ends_at > now) & (sessions.c.state == _CONFIRMED) & (sessions.c.id != besides)
        spans: dict[int, list[Span]] = {}
        for one in await self._found(_of(people), runs):
            for person in set(one.people) & set(people):
                spans.setdefault(person, []).append(one.span)
        for person, span in await group_spans(self._connection, self._community, people, now):
            spans.setdefault(person, []).append(span)
        return {person: sorted(theirs, key=lambda span: span.start) for person, theirs in spans.items()}

    def _one(self, session: int) -> ColumnElement[bool]:
        return (sessions.c.community_id == self._community) & (sessions.c.id == session)

    async def _locked(self, session: int) -> Session | None:
        """As it stands while nobody else changes it: what is computed from it is written over nobody's change."""
        row = (await self._connection.execute(select(sessions).where(self._one(session)).with_for_update())).first()
        return self._session(row) if row else None

    async def _found(self, *which: ColumnElement[bool]) -> list[Session]:
        mine = select(sessions).where(sessions.c.community_id == self._community, *which)
        rows = await self._connection.execute(mine.order_by(sessions.c.starts_at, sessions.c.id))
        return [self._session(row) for row in rows]

    async def _add(self, plan: Plan, state: str, **more: object) -> int:
        kept = {name: value for name, value in asdict(plan).items() if name in Plan.__dataclass_fields__}
        people = {f"{name}_id": kept.pop(name) for name in ("mentorship", "mentee", "mentor", "proposer")}
        when = _when(plan.start, plan)
        del kept["start"], kept["minutes"]
        kept |= {name: self._sealing.shut(sessions.c[name], kept[name]) for name in ("topic", "place")}
        values = {"community_id": self._community, "state": state, **people, **when, **kept, **more, "reason": b""}
        made = insert(sessions).values(values).returning(sessions.c.id)
        return int((await self._connection.execute(made)).scalar_one())

    async def _change(self, session: int, before: tuple[str, ...], values: Mapping[str, object]) -> bool:
        moved = update(sessions).where(self._one(session), sessions.c.state.in_(before)).values(dict(values))
        return await counted(self._connection, moved) == 1

    async def _books(self, session: Session) -> bool:
        return await book(self._connection, self._community, session.people, session.span, {"session_id": session.id})

    async def _rebooks(self, session: Session, start: datetime) -> bool:
        """Takes the time from `start` of both and frees what it took; False, and nothing is changed, when it cannot."""
        if session.state is not SessionState.CONFIRMED:
            return False
        await self._frees(session.id)
        if await self._books(replace(session, start=start)):
            return True
        await self._frees(session.id)
        assert await self._books(session)
        return False

    async def _frees(self, session: int) -> None:
        await free(self._connection, self._community, {"session_id": session})

    def _session(self, row: Any) -> Session:
        opens = self._sealing.open
        return Session(
            id=row.id,
            uid=row.uid,
            mentorship=row.mentorship_id,
            mentee=row.mentee_id,
            mentor=row.mentor_id,
            proposer=row.proposer_id,
            start=row.starts_at,
            minutes=(row.ends_at - row.starts_at) // timedelta(minutes=1),
            topic=opens(sessions.c.topic, row.topic),
            place=opens(sessions.c.place, row.place),
            every=row.every,
            until=row.until,
            state=SessionState(row.state),
            reason=opens(sessions.c.reason, row.reason),
            sequence=row.sequence,
            moves_to=row.moves_to,
            mover=row.mover_id or 0,
            series=row.series_id or 0,
            zone=row.zone,
            local=row.local,
        )


def _of(people: Sequence[int]) -> ColumnElement[bool]:
    return sessions.c.mentee_id.in_(people) | sessions.c.mentor_id.in_(people)


def _when(start: datetime, plan: Plan) -> dict[str, object]:
    """The moment, and what the clocks there show by the rules of today."""
    local = start.astimezone(ZoneInfo(plan.zone)).isoformat(timespec="minutes")
    return {"starts_at": start, "ends_at": start + timedelta(minutes=plan.minutes), "local": local, "rules": RULES}
