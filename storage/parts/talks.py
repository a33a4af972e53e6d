"""Conversations with listeners, in one community."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, Table, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.listening import KEPT, Line, Talk, TalkReport, TalkState
from bot.domain.vents import hour, next_hour
from storage.parts.people import PeoplePart
from storage.parts.rows import counted, insert_or_leave
from storage.seal import seal_of
from storage.tables.listening import talk_lines, talk_offers, talk_partings, talk_reports, talks

_LIVE = (TalkState.LOOKING, TalkState.OPEN)
_LINE, _REPORT = str(talk_lines.c.sealed), str(talk_reports.c.sealed)


class TalksPart:
    """Implements `bot.ports.listening.Talks`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._seal = seal_of(connection)

    async def begin(self, author: int, languages: Sequence[str], text: str, now: datetime) -> int | None:
        await PeoplePart(self._connection, self._community).lock(author)
        values = {
            "community_id": self._community,
            "author_id": author,
            "state": TalkState.LOOKING.value,
            "is_live": True,
            "languages": ",".join(languages),
            "expires_at": next_hour(now) + KEPT,
        }
        begun = insert_or_leave(self._connection, talks, values).returning(talks.c.id)
        talk: int | None = (await self._connection.execute(begun)).scalar()
        if talk is not None:
            await self.write(talk, True, text, now)
        return talk

    async def get(self, talk: int) -> Talk | None:
        row = (await self._connection.execute(select(talks).where(self._one(talk)))).first()
        return _talk(row) if row else None

    async def live_of(self, person: int) -> Sequence[Talk]:
        theirs = (talks.c.author_id == person) | (talks.c.listener_id == person)
        asked = select(talks).where(self._mine(), talks.c.is_live, theirs).order_by(talks.c.id)
        return [_talk(row) for row in await self._connection.execute(asked)]

    async def offer(self, talk: int, person: int) -> bool:
        values = {"community_id": self._community, "talk_id": talk, "person_id": person}
        return await counted(self._connection, insert_or_leave(self._connection, talk_offers, values)) == 1

    async def offered(self, talk: int) -> Collection[int]:
        return set(await self._connection.scalars(select(talk_offers.c.person_id).where(self._offers(talk))))

    async def take(self, talk: int, listener: int, most: int, now: datetime) -> bool:
        """The listener's row is locked, so that two of their answers count one after the other."""
        await PeoplePart(self._connection, self._community).lock(listener)
        runs = (talks.c.listener_id == listener) & (talks.c.state == TalkState.OPEN.value)
        held = select(func.count()).select_from(talks).where(self._mine(), runs)
        was_asked = select(talk_offers.c.talk_id).where(self._offers(talk), talk_offers.c.person_id == listener)
        if int((await self._connection.execute(held)).scalar_one()) >= most:
            return False
        if (await self._connection.execute(was_asked)).first() is None:
            return False
        values = {"listener_id": listener, "state": TalkState.OPEN.value, "expires_at": next_hour(now) + KEPT}
        taken = update(talks).where(self._one(talk), talks.c.state == TalkState.LOOKING.value).values(values)
        return await counted(self._connection, taken) == 1

    async def move(self, talk: int, before: Collection[TalkState], after: TalkState, now: datetime) -> bool:
        among = talks.c.state.in_([state.value for state in before])
        values = {"state": after.value, "is_live": after in _LIVE, "expires_at": next_hour(now) + KEPT}
        return await counted(self._connection, update(talks).where(self._one(talk), among).values(values)) == 1

    async def look_again(self, talk: int, now: datetime) -> bool:
        found = await self.get(talk)
        if found is None or found.state is not TalkState.NOBODY:
            return False
        await PeoplePart(self._connection, self._community).lock(found.author)
        if any(other.author == found.author for other in await self.live_of(found.author)):
            return False
        await self._connection.execute(delete(talk_offers).where(self._offers(talk)))
        return await self.move(talk, (TalkState.NOBODY,), TalkState.LOOKING, now)

    async def write(self, talk: int, is_author: bool, text: str, now: datetime) -> int:
        values = {
            "community_id": self._community,
            "talk_id": talk,
            "author_id": self._who(talk, is_author),
            "sealed": self._seal.seal(self._community, _LINE, text),
            "at": hour(now),
        }
        kept = update(talks).where(self._one(talk)).values(expires_at=next_hour(now) + KEPT)
        await self._connection.execute(kept)
        made = insert(talk_lines).values(values).returning(talk_lines.c.id)
        return int((await self._connection.execute(made)).scalar_one())

    async def line(self, line: int) -> Line | None:
        row = (await self._connection.execute(self._written(talk_lines).where(talk_lines.c.id == line))).first()
        return self._line(row) if row else None

    async def lines(self, talk: int, most: int) -> Sequence[Line]:
        of = self._written(talk_lines).where(talk_lines.c.talk_id == talk)
        last = of.order_by(talk_lines.c.id.desc()).limit(most)
        return [self._line(row) for row in reversed((await self._connection.execute(last)).all())]

    async def wish(self, talk: int, is_author: bool) -> Talk | None:
        column = talks.c.author_wishes if is_author else talks.c.listener_wishes
        can = self._one(talk) & (talks.c.state == TalkState.OPEN.value) & ~column
        wished = update(talks).where(can).values({column: True}).returning(talks)
        row = (await self._connection.execute(wished)).first()
        return _talk(row) if row else None

    async def part(self, person: int, other: int) -> None:
        values = {"community_id": self._community, "person_id": person, "other_id": other}
        await self._connection.execute(insert_or_leave(self._connection, talk_partings, values))

    async def are_apart(self, one: int, other: int) -> bool:
        both = (talk_partings.c.person_id.in_((one, other))) & (talk_partings.c.other_id.in_((one, other)))
        asked = select(talk_partings.c.person_id).where(talk_partings.c.community_id == self._community, both)
        return (await self._connection.execute(asked.limit(1))).first() is not None

    async def report(self, talk: int, is_by_author: bool, text: str, now: datetime) -> int:
        values = {
            "community_id": self._community,
            "talk_id": talk,
            "author_id": self._who(talk, is_by_author),
            "sealed": self._seal.seal(self._community, _REPORT, text),
            "at": hour(now),
        }
        made = insert(talk_reports).values(values).returning(talk_reports.c.id)
        return int((await self._connection.execute(made)).scalar_one())

    async def get_report(self, report: int) -> TalkReport | None:
        found = await self._reports(talk_reports.c.id == report)
        return found[0] if found else None

    async def reports(self) -> Sequence[TalkReport]:
        return await self._reports(talk_reports.c.community_id == self._community)

    async def settle(self, report: int) -> bool:
        mine = (talk_reports.c.community_id == self._community) & (talk_reports.c.id == report)
        return await counted(self._connection, delete(talk_reports).where(mine)) == 1

    async def _reports(self, which: ColumnElement[bool]) -> list[TalkReport]:
        asked = self._written(talk_reports).where(which).order_by(talk_reports.c.id)
        rows = await self._connection.execute(asked)
        return [
            TalkReport(row.id, row.talk_id, row.is_author, self._seal.open(self._community, _REPORT, row.sealed))
            for row in rows
        ]

    def _line(self, row: Row[Any]) -> Line:
        return Line(row.id, row.talk_id, row.is_author, self._seal.open(self._community, _LINE, row.sealed))

    def _who(self, talk: int, is_author: bool) -> ScalarSelect[int]:
        """The person on this side of it."""
        return select(talks.c.author_id if is_author else talks.c.listener_id).where(self._one(talk)).scalar_subquery()

    def _written(self, table: Table) -> Select[Any]:
        """What was written in conversations, and on which side."""
        of = (talks.c.community_id == table.c.community_id) & (talks.c.id == table.c.talk_id)
        is_author = (table.c.author_id == talks.c.author_id).label("is_author")
        return select(table, is_author).join(talks, of).where(table.c.community_id == self._community)

    def _mine(self) -> ColumnElement[bool]:
        return talks.c.community_id == self._community

    def _one(self, talk: int) -> ColumnElement[bool]:
        return self._mine() & (talks.c.id == talk)

    def _offers(self, talk: int) -> ColumnElement[bool]:
        return (talk_offers.c.community_id == self._community) & (talk_offers.c.talk_id == talk)


def _talk(row: Row[Any]) -> Talk:
    return Talk(
        row.id,
        row.author_id,
        row.listener_id or 0,
        TalkState(row.state),
        tuple(code for code in row.languages.split(",") if code),
        row.author_wishes,
        row.listener_wishes,
    )
