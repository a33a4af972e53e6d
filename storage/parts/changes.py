"""Counts the changes to a community's mentors, so that copies know what to read again."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.shelf import copies_of
from storage.tables.mentors import mentor_topics, mentors
from storage.tables.people import communities


async def next_change(connection: AsyncConnection, community: int) -> int:
    """The number of the next change; its row stays locked until the transaction ends, so numbers commit in order."""
    copies_of(connection).is_changed = True
    counted = await connection.execute(
        update(communities)
        .where(communities.c.id == community)
        .values(mentor_changes=communities.c.mentor_changes + 1)
        .returning(communities.c.mentor_changes)
    )
    return int(counted.scalar_one())


async def mark_changed(connection: AsyncConnection, community: int, person: int) -> None:
    """Numbers a mentor's row anew; nothing happens for somebody who does not mentor."""
    mine = (mentors.c.community_id == community) & (mentors.c.person_id == person)
    if (await connection.execute(mentors.select().where(mine))).first() is not None:
        change = await next_change(connection, community)
        await connection.execute(update(mentors).where(mine).values(change=change))


async def mark_topic_changed(connection: AsyncConnection, community: int, topic: int) -> None:
    """Numbers all who help with a topic anew, before it goes."""
    able = select(mentor_topics.c.person_id).where(
        mentor_topics.c.community_id == community, mentor_topics.c.topic_id == topic
    )
    theirs = (mentors.c.community_id == community) & mentors.c.person_id.in_(able)
    change = await next_change(connection, community)
    await connection.execute(update(mentors).where(theirs).values(change=change))
