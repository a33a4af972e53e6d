"""Requests of one community."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.requests import Request, RequestState
from storage.parts.rows import counted, insert_or_leave
from storage.parts.sealing import Sealing
from storage.tables.requests import requests


class RequestsPart:
    """Implements `bot.ports.requests.Requests`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._sealing = Sealing(connection, community)

    async def add(self, mentee: int, mentor: int, note: str, now: datetime) -> int | None:
        values = {
            "community_id": self._community,
            "mentee_id": mentee,
            "mentor_id": mentor,
            "note": self._sealing.shut(requests.c.note, note),
            "reason": b"",
            "question": b"",
            "reply": b"",
            "state": RequestState.OPEN.value,
            "created_at": now,
        }
        made = insert_or_leave(self._connection, requests, values).returning(requests.c.id)
        found: int | None = (await self._connection.execute(made)).scalar()
        return found

    async def get(self, request: int) -> Request | None:
        return await self._first(requests.c.id == request)

    async def between(self, mentee: int, mentor: int) -> Request | None:
        return await self._first((requests.c.mentee_id == mentee) & (requests.c.mentor_id == mentor))

    async def last_of(self, mentee: int) -> Request | None:
        return await self._first(requests.c.mentee_id == mentee)

    async def open_of(self, mentee: int) -> Sequence[Request]:
        return await self._open(requests.c.mentee_id == mentee)

    async def open_to(self, mentor: int) -> Sequence[Request]:
        return await self._open(requests.c.mentor_id == mentor)

    async def decide(self, request: int, state: RequestState, now: datetime, reason: str = "") -> bool:
        decided = self._one(request).where(requests.c.state == RequestState.OPEN.value)
        values = {"state": state.value, "decided_at": now, "reason": self._sealing.shut(requests.c.reason, reason)}
        return await counted(self._connection, decided.values(**values)) == 1

    async def ask(self, request: int, question: str) -> None:
        sealed = self._sealing.shut(requests.c.question, question)
        await self._connection.execute(self._one(request).values(question=sealed, reply=b""))

    async def reply(self, request: int, reply: str) -> None:
        sealed = self._sealing.shut(requests.c.reply, reply)
        await self._connection.execute(self._one(request).values(reply=sealed))

    def _one(self, request: int) -> Update:
        return update(requests).where(requests.c.community_id == self._community, requests.c.id == request)

    async def _first(self, which: ColumnElement[bool]) -> Request | None:
        found = await self._connection.execute(
            select(requests)
            .where(requests.c.community_id == self._community, which)
            .order_by(requests.c.id.desc())
            .limit(1)
        )
        row = found.first()
        return self._request(row) if row else None

    async def _open(self, which: ColumnElement[bool]) -> Sequence[Request]:
        rows = await self._connection.execute(
            select(requests)
            .where(requests.c.community_id == self._community, requests.c.state == RequestState.OPEN.value, which)
            .order_by(requests.c.id)
        )
        return [self._request(row) for row in rows]

    def _request(self, row: Row[Any]) -> Request:
        opened = self._sealing.open
        return Request(
            row.id,
            row.mentee_id,
            row.mentor_id,
            opened(requests.c.note, row.note),
            RequestState(row.state),
            row.created_at,
            row.decided_at,
            opened(requests.c.reason, row.reason),
            opened(requests.c.question, row.question),
            opened(requests.c.reply, row.reply),
        )
