"""Quick questions of one community."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.questions import Question, QuestionState
from storage.parts.people import PeoplePart
from storage.parts.rows import counted
from storage.parts.sealing import Sealing
from storage.tables.questions import questions


class QuestionsPart:
    """Implements `bot.ports.questions.Questions`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._sealing = Sealing(connection, community)

    async def add(self, asker: int, topic: int, text: str, now: datetime) -> int:
        values = {
            "community_id": self._community,
            "asker_id": asker,
            "topic_id": topic,
            "text": self._sealing.shut(questions.c.text, text),
            "answer": b"",
            "state": QuestionState.OPEN.value,
            "created_at": now,
        }
        made = await self._connection.execute(insert(questions).values(**values).returning(questions.c.id))
        return int(made.scalar_one())

    async def get(self, question: int) -> Question | None:
        found = await self._found(questions.c.id == question)
        return found[0] if found else None

    async def claim(self, question: int, mentor: int, until: datetime, most: int) -> bool:
        if not await self._has_room(mentor, most):
            return False
        held = {"state": QuestionState.HELD.value, "holder_id": mentor, "held_until": until}
        return await self._changed(self._one(question, QuestionState.OPEN).values(**held))

    async def release(self, question: int, holder: int) -> bool:
        freed = {"state": QuestionState.OPEN.value, "holder_id": 0, "held_until": None}
        return await self._changed(self._held(question, holder).values(**freed))

    async def hand_over(self, question: int, holder: int, to: int, until: datetime, most: int) -> bool:
        if not await self._has_room(to, most):
            return False
        return await self._changed(self._held(question, holder).values(holder_id=to, held_until=until))

    async def answer(self, question: int, holder: int, answer: str) -> bool:
        sealed = self._sealing.shut(questions.c.answer, answer)
        answered = {"state": QuestionState.ANSWERED.value, "answer": sealed, "held_until": None}
        return await self._changed(self._held(question, holder).values(**answered))

    async def close(self, question: int) -> bool:
        waiting = questions.c.state.in_((QuestionState.OPEN.value, QuestionState.HELD.value))
        closed = {"state": QuestionState.CLOSED.value, "holder_id": 0, "held_until": None}
        return await self._changed(self._one(question).where(waiting).values(**closed))

    async def widen(self, question: int) -> None:
        await self._connection.execute(self._one(question).values(is_wide=True))

    async def of(self, asker: int) -> Sequence[Question]:
        return list(reversed(await self._found(questions.c.asker_id == asker)))

    async def held_by(self, mentor: int) -> Sequence[Question]:
        mine = (questions.c.holder_id == mentor) & (questions.c.state == QuestionState.HELD.value)
        return sorted(await self._found(mine), key=lambda question: (question.held_until, question.id))

    async def open(self, topic: int | None = None) -> Sequence[Question]:
        which = questions.c.state == QuestionState.OPEN.value
        return await self._found(which if topic is None else which & (questions.c.topic_id == topic))

    async def _has_room(self, mentor: int, most: int) -> bool:
        """Whether one more fits; the mentor's row is locked, so that two claims of theirs count one after the other."""
        await PeoplePart(self._connection, self._community).lock(mentor)
        held = select(func.count()).where(
            questions.c.community_id == self._community,
            questions.c.holder_id == mentor,
            questions.c.state == QuestionState.HELD.value,
        )
        return int((await self._connection.execute(held)).scalar_one()) < most

    def _one(self, question: int, state: QuestionState | None = None) -> Update:
        one = update(questions).where(questions.c.community_id == self._community, questions.c.id == question)
        return one if state is None else one.where(questions.c.state == state.value)

    def _held(self, question: int, holder: int) -> Update:
        return self._one(question, QuestionState.HELD).where(questions.c.holder_id == holder)

    async def _changed(self, statement: Update) -> bool:
        return await counted(self._connection, statement) == 1

    async def _found(self, which: ColumnElement[bool]) -> Sequence[Question]:
        rows = await self._connection.execute(
            select(questions).where(questions.c.community_id == self._community, which).order_by(questions.c.id)
        )
        return [self._question(row) for row in rows]

    def _question(self, row: Row[Any]) -> Question:
        return Question(
            row.id,
            row.asker_id,
            row.topic_id,
            self._sealing.open(questions.c.text, row.text),
            QuestionState(row.state),
            row.created_at,
            row.holder_id,
            row.held_until,
            self._sealing.open(questions.c.answer, row.answer),
            row.is_wide,
        )
