"""Reads whole mentor profiles, however they were found."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.mentors import MentorProfile
from bot.domain.week import Week
from storage.tables.mentors import mentor_topics, mentors
from storage.tables.people import communities, people


async def profiles(connection: AsyncConnection, community: int, which: ColumnElement[bool]) -> Sequence[MentorProfile]:
    """The profiles of one community's mentors that a condition picks, by person."""
    zone = case((people.c.zone != "", people.c.zone), else_=communities.c.zone).label("zone")
    rows = (
        await connection.execute(
            select(mentors, people.c.name, zone)
            .join(people, people.c.id == mentors.c.person_id)
            .join(communities, communities.c.id == mentors.c.community_id)
            .where(mentors.c.community_id == community, people.c.left_at.is_(None), which)
            .order_by(mentors.c.person_id)
        )
    ).all()
    topics: dict[int, list[int]] = {row.person_id: [] for row in rows}
    named = await connection.execute(
        select(mentor_topics.c.person_id, mentor_topics.c.topic_id)
        .where(mentor_topics.c.community_id == community, mentor_topics.c.person_id.in_(topics))
        .order_by(mentor_topics.c.position)
    )
    for person, topic in named:
        topics[person].append(topic)
    return [
        MentorProfile(
            row.person_id,
            row.name,
            row.zone,
            tuple(topics[row.person_id]),
            row.bio,
            tuple(row.languages.split(",")) if row.languages else (),
            Week.from_bytes(row.week),
            row.capacity,
            row.taken,
            row.notice_hours,
            row.meeting,
            row.is_approved,
            row.paused_until,
            row.answers,
            row.answer_hours,
        )
        for row in rows
    ]
