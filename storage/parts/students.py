"""Student profiles of one community."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.mentors import StudentProfile
from bot.domain.week import Week
from storage.parts.people import PeoplePart
from storage.parts.rows import insert_or_leave, insert_or_set
from storage.tables.mentors import dismissals, student_topics, students


class StudentsPart:
    """Implements `bot.ports.mentors.Students`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def get(self, person: int) -> StudentProfile:
        known = await PeoplePart(self._connection, self._community).get(person)
        zone = known.zone if known else "UTC"
        mine = (students.c.community_id == self._community) & (students.c.person_id == person)
        row = (await self._connection.execute(select(students).where(mine))).first()
        if row is None:
            return StudentProfile(person, zone)
        topics = await self._connection.scalars(
            select(student_topics.c.topic_id)
            .where(student_topics.c.community_id == self._community, student_topics.c.person_id == person)
            .order_by(student_topics.c.position)
        )
        languages = tuple(row.languages.split(",")) if row.languages else ()
        return StudentProfile(person, zone, row.goals, tuple(topics), languages, Week.from_bytes(row.week))

    async def save(self, profile: StudentProfile) -> None:
        key = {"community_id": self._community, "person_id": profile.person}
        values = {
            "goals": profile.goals,
            "languages": ",".join(profile.languages),
            "week": profile.week.to_bytes(),
        }
        await self._connection.execute(insert_or_set(self._connection, students, tuple(key), key | values))
        await self._connection.execute(
            delete(student_topics).where(
                student_topics.c.community_id == self._community, student_topics.c.person_id == profile.person
            )
        )
        rows = [key | {"topic_id": topic, "position": position} for position, topic in enumerate(profile.topics)]
        if rows:
            await self._connection.execute(insert(student_topics), rows)

    async def dismiss(self, person: int, mentor: int, now: datetime) -> None:
        values = {"community_id": self._community, "person_id": person, "mentor_id": mentor, "at": now}
        await self._connection.execute(insert_or_leave(self._connection, dismissals, values))

    async def undismiss(self, person: int) -> None:
        await self._connection.execute(
            delete(dismissals).where(dismissals.c.community_id == self._community, dismissals.c.person_id == person)
        )
