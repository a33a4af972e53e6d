"""One-time codes of one community, and the accounts they join."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.links import ALPHABET, LENGTH, WINDOW, Kind, Running
from storage.parts.codes import code_hash, open_code
from storage.parts.merging import merge
from storage.parts.rows import counted
from storage.tables.checkins import check_ins
from storage.tables.goals import goals
from storage.tables.links import link_codes, link_failures
from storage.tables.mentors import mentors
from storage.tables.mentorships import mentorships
from storage.tables.people import people, spaces
from storage.tables.questions import questions
from storage.tables.requests import requests
from storage.tables.safety import blocks, reports


class LinksPart:
    """Implements `bot.ports.links.Links`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def make(self, kind: Kind, person: int, now: datetime) -> str:
        await self._forget(now)
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        values = {"hash": code_hash(code), "kind": kind, "person_id": person, "expires_at": now + WINDOW}
        await self._connection.execute(insert(link_codes).values(community_id=self._community, **values))
        return code

    async def open_codes(self, person: int, now: datetime) -> int:
        mine = (link_codes.c.community_id == self._community) & (link_codes.c.person_id == person)
        found = select(func.count()).select_from(link_codes).where(mine, link_codes.c.expires_at > now)
        return int((await self._connection.execute(found)).scalar_one())

    async def maker(self, code: str, now: datetime) -> int | None:
        found = select(link_codes.c.person_id).join(people, people.c.id == link_codes.c.person_id)
        mine = found.where(self._account_code(code, now), people.c.left_at.is_(None))
        return (await self._connection.execute(mine)).scalar()

    async def use(self, code: str, now: datetime) -> bool:
        return await counted(self._connection, delete(link_codes).where(self._account_code(code, now))) == 1

    async def failed(self, person: int, now: datetime) -> None:
        await self._forget(now)
        values = {"community_id": self._community, "person_id": person, "at": now}
        await self._connection.execute(insert(link_failures).values(**values))

    async def failures(self, person: int, now: datetime) -> int:
        theirs = (link_failures.c.community_id == self._community) & (link_failures.c.person_id == person)
        found = select(func.count()).select_from(link_failures).where(theirs, link_failures.c.at > now - WINDOW)
        return int((await self._connection.execute(found)).scalar_one())

    async def running(self, person: int) -> Sequence[Running]:
        kinds: dict[Running, ColumnElement[bool]] = {
            "mentor": self._any(mentors.c.community_id, mentors.c.person_id == person),
            "request": self._any(
                requests.c.community_id,
                requests.c.state == "open",
                or_(requests.c.mentee_id == person, requests.c.mentor_id == person),
            ),
            "mentorship": self._any(
                mentorships.c.community_id,
                mentorships.c.state != "ended",
                or_(mentorships.c.low_id == person, mentorships.c.high_id == person),
            ),
            "question": self._any(
                questions.c.community_id,
                questions.c.state.in_(("open", "held")),
                or_(questions.c.asker_id == person, questions.c.holder_id == person),
            ),
        }
        row = (await self._connection.execute(select(*kinds.values()))).one()
        return [kind for kind, is_so in zip(kinds, row, strict=True) if is_so]

    async def have_met(self, one: int, other: int) -> bool:
        sides = (
            (requests, requests.c.mentee_id, requests.c.mentor_id),
            (mentorships, mentorships.c.mentee_id, mentorships.c.mentor_id),
            (reports, reports.c.author_id, reports.c.about_id),
        )
        found = [
            self._any(
                table.c.community_id,
                or_(and_(this == one, that == other), and_(this == other, that == one)),
            )
            for table, this, that in sides
        ]
        return bool((await self._connection.execute(select(or_(*found)))).scalar())

    async def merge(self, person: int, into: int) -> None:
        await merge(self._connection, self._community, person, into)

    async def is_young(self) -> bool:
        await self._hold_everybody()
        here = (spaces.c.community_id == self._community).self_group()
        several = select(func.count() > 1).select_from(spaces).where(here).scalar_subquery()
        begun = [
            self._any(table.c.community_id)
            for table in (goals, mentors, requests, mentorships, questions, reports, blocks, check_ins)
        ]
        return not (await self._connection.execute(select(or_(several, *begun)))).scalar()

    async def _forget(self, now: datetime) -> None:
        await self._connection.execute(
            delete(link_codes).where(link_codes.c.community_id == self._community, link_codes.c.expires_at <= now)
        )
        await self._connection.execute(
            delete(link_failures).where(
                link_failures.c.community_id == self._community, link_failures.c.at <= now - WINDOW
            )
        )

    async def _hold_everybody(self) -> None:
        """A row that speaks of a person waits for those who hold the person; SQLite has one writer at a time."""
        if self._connection.dialect.name != "sqlite":
            ours = select(people.c.id).where(people.c.community_id == self._community).order_by(people.c.id)
            await self._connection.execute(ours.with_for_update())

    def _any(self, community: ColumnElement[int], *which: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(community == self._community, *which)

    def _account_code(self, code: str, now: datetime) -> ColumnElement[bool]:
        return open_code(code, "account", now) & (link_codes.c.community_id == self._community)
