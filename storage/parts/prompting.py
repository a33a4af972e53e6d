"""Planning prompts and asking them, over all communities."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.mentorships import MentorshipState
from bot.domain.occurrences import zone_of
from bot.domain.prompts import HORIZON, REFILL, Prompt, PromptState, Standing
from bot.domain.rhythms import CommunityRhythm, Habit, is_in_channel
from bot.ports.prompts import Due, Planned, Wanted
from storage.parts.prompts import habit_of
from storage.parts.replanning import NEVER
from storage.parts.rhythms import rhythms_for
from storage.tables.checkins import check_ins
from storage.tables.mentorships import mentorships
from storage.tables.people import communities, people
from storage.tables.prompts import AHEAD, ON, habits, prompts, rests

_RECENT = timedelta(days=3)
"""Prompts so old fall on no day that is planned now, in whatever zone."""
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_ZONE = case((people.c.zone != "", people.c.zone), else_=communities.c.zone).label("zone")
_HABITS = (
    select(habits, _ZONE, people.c.left_at)
    .select_from(people)
    .join(communities, communities.c.id == people.c.community_id)
    .join(habits, and_(habits.c.community_id == people.c.community_id, habits.c.person_id == people.c.id))
    .where(people.c.id.in_(_WANTED))
)


def _beside_people(table: Any, person: ColumnElement[int], *columns: ColumnElement[Any]) -> Select[Any]:
    """Rows about the wanted people, found by the key that begins with community and person."""
    joined = and_(table.c.community_id == people.c.community_id, person == people.c.id)
    return select(person, *columns).select_from(people).join(table, joined).where(people.c.id.in_(_WANTED))


_FIXED = _beside_people(prompts, prompts.c.person_id, prompts.c.due_at).where(
    prompts.c.state != PromptState.PLANNED.value, prompts.c.on_date >= bindparam("since")
)
_RESTS = _beside_people(rests, rests.c.person_id, rests.c.begins_on, rests.c.back_on).where(
    rests.c.back_on >= bindparam("since")
)
_WRITTEN = _beside_people(check_ins, check_ins.c.author_id, check_ins.c.on_date).where(
    check_ins.c.on_date >= bindparam("since")
)
_PAIRS = _beside_people(
    mentorships, mentorships.c.mentee_id, mentorships.c.state, func.max(mentorships.c.ended_at), func.count()
).group_by(mentorships.c.mentee_id, mentorships.c.state)
_COLUMNS = ("community_id", "person_id", "on_date", "due_at")
_TOGETHER = (
    postgresql.insert(prompts)
    .from_select(
        [*_COLUMNS, "state"],
        select(
            *(func.unnest(bindparam(name, type_=postgresql.ARRAY(prompts.c[name].type))) for name in _COLUMNS),
            literal(PromptState.PLANNED.value),
        ),
    )
    .on_conflict_do_nothing()
)
"""For PostgreSQL, each column as one array: a statement a row takes it 1.7 times as long."""
_PLANNED_UNTIL = update(habits).where(habits.c.person_id.in_(_WANTED)).values(planned_until=bindparam("until"))


class PromptingPart:
    """Implements `bot.ports.prompts.Prompting`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def unplanned(self, now: datetime, most: int) -> Sequence[Wanted]:
        """People and zones are read after the lock: who waits for it must not read what was true before."""
        is_due = or_(habits.c.planned_until <= now + REFILL, habits.c.planned_until > now + 2 * HORIZON)
        locked = select(habits.c.person_id).where(ON, is_due).order_by(habits.c.planned_until).limit(most)
        ids = list((await self._connection.execute(locked.with_for_update(skip_locked=True))).scalars())
        rows = await self._habits(ids)
        rhythms = await rhythms_for(self._connection, {row.person_id: row.community_id for row in rows})
        fixed = await self._grouped(_FIXED, ids, now)
        return [
            Wanted(
                row.community_id,
                habit_of(row),
                rhythms[row.person_id],
                row.zone,
                row.planned_until,
                tuple(at for (at,) in fixed.get(row.person_id, ())),
                row.left_at is None,
            )
            for row in rows
        ]

    async def plan(self, planned: Planned, until: datetime) -> None:
        rows = [(*key, on, at) for key, dates in planned.items() for on, at in dates]
        if rows and self._connection.dialect.name == "sqlite":
            made = [dict(zip(_COLUMNS, row, strict=True)) | {"state": PromptState.PLANNED.value} for row in rows]
            await self._connection.execute(sqlite.insert(prompts).on_conflict_do_nothing(), made)
        elif rows:
            await self._connection.execute(_TOGETHER, dict(zip(_COLUMNS, zip(*rows, strict=True), strict=True)))
        done = {"wanted": [person for _, person in planned], "until": until}
        if planned:
            await self._connection.execute(_PLANNED_UNTIL, done)

    async def due(self, now: datetime, most: int) -> Sequence[Due]:
        ahead = select(prompts).where(AHEAD, prompts.c.due_at <= now).order_by(prompts.c.due_at, prompts.c.person_id)
        taken = (await self._connection.execute(ahead.limit(most).with_for_update(skip_locked=True))).all()
        ids = list({row.person_id for row in taken})
        known = {row.person_id: row for row in await self._habits(ids)}
        rhythms = await rhythms_for(self._connection, {row.person_id: row.community_id for row in taken})
        around = await self._around(ids, now)
        return [
            Due(
                row.community_id,
                Prompt(row.person_id, row.on_date, row.due_at, PromptState(row.state)),
                around.standing(known[row.person_id], row.due_at, now),
                _posted_in(row, habit_of(known[row.person_id]), rhythms[row.person_id]),
            )
            for row in taken
        ]

    async def _habits(self, ids: Collection[int]) -> Sequence[Row[Any]]:
        return (await self._connection.execute(_HABITS, {"wanted": list(ids)})).all() if ids else []

    async def _around(self, ids: Collection[int], now: datetime) -> "_Around":
        written = await self._grouped(_WRITTEN, ids, now)
        return _Around(
            {person: {on for (on,) in rows} for person, rows in written.items()},
            await self._grouped(_RESTS, ids, now),
            await self._grouped(_PAIRS, ids, now),
        )

    async def _grouped(
        self, asked: Select[Any], ids: Collection[int], now: datetime
    ) -> Mapping[int, list[tuple[Any, ...]]]:
        """The rows of each person, without the person."""
        found: dict[int, list[tuple[Any, ...]]] = {}
        if ids:
            since = (now - _RECENT).date()
            given = {"wanted": list(ids), "since": since} if asked is not _PAIRS else {"wanted": list(ids)}
            for person, *rest in await self._connection.execute(asked, given):
                found.setdefault(person, []).append(tuple(rest))
        return found


def _posted_in(prompt: Row[Any], habit: Habit, community: CommunityRhythm) -> str:
    """What somebody put off to another day is theirs alone, and no line in the channel asks it; nor what was planned
    for an hour of their own, before they came to where the channel is."""
    is_theirs = prompt.state == PromptState.WISHED.value
    is_then = prompt.due_at.astimezone(zone_of(community.zone)).time() == community.at
    return community.zone if is_in_channel(habit, community) and is_then and not is_theirs else ""


class _Around:
    """What a batch of people wrote, when they rest, and their mentorships as mentees."""

    def __init__(
        self,
        written: Mapping[int, Collection[date]],
        rests: Mapping[int, list[tuple[Any, ...]]],
        pairs: Mapping[int, list[tuple[Any, ...]]],
    ) -> None:
        self._written = written
        self._rests = rests
        self._pairs = pairs

    def standing(self, row: Row[Any], due_at: datetime, now: datetime) -> Standing:
        today = now.astimezone(ZoneInfo(row.zone)).date()
        habit, person = habit_of(row), row.person_id
        pairs = {state: (ended_at, number) for state, ended_at, number in self._pairs.get(person, ())}
        back = [back_on for begins_on, back_on in self._rests.get(person, ()) if begins_on <= today < back_on]
        return Standing(
            due_at=due_at,
            zone=row.zone,
            level=habit.level,
            is_on=habit.is_on,
            is_here=row.left_at is None,
            agreed_at=habit.agreed_at or NEVER,
            has_written=today in self._written.get(person, ()),
            leaves_out=habit.leaves_out,
            back_on=max(back, default=None),
            active=pairs.get(MentorshipState.ACTIVE.value, (None, 0))[1],
            resting=pairs.get(MentorshipState.PAUSED.value, (None, 0))[1],
            ended_at=pairs.get(MentorshipState.ENDED.value, (None, 0))[0],
        )
