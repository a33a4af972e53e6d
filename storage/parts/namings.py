"""Who agreed to be named, of one community."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, ColumnElement, FromClause, Select, and_, delete, exists, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.namings import Naming
from storage.parts.rows import insert_or_leave
from storage.tables.mentorships import feedback, mentorships, namings
from storage.tables.people import people
from storage.tables.safety import blocks


class NamingsPart:
    """Implements `bot.ports.namings.Namings`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def turn(self, mentorship: int, author: int, person: int, on: bool) -> None:
        key = {"mentorship_id": mentorship, "author_id": author, "person_id": person}
        if on:
            values = {"community_id": self._community, **key}
            await self._connection.execute(insert_or_leave(self._connection, namings, values))
        else:
            await self._connection.execute(delete(namings).where(self._is_one(mentorship, author, person)))

    async def has(self, mentorship: int, author: int, person: int) -> bool:
        found = await self._connection.execute(select(exists().where(self._is_one(mentorship, author, person))))
        return bool(found.scalar_one())

    async def named(self, since: datetime, until: datetime) -> Sequence[Naming]:
        new, said = mentorships.c, feedback.c
        began = self._agreed(
            mentorships, new.id, literal(0), new.started_at, new.mentee_id, new.mentor_id, is_thanks=False
        ).where(new.state != "ended", new.started_at >= since, new.started_at < until)
        thanked = self._agreed(
            feedback, said.mentorship_id, said.author_id, said.at, said.author_id, said.about_id, is_thanks=True
        ).where(said.thanks != "", said.at >= since, said.at < until)
        both = union_all(began, thanked).subquery()
        rows = await self._connection.execute(select(both).order_by(both.c.at, both.c.mentorship, both.c.one))
        return [Naming(row.at, row.one, row.other, bool(row.is_thanks)) for row in rows]

    def _is_one(self, mentorship: int, author: int, person: int) -> ColumnElement[bool]:
        return and_(
            namings.c.community_id == self._community,
            namings.c.mentorship_id == mentorship,
            namings.c.author_id == author,
            namings.c.person_id == person,
        )

    def _agreed(
        self,
        table: FromClause,
        mentorship: Column[int],
        author: ColumnElement[int],
        at: Column[datetime],
        one: Column[int],
        other: Column[int],
        *,
        is_thanks: bool,
    ) -> Select[datetime, int, int, int, bool]:
        """What two people both agreed to be named with, who are here and did not block one another."""
        conditions: list[ColumnElement[bool]] = [table.c.community_id == self._community]
        for person in (one, other):
            agreed, here = namings.alias(), people.alias()
            conditions += [
                exists().where(
                    agreed.c.community_id == self._community,
                    agreed.c.mentorship_id == mentorship,
                    agreed.c.author_id == author,
                    agreed.c.person_id == person,
                ),
                exists().where(here.c.community_id == self._community, here.c.id == person, here.c.left_at.is_(None)),
            ]
        ways = ((one, other), (other, one))
        blocked = or_(*(and_(blocks.c.person_id == by, blocks.c.other_id == whom) for by, whom in ways))
        conditions.append(~exists().where(blocks.c.community_id == self._community, blocked))
        return select(
            at.label("at"),
            mentorship.label("mentorship"),
            one.label("one"),
            other.label("other"),
            literal(is_thanks).label("is_thanks"),
        ).where(*conditions)
