"""The best mentors for a search, exactly as a full scan would rank them.

The community's mentors stand on a shelf in memory; the rows that changed since the last search are read first. A
transaction that has itself changed mentors does not touch the shared shelf, because it may yet be rolled back.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row as RowOf
from sqlalchemy import Select, case, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.mentors import Search
from bot.domain.ranking import Ranked, Scorer, standing
from storage.parts.profiles import profiles
from storage.shelf import Row, Shelf
from storage.tables.mentors import dismissals, mentor_removals, mentor_topics, mentors
from storage.tables.mentorships import mentorships
from storage.tables.people import communities, people
from storage.tables.requests import requests
from storage.tables.safety import blocks


async def best(
    connection: AsyncConnection, community: int, shelf: Shelf, search: Search, now: datetime, most: int, skip: int
) -> tuple[Sequence[Ranked], bool]:
    """`most` mentors after the first `skip`, and whether there are more."""
    await _refresh(connection, community, shelf)
    scorer = Scorer(search, now)
    left_out = await _left_out(connection, community, search.seeker.person)
    order = shelf.best(scorer, left_out, skip + most + 1)[skip:]
    shown = order[:most]
    found = {p.person: p for p in await profiles(connection, community, mentors.c.person_id.in_(shown))}
    return [scorer.ranked(found[person]) for person in shown if person in found], len(order) > most


async def _refresh(connection: AsyncConnection, community: int, shelf: Shelf) -> None:
    """Puts on the shelf whatever changed since it was last looked at.

    The count is read first: a change takes its number under a lock, so all up to it are committed and seen by what is
    read next. Topics come after the rows: were they newer, so is their row, and it is read again the next time.
    """
    count = select(communities.c.mentor_changes).where(communities.c.id == community)
    current: int = (await connection.execute(count)).scalar_one()
    if current <= shelf.seen:
        return
    since = (mentors.c.community_id == community) & (mentors.c.change > shelf.seen)
    changed = (await connection.execute(_changed().where(since))).all()
    own = (mentors.c.community_id == mentor_topics.c.community_id) & (mentors.c.person_id == mentor_topics.c.person_id)
    able: dict[int, list[int]] = {}
    named = select(mentor_topics.c.person_id, mentor_topics.c.topic_id).join(mentors, own).where(since)
    for person, topic in await connection.execute(named):
        able.setdefault(person, []).append(topic)
    gone = await connection.execute(
        select(mentor_removals.c.person_id, mentor_removals.c.change).where(
            mentor_removals.c.community_id == community, mentor_removals.c.change > shelf.seen
        )
    )
    shelf.take(_row(row, tuple(able.get(row.person_id, ()))) for row in changed)
    shelf.drop((person, change) for person, change in gone)
    shelf.seen = max(shelf.seen, current)


def _changed() -> Select[Any]:
    zone = case((people.c.zone != "", people.c.zone), else_=communities.c.zone).label("zone")
    return (
        select(mentors, zone, people.c.left_at)
        .join(people, people.c.id == mentors.c.person_id)
        .join(communities, communities.c.id == mentors.c.community_id)
    )


def _row(row: RowOf[Any], topics: tuple[int, ...]) -> Row:
    is_complete = bool(topics and row.languages and any(row.week))
    is_free = row.taken < row.capacity
    return Row(
        row.person_id,
        row.change,
        row.is_approved and is_complete and is_free and row.left_at is None,
        standing(row.capacity, row.taken, row.answers, row.answer_hours),
        row.paused_until,
        row.zone,
        row.week,
        topics,
        tuple(row.languages.split(",")),
    )


async def _left_out(connection: AsyncConnection, community: int, seeker: int) -> frozenset[int]:
    """Oneself and whoever this student should not be shown."""
    pairs = (
        select(mentorships.c.mentor_id, mentorships.c.mentee_id)
        .where(mentorships.c.community_id == community, mentorships.c.state != "ended")
        .where(or_(mentorships.c.mentee_id == seeker, mentorships.c.mentor_id == seeker))
    )
    blocked = select(blocks.c.person_id, blocks.c.other_id).where(
        blocks.c.community_id == community, or_(blocks.c.person_id == seeker, blocks.c.other_id == seeker)
    )
    asked = select(requests.c.mentor_id, requests.c.mentee_id).where(
        requests.c.community_id == community, requests.c.mentee_id == seeker, requests.c.state == "open"
    )
    dismissed = select(dismissals.c.mentor_id, dismissals.c.person_id).where(
        dismissals.c.community_id == community, dismissals.c.person_id == seeker
    )
    rows = await connection.execute(union(pairs, blocked, asked, dismissed))
    return frozenset({seeker, *(person for row in rows for person in row)})
