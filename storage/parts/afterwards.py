"""Agendas, answers, notes and what is to be done in one community."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.notes import ActionItem, AgendaItem, Note
from bot.domain.outcomes import Answer, Report
from storage.parts.rows import counted, insert_or_leave
from storage.parts.sealing import Sealing
from storage.tables.afterwards import action_items, agenda_items, session_answers, session_notes
from storage.tables.sessions import sessions


class AgendasPart:
    """Implements `bot.ports.afterwards.Agendas`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._sealing = Sealing(connection, community)

    async def add(self, session: int, author: int, text: str) -> None:
        whose = {"community_id": self._community, "session_id": session, "author_id": author}
        sealed = self._sealing.shut(agenda_items.c.text, text)
        await self._connection.execute(insert(agenda_items).values(**whose, text=sealed))

    async def of(self, session: int) -> Sequence[AgendaItem]:
        mine = (agenda_items.c.community_id == self._community) & (agenda_items.c.session_id == session)
        rows = await self._connection.execute(select(agenda_items).where(mine).order_by(agenda_items.c.id))
        return [AgendaItem(row.author_id, self._sealing.open(agenda_items.c.text, row.text)) for row in rows]


class AnswersPart:
    """Implements `bot.ports.afterwards.Answers`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def give(self, session: int, person: int, answer: Answer, now: datetime) -> None:
        key = {"community_id": self._community, "session_id": session, "person_id": person}
        first = insert_or_leave(self._connection, session_answers, {**key, "answer": answer.value, "at": now})
        if await counted(self._connection, first) == 1:
            return
        mine = self._of(session) & (session_answers.c.person_id == person)
        await self._connection.execute(update(session_answers).where(mine).values(answer=answer.value))

    async def of(self, session: int) -> Mapping[int, Report]:
        rows = await self._connection.execute(select(session_answers).where(self._of(session)))
        return {row.person_id: Report(Answer(row.answer), row.at) for row in rows}

    def _of(self, session: int) -> ColumnElement[bool]:
        return (session_answers.c.community_id == self._community) & (session_answers.c.session_id == session)


class NotesPart:
    """Implements `bot.ports.afterwards.Notes`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._sealing = Sealing(connection, community)

    async def write(self, session: int, author: int, text: str, rating: int, now: datetime) -> None:
        key = {"community_id": self._community, "session_id": session, "author_id": author}
        values = {
            "text": self._sealing.shut(session_notes.c.text, text),
            "rating": self._sealing.shut_number(session_notes.c.rating, rating),
        }
        first = insert_or_leave(self._connection, session_notes, {**key, **values, "at": now})
        if await counted(self._connection, first) == 1:
            return
        mine = (session_notes.c.session_id == session) & (session_notes.c.author_id == author)
        ours = session_notes.c.community_id == self._community
        await self._connection.execute(update(session_notes).where(ours, mine).values(values))

    async def get(self, session: int, author: int) -> Note | None:
        mine = (session_notes.c.session_id == session) & (session_notes.c.author_id == author)
        found = await self._found(mine, 0, 1)
        return found[0] if found else None

    async def of_pair(self, mentorship: int, skip: int, most: int) -> Sequence[Note]:
        return await self._found((sessions.c.mentorship_id == mentorship) & (session_notes.c.text != b""), skip, most)

    async def _found(self, which: ColumnElement[bool], skip: int, most: int) -> list[Note]:
        same = (sessions.c.community_id == session_notes.c.community_id) & (sessions.c.id == session_notes.c.session_id)
        rows = await self._connection.execute(
            select(session_notes, sessions.c.starts_at)
            .join(sessions, same)
            .where(session_notes.c.community_id == self._community, which)
            .order_by(sessions.c.starts_at.desc(), sessions.c.id.desc(), session_notes.c.author_id)
            .offset(skip)
            .limit(most)
        )
        return [self._note(row) for row in rows]

    def _note(self, row: Row[Any]) -> Note:
        text = self._sealing.open(session_notes.c.text, row.text)
        rating = self._sealing.open_number(session_notes.c.rating, row.rating)
        return Note(row.session_id, row.author_id, text, rating, row.at, row.starts_at)


class ActionsPart:
    """Implements `bot.ports.afterwards.Actions`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._sealing = Sealing(connection, community)

    async def add(self, mentorship: int, author: int, owner: int, text: str) -> None:
        whose = {"mentorship_id": mentorship, "author_id": author, "owner_id": owner or None}
        sealed = self._sealing.shut(action_items.c.text, text)
        await self._connection.execute(
            insert(action_items).values({"community_id": self._community, **whose, "text": sealed})
        )

    async def get(self, action: int) -> ActionItem | None:
        found = await self._found(action_items.c.id == action)
        return found[0] if found else None

    async def open_of(self, mentorships: Sequence[int]) -> Sequence[ActionItem]:
        return await self._found(action_items.c.mentorship_id.in_(mentorships) & action_items.c.done_at.is_(None))

    async def tick(self, action: int, now: datetime | None) -> bool:
        one = (action_items.c.community_id == self._community) & (action_items.c.id == action)
        was_so = action_items.c.done_at.is_(None) if now is None else action_items.c.done_at.is_not(None)
        ticked = update(action_items).where(one, ~was_so).values(done_at=now)
        return await counted(self._connection, ticked) == 1

    async def _found(self, which: ColumnElement[bool]) -> list[ActionItem]:
        mine = select(action_items).where(action_items.c.community_id == self._community, which)
        return [self._action(row) for row in await self._connection.execute(mine.order_by(action_items.c.id))]

    def _action(self, row: Row[Any]) -> ActionItem:
        text, is_done = self._sealing.open(action_items.c.text, row.text), row.done_at is not None
        return ActionItem(row.id, row.mentorship_id, row.author_id, row.owner_id or 0, text, is_done)
