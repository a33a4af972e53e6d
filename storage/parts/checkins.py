"""Check-ins of one community, and what was said back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, exists, insert, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.checkins import Answer, AnswerKind, Audience, CheckIn
from storage.parts.rows import counted, insert_or_leave
from storage.parts.sealing import Sealing
from storage.tables.checkins import check_in_answers, check_in_days, check_in_readers, check_ins


class CheckInsPart:
    """Implements `bot.ports.checkins.CheckIns`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._sealing = Sealing(connection, community)

    async def save(self, check_in: CheckIn) -> int:
        day = {"community_id": self._community, "author_id": check_in.author, "on_date": check_in.on}
        told = {
            "went": self._sealing.shut(check_ins.c.went, check_in.went),
            "next": self._sealing.shut(check_ins.c.next, check_in.next),
            "blockers": self._sealing.shut(check_ins.c.blockers, check_in.blockers),
            "mood": self._sealing.shut_number(check_ins.c.mood, check_in.mood),
            "audience": check_in.audience.value,
        }
        added = insert_or_leave(self._connection, check_ins, {**day, **told, "written_at": check_in.written_at})
        if not await counted(self._connection, added):
            await self._connection.execute(
                update(check_ins).where(self._day(check_in.author, check_in.on)).values(told)
            )
        found = select(check_ins.c.id).where(self._day(check_in.author, check_in.on))
        saved = int((await self._connection.execute(found)).scalar_one())
        await self._set_readers(saved, check_in.readers)
        return saved

    async def get(self, check_in: int) -> CheckIn | None:
        return await self._one(check_ins.c.id == check_in)

    async def of_day(self, author: int, on: date) -> CheckIn | None:
        return await self._one(self._day(author, on))

    async def last(self, author: int, before: date) -> CheckIn | None:
        return await self._one((check_ins.c.author_id == author) & (check_ins.c.on_date < before))

    async def of(self, author: int, most: int, skip: int = 0) -> Sequence[CheckIn]:
        return await self._found(check_ins.c.author_id == author, most, skip)

    async def days(self, author: int) -> Sequence[date]:
        mine = self._mine & (check_ins.c.author_id == author)
        gone = (check_in_days.c.community_id == self._community) & (check_in_days.c.person_id == author)
        days = union(select(check_ins.c.on_date).where(mine), select(check_in_days.c.on_date).where(gone))
        return list(await self._connection.scalars(days.order_by("on_date")))

    async def shared(self, author: int, reader: int, since: datetime) -> Sequence[CheckIn]:
        given = exists().where(
            check_in_readers.c.community_id == self._community,
            check_in_readers.c.check_in_id == check_ins.c.id,
            check_in_readers.c.person_id == reader,
        )
        return await self._found((check_ins.c.author_id == author) & (check_ins.c.written_at >= since) & given)

    async def delete(self, check_in: int, author: int) -> bool:
        theirs = self._mine & (check_ins.c.id == check_in) & (check_ins.c.author_id == author)
        return await counted(self._connection, delete(check_ins).where(theirs)) == 1

    async def share(self, check_in: int, readers: frozenset[int]) -> None:
        shared = update(check_ins).where(self._mine, check_ins.c.id == check_in)
        if await counted(self._connection, shared.values(audience=Audience.MENTORS.value)):
            await self._set_readers(check_in, readers)

    async def close(self, author: int) -> None:
        theirs = select(check_ins.c.id).where(self._mine, check_ins.c.author_id == author)
        mine = check_in_readers.c.community_id == self._community
        await self._connection.execute(delete(check_in_readers).where(mine, check_in_readers.c.check_in_id.in_(theirs)))
        closed = update(check_ins).where(self._mine, check_ins.c.author_id == author)
        await self._connection.execute(closed.values(audience=Audience.PRIVATE.value))

    async def answer(self, answer: Answer) -> int | None:
        values = {
            "community_id": self._community,
            "check_in_id": answer.check_in,
            "author_id": answer.author,
            "kind": answer.kind.value,
            "text": self._sealing.shut(check_in_answers.c.text, answer.text),
            "at": answer.at,
        }
        added = insert_or_leave(self._connection, check_in_answers, values).returning(check_in_answers.c.id)
        made = (await self._connection.execute(added)).scalar()
        return None if made is None else int(made)

    async def answers(self, check_in: int) -> Sequence[Answer]:
        mine = check_in_answers.c.community_id == self._community
        asked = select(check_in_answers).where(mine, check_in_answers.c.check_in_id == check_in)
        rows = await self._connection.execute(asked.order_by(check_in_answers.c.at, check_in_answers.c.id))
        return [
            Answer(
                row.check_in_id,
                row.author_id,
                AnswerKind(row.kind),
                self._sealing.open(check_in_answers.c.text, row.text),
                row.at,
                row.id,
            )
            for row in rows
        ]

    @property
    def _mine(self) -> ColumnElement[bool]:
        return check_ins.c.community_id == self._community

    def _day(self, author: int, on: date) -> ColumnElement[bool]:
        is_day = (check_ins.c.author_id == author) & (check_ins.c.on_date == on) & (check_ins.c.apart == 0)
        return self._mine & is_day

    async def _set_readers(self, check_in: int, readers: frozenset[int]) -> None:
        mine = {"community_id": self._community, "check_in_id": check_in}
        theirs = (check_in_readers.c.community_id == self._community) & (check_in_readers.c.check_in_id == check_in)
        await self._connection.execute(delete(check_in_readers).where(theirs))
        if readers:
            rows = [{**mine, "person_id": reader} for reader in sorted(readers)]
            await self._connection.execute(insert(check_in_readers), rows)

    async def _one(self, which: ColumnElement[bool]) -> CheckIn | None:
        found = await self._found(which, 1)
        return found[0] if found else None

    async def _found(self, which: ColumnElement[bool], most: int | None = None, skip: int = 0) -> list[CheckIn]:
        newest = select(check_ins).where(self._mine, which).order_by(check_ins.c.on_date.desc(), check_ins.c.id.desc())
        rows = (await self._connection.execute(newest.limit(most).offset(skip))).all()
        ids = [row.id for row in rows]
        given = select(check_in_readers.c.check_in_id, check_in_readers.c.person_id).where(
            check_in_readers.c.community_id == self._community, check_in_readers.c.check_in_id.in_(ids)
        )
        readers: dict[int, set[int]] = {}
        for check_in, reader in await self._connection.execute(given) if ids else ():
            readers.setdefault(check_in, set()).add(reader)
        return [_check_in(row, self._sealing, frozenset(readers.get(row.id, ()))) for row in rows]


def _check_in(row: Row[Any], sealing: Sealing, readers: frozenset[int]) -> CheckIn:
    return CheckIn(
        id=row.id,
        author=row.author_id,
        on=row.on_date,
        written_at=row.written_at,
        went=sealing.open(check_ins.c.went, row.went),
        next=sealing.open(check_ins.c.next, row.next),
        blockers=sealing.open(check_ins.c.blockers, row.blockers),
        mood=sealing.open_number(check_ins.c.mood, row.mood),
        audience=Audience(row.audience),
        readers=readers,
    )
