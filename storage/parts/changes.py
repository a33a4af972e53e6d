"""Counts the changes to a community's mentors, so that copies know what to read again."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.shelf import copies_of
from storage.tables.mentors import mentor_topics, mentors
from storage.tables.people import communities, people

_NEXT = (
    update(communities)
    .where(communities.c.id == bindparam("community"))
    .values(mentor_changes=communities.c.mentor_changes + 1)
    .returning(communities.c.mentor_changes)
)
_mine = (mentors.c.community_id == bindparam("community")) & (mentors.c.person_id == bindparam("person"))
_IS_MENTOR = select(mentors.c.person_id).where(_mine)
_CHANGED = update(mentors).where(_mine).values(change=bindparam("change"))


async def next_change(connection: AsyncConnection, community: int) -> int:
    """The number of the next change; its row stays locked until the transaction ends, so numbers commit in order."""
    copies_of(connection).is_changed = True
    counted = await connection.execute(_NEXT, {"community": community})
    return int(counted.scalar_one())


async def mark_changed(connection: AsyncConnection, community: int, person: int) -> None:
    """Numbers a mentor's row anew; nothing happens for somebody who does not mentor."""
    mine = {"community": community, "person": person}
    if (await connection.execute(_IS_MENTOR, mine)).first() is not None:
        change = await next_change(connection, community)
        await connection.execute(_CHANGED, mine | {"change": change})


async def mark_topic_changed(connection: AsyncConnection, community: int, topic: int) -> None:
    """Numbers all who help with a topic anew, before it goes."""
    able = select(mentor_topics.c.person_id).where(
        mentor_topics.c.community_id == community, mentor_topics.c.topic_id == topic
    )
    theirs = (mentors.c.community_id == community) & mentors.c.person_id.in_(able)
    change = await next_change(connection, community)
    await connection.execute(update(mentors).where(theirs).values(change=change))


async def mark_assumed_zones_changed(connection: AsyncConnection, community: int) -> None:
    """Numbers all mentors anew who live by the community's zone for want of one of their own."""
    assumed = select(people.c.id).where(people.c.community_id == community, people.c.zone == "")
    theirs = (mentors.c.community_id == community) & mentors.c.person_id.in_(assumed)
    change = await next_change(connection, community)
    await connection.execute(update(mentors).where(theirs).values(change=change))
