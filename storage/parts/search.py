"""The best mentors for a search, exactly as a full scan would rank them.

The community's mentors stand on a shelf in memory; the rows that changed since the last search are read first. A
transaction that has itself changed mentors does not touch the shared shelf, because it may yet be rolled back.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row as RowOf
from sqlalchemy import Select, case, select, union
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

AT_ONCE = 1_000
"""Mentors taken over before others may go on: about ten milliseconds."""


async def best(
    connection: AsyncConnection, community: int, shelf: Shelf, search: Search, now: datetime, most: int, skip: int
) -> tuple[Sequence[Ranked], bool]:
    """`most` mentors after the first `skip`, and whether there are more."""
    async with shelf.turn:
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
    for begins in range(0, len(changed), AT_ONCE):
        shelf.take(_row(row, tuple(able.get(row.person_id, ()))) for row in changed[begins : begins + AT_ONCE])
        await asyncio.sleep(0)
    shelf.drop((person, change) for person, change in gone)
    shelf.seen = max(shelf.seen, current)


def _changed() -> Select[Any]:
    zone = case((people.c.zone != "", people.c.zone), else_=communities.c.zone).label("zone")
    columns = (column for column in mentors.c if column.name not in ("bio", "meeting", "refusal", "notice_hours"))
    return (
        select(*columns, zone, people.c.left_at)
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
    """Oneself and whoever this student should not be shown. A query for each side of a pair, so each has its index."""
    pair, block, request, dismissal = mentorships.c, blocks.c, requests.c, dismissals.c
    running, is_open = pair.state != "ended", request.state == "open"
    found = union(
        select(pair.mentor_id.label("person")).where(pair.mentee_id == seeker, running, pair.community_id == community),
        select(pair.mentee_id).where(pair.mentor_id == seeker, running, pair.community_id == community),
        select(block.other_id).where(block.person_id == seeker, block.community_id == community),
        select(block.person_id).where(block.other_id == seeker, block.community_id == community),
        select(request.mentor_id).where(request.mentee_id == seeker, is_open, request.community_id == community),
        select(dismissal.mentor_id).where(dismissal.person_id == seeker, dismissal.community_id == community),
    )
    return frozenset(await connection.scalars(found)) | {seeker}
