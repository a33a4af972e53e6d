"""When whose weekly summary is due, over all communities."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Table, and_, bindparam, case, delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.mentorships import MentorshipState
from bot.domain.settings import Settings, settings_of
from bot.domain.summaries import FARTHEST
from bot.ports.outbox import Notice
from bot.ports.summaries import CountedWeek, DueCommunity, DueReader
from storage.parts.counting import counted
from storage.parts.outbox import row_of
from storage.parts.replanning import SUMMARIES
from storage.tables.mentorships import mentorships
from storage.tables.outbox import notices as outbox
from storage.tables.people import HERE, communities, people, settings
from storage.tables.prompts import habits, rests
from storage.tables.summaries import weekly_numbers

_RECENT = timedelta(days=3)
"""Pauses that ended so long ago are over by now, in whatever zone."""
_HERE = {communities.name: (), people.name: (HERE,)}


def _ends(table: Table) -> list[Any]:
    return [select(end(table.c.summary_at)).where(*_HERE[table.name]).scalar_subquery() for end in (func.min, func.max)]


PLANNED = (*_ends(communities), *_ends(people))
"""Both ends of two indexes, to be selected."""


def _is_mine(table: Table, column: Column[int], *more: Any) -> Any:
    return exists().where(table.c.community_id == people.c.community_id, column == people.c.id, *more)


_PAIRS = mentorships.c.state == MentorshipState.ACTIVE.value
_READERS = (
    select(
        people.c.id,
        people.c.community_id,
        case((people.c.zone != "", people.c.zone), else_=communities.c.zone).label("zone"),
        people.c.joined_at,
        people.c.has_summary,
        or_(
            _is_mine(mentorships, mentorships.c.mentee_id, _PAIRS),
            _is_mine(mentorships, mentorships.c.mentor_id, _PAIRS),
            _is_mine(habits, habits.c.person_id, habits.c.is_on),
        ).label("is_involved"),
    )
    .join(communities, communities.c.id == people.c.community_id)
    .where(people.c.id.in_(bindparam("wanted", expanding=True)))
    .order_by(people.c.id)
)
_RESTS = (
    select(rests.c.person_id, rests.c.begins_on, rests.c.back_on)
    .select_from(people)
    .join(rests, and_(rests.c.community_id == people.c.community_id, rests.c.person_id == people.c.id))
    .where(people.c.id.in_(bindparam("wanted", expanding=True)), rests.c.back_on >= bindparam("since"))
)


class SummaryClocksPart:
    """Implements `bot.ports.summaries.SummaryClocks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def communities(self, now: datetime, most: int) -> Sequence[DueCommunity]:
        ids = await self._due(communities, now, most)
        if not ids:
            return []
        chosen, counted = await self._settings(ids), await self._counted(ids, now)
        rows = await self._connection.execute(select(communities).where(communities.c.id.in_(ids)))
        return [
            DueCommunity(row.id, row.zone, chosen[row.id], row.created_at, counted.get(row.id))
            for row in sorted(rows, key=lambda row: int(row.id))
        ]

    async def readers(self, now: datetime, most: int) -> Sequence[DueReader]:
        """Everything is read after the lock: who waits for it must not read what was true before."""
        ids = await self._due(people, now, most)
        if not ids:
            return []
        rows = (await self._connection.execute(_READERS, {"wanted": ids})).all()
        chosen = await self._settings({row.community_id for row in rows})
        away: dict[int, list[tuple[date, date]]] = {}
        since = {"wanted": ids, "since": (now - _RECENT).date()}
        for person, begins_on, back_on in await self._connection.execute(_RESTS, since):
            away.setdefault(person, []).append((begins_on, back_on))
        return [
            DueReader(
                row.community_id,
                row.id,
                row.zone,
                chosen[row.community_id],
                row.joined_at,
                row.has_summary,
                row.is_involved,
                tuple(away.get(row.id, ())),
            )
            for row in rows
        ]

    async def count(self, weeks: Sequence[CountedWeek]) -> None:
        if weeks:
            await self._connection.execute(counted(weeks, self._connection.dialect.name))

    async def put(self, notices: Sequence[tuple[int, Notice]]) -> None:
        rows = [row_of(community, notice) for community, notice in notices]
        if rows:
            dialect = sqlite if self._connection.dialect.name == "sqlite" else postgresql
            await self._connection.execute(dialect.insert(outbox).on_conflict_do_nothing(), rows)

    async def plan_communities(self, moments: Mapping[int, datetime]) -> None:
        await self._plan(communities, moments)

    async def plan_readers(self, moments: Mapping[int, datetime]) -> None:
        await self._plan(people, moments)

    async def _due(self, table: Table, now: datetime, most: int) -> list[int]:
        """Ids of what is due; where there is none, of what lies absurdly far ahead because a clock was moved."""
        for is_due in (table.c.summary_at <= now, table.c.summary_at > now + FARTHEST):
            found = select(table.c.id).where(*_HERE[table.name], is_due).order_by(table.c.summary_at, table.c.id)
            locked = found.limit(most).with_for_update(key_share=True, skip_locked=True)
            if ids := list((await self._connection.execute(locked)).scalars()):
                return ids
        return []

    async def _plan(self, table: Table, moments: Mapping[int, datetime]) -> None:
        """Most share a moment with many."""
        alike: dict[datetime, list[int]] = defaultdict(list)
        for one, at in moments.items():
            alike[at].append(one)
        for at, ids in alike.items():
            await self._connection.execute(update(table).where(table.c.id.in_(ids)).values(summary_at=at))

    async def _settings(self, of: Collection[int]) -> Mapping[int, Settings]:
        stored: dict[int, dict[str, str]] = {community: {} for community in of}
        asked = select(settings).where(settings.c.community_id.in_(of), settings.c.name.in_(SUMMARIES))
        for row in await self._connection.execute(asked):
            stored[row.community_id][row.name] = row.value
        return {community: settings_of(found) for community, found in stored.items()}

    async def _counted(self, of: Collection[int], now: datetime) -> Mapping[int, date]:
        """The last week of each. One that is over in no zone was counted by a clock that ran ahead: it goes."""
        theirs = weekly_numbers.c.community_id.in_(of)
        is_running = weekly_numbers.c.monday > now.date() - timedelta(days=6)
        await self._connection.execute(delete(weekly_numbers).where(theirs, is_running))
        last = select(weekly_numbers.c.community_id, func.max(weekly_numbers.c.monday)).where(theirs)
        rows = await self._connection.execute(last.group_by(weekly_numbers.c.community_id))
        return {community: monday for community, monday in rows}
