"""Whose time is taken: a row for each quarter hour of a person, for pairs and groups alike (docs/decisions/0009)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, select, union_all
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups import GroupState
from bot.domain.slots import QUARTER, Span
from storage.parts.rows import counted
from storage.tables.groups import group_sessions, seats
from storage.tables.sessions import bookings

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

What = dict[str, int]
"""What the time is taken by: {"session_id": 7} or {"group_id": 7}."""


async def book(connection: AsyncConnection, community: int, people: Iterable[int], span: Span, what: What) -> bool:
    """Takes every quarter hour, always in the same order so that two never wait for one another.

    False when one of them was taken; then some may be taken by now, and the caller frees them.
    """
    first, last = (span.start - _EPOCH) // QUARTER, -((_EPOCH - span.end) // QUARTER)
    rows = [
        {"community_id": community, "person_id": person, "quarter": quarter, **what}
        for person in sorted(people)
        for quarter in range(first, last)
    ]
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    return await counted(connection, dialect.insert(bookings).values(rows).on_conflict_do_nothing()) == len(rows)


async def free(connection: AsyncConnection, community: int, what: What, person: int = 0) -> None:
    """The time that it takes of one person, or of all of them, is free again."""
    theirs = bookings.c.community_id == community
    for column, value in (what | {"person_id": person} if person else what).items():
        theirs &= bookings.c[column] == value
    await connection.execute(delete(bookings).where(theirs))


async def group_spans(
    connection: AsyncConnection, community: int, people: Sequence[int], now: datetime
) -> list[tuple[int, Span]]:
    """When group sessions that are not over take the time of these people."""
    runs = (group_sessions.c.community_id == community) & (group_sessions.c.ends_at > now)
    runs &= group_sessions.c.state == GroupState.OPEN.value
    when = group_sessions.c.starts_at, group_sessions.c.ends_at
    has_place = (seats.c.community_id == group_sessions.c.community_id) & (seats.c.group_id == group_sessions.c.id)
    has_place &= seats.c.number.is_not(None)
    mentors = select(group_sessions.c.mentor_id.label("person"), *when).where(
        runs, group_sessions.c.mentor_id.in_(people)
    )
    comers = (
        select(seats.c.person_id.label("person"), *when)
        .join(group_sessions, has_place)
        .where(runs, seats.c.person_id.in_(people))
    )
    rows = await connection.execute(union_all(mentors, comers).order_by("starts_at"))
    return [(row.person, Span(row.starts_at, row.ends_at)) for row in rows]
