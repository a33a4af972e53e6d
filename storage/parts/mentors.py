"""Mentor profiles of one community."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Update, case, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.mentors import MentorProfile, Search
from bot.domain.ranking import Ranked
from storage.parts.changes import mark_changed, next_change
from storage.parts.profiles import profiles
from storage.parts.rows import counted, insert_or_set
from storage.parts.search import best
from storage.shelf import copies_of
from storage.tables.mentors import mentor_removals, mentor_topics, mentors


class MentorsPart:
    """Implements `bot.ports.mentors.Mentors`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def get(self, person: int) -> MentorProfile | None:
        found = await profiles(self._connection, self._community, mentors.c.person_id == person)
        return found[0] if found else None

    async def save(self, profile: MentorProfile) -> None:
        key = {"community_id": self._community, "person_id": profile.person}
        values = {
            "bio": profile.bio,
            "languages": ",".join(profile.languages),
            "week": profile.week.to_bytes(),
            "capacity": profile.capacity,
            "notice_hours": profile.notice_hours,
            "meeting": profile.meeting,
            "is_approved": profile.is_approved,
            "paused_until": profile.paused_until,
        }
        await self._connection.execute(insert_or_set(self._connection, mentors, tuple(key), key | values))
        await self._connection.execute(delete(mentor_topics).where(self._topics_of(profile.person)))
        rows = [key | {"topic_id": topic, "position": position} for position, topic in enumerate(profile.topics)]
        if rows:
            await self._connection.execute(insert(mentor_topics), rows)
        await self._changed(profile.person)

    async def take_place(self, person: int) -> bool:
        free = self._one(person).where(mentors.c.taken < mentors.c.capacity)
        if await counted(self._connection, free.values(taken=mentors.c.taken + 1)) != 1:
            return False
        await self._changed(person)
        return True

    async def free_place(self, person: int) -> None:
        fewer = case((mentors.c.taken > 0, mentors.c.taken - 1), else_=0)
        await self._connection.execute(self._one(person).values(taken=fewer))
        await self._changed(person)

    async def answered(self, person: int, hours: float) -> None:
        mean = (mentors.c.answer_hours * mentors.c.answers + hours) / (mentors.c.answers + 1)
        await self._connection.execute(self._one(person).values(answers=mentors.c.answers + 1, answer_hours=mean))
        await self._changed(person)

    async def waiting(self) -> Sequence[MentorProfile]:
        return await profiles(self._connection, self._community, ~mentors.c.is_approved)

    async def refuse(self, person: int, reason: str) -> None:
        await self._connection.execute(self._one(person).where(~mentors.c.is_approved).values(refusal=reason))

    async def refusal(self, person: int) -> str:
        mine = (mentors.c.community_id == self._community) & (mentors.c.person_id == person)
        found = await self._connection.scalar(select(mentors.c.refusal).where(mine, ~mentors.c.is_approved))
        return found or ""

    async def of_topic(self, topic: int | None, now: datetime) -> Sequence[int]:
        awake = mentors.c.paused_until.is_(None) | (mentors.c.paused_until <= now)
        which: ColumnElement[bool] = mentors.c.is_approved & awake
        if topic is not None:
            able = select(mentor_topics.c.person_id).where(
                mentor_topics.c.community_id == self._community, mentor_topics.c.topic_id == topic
            )
            which = which & mentors.c.person_id.in_(able)
        found = await self._connection.scalars(
            select(mentors.c.person_id)
            .where(mentors.c.community_id == self._community, which)
            .order_by(mentors.c.person_id)
        )
        return list(found)

    async def remove(self, person: int) -> None:
        mine = (mentors.c.community_id == self._community) & (mentors.c.person_id == person)
        if await counted(self._connection, delete(mentors).where(mine)):
            key = {"community_id": self._community, "person_id": person}
            values = key | {"change": await next_change(self._connection, self._community)}
            await self._connection.execute(insert_or_set(self._connection, mentor_removals, tuple(key), values))

    async def best(self, search: Search, now: datetime, most: int, skip: int = 0) -> tuple[Sequence[Ranked], bool]:
        shelf = copies_of(self._connection).shelf(self._community)
        return await best(self._connection, self._community, shelf, search, now, most, skip)

    def _one(self, person: int) -> Update:
        return update(mentors).where(mentors.c.community_id == self._community, mentors.c.person_id == person)

    def _topics_of(self, person: int) -> ColumnElement[bool]:
        return (mentor_topics.c.community_id == self._community) & (mentor_topics.c.person_id == person)

    async def _changed(self, person: int) -> None:
        """Lets every copy of this mentor know that it is out of date."""
        await mark_changed(self._connection, self._community, person)
