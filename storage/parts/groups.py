"""Group sessions of one community."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Update, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups import Audience, Group, GroupPlan, GroupState, Seat, Taking, free_number
from storage.parts.bookings import book, free
from storage.parts.rows import counted, insert_or_leave, insert_or_set
from storage.tables.groups import group_sessions, seats
from storage.tables.mentorships import mentorships
from storage.tables.safety import blocks

_OPEN = GroupState.OPEN.value
_theirs = (seats.c.community_id == group_sessions.c.community_id) & (seats.c.group_id == group_sessions.c.id)
_taken = select(func.count(seats.c.number)).where(_theirs).correlate(group_sessions).scalar_subquery()
_all = select(func.count()).select_from(seats).where(_theirs).correlate(group_sessions).scalar_subquery()
_GROUPS = select(group_sessions, _taken.label("taken"), _all.label("everybody"))


class GroupsPart:
    """Implements `bot.ports.groups.Groups`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def open(self, plan: GroupPlan, series: int = 0) -> int | None:
        values = {
            "community_id": self._community,
            "mentor_id": plan.mentor,
            **_when(plan.start, plan.minutes),
            "places": plan.places,
            "topic": plan.topic,
            "place": plan.place,
            "audience": plan.audience.value,
            "state": _OPEN,
            "uid": plan.uid,
            "series_id": series or None,
        }
        made = await self._connection.execute(insert(group_sessions).values(values).returning(group_sessions.c.id))
        group = int(made.scalar_one())
        if await self._books(group, plan, plan.mentor):
            if series:
                await self._change(series, {"series_id": series})
            return group
        await self._connection.execute(delete(group_sessions).where(self._one(group)))
        return None

    async def get(self, group: int) -> Group | None:
        found = await self._found(group_sessions.c.id == group)
        return found[0] if found else None

    async def lock(self, group: int) -> None:
        """SQLite has one writer at a time, so there the transaction itself is the lock."""
        if self._connection.dialect.name != "sqlite":
            await self._connection.execute(select(group_sessions.c.id).where(self._one(group)).with_for_update())

    async def take(self, group: int, person: int, now: datetime) -> Taking:
        found = await self._held(group)
        if found is None:
            return Taking.GONE
        seat = await self.seat(group, person)
        if seat is not None and seat.has_place:
            return Taking.ALREADY
        number = await self._free_number(found)
        if not number:
            return Taking.FULL
        if not await self._books(group, found, person):
            return Taking.BUSY
        values = {**self._seat(group, person), "number": number, "since": now}
        key = ("community_id", "group_id", "person_id")
        await self._connection.execute(insert_or_set(self._connection, seats, key, values))
        return Taking.SEATED

    async def wait(self, group: int, person: int, now: datetime) -> bool:
        if await self._held(group) is None:
            return False
        values = {**self._seat(group, person), "since": now}
        return await counted(self._connection, insert_or_leave(self._connection, seats, values)) == 1

    async def give_back(self, group: int, person: int) -> bool:
        if await self._held(group) is None:
            return False
        await free(self._connection, self._community, {"group_id": group}, person)
        return await counted(self._connection, delete(seats).where(self._of(group, person))) == 1

    async def promote(self, group: int) -> int | None:
        found = await self._held(group)
        number = await self._free_number(found) if found else 0
        if found is None or not number:
            return None
        for seat in await self.seats(group):
            if not seat.has_place and await self._books(group, found, seat.person):
                given = update(seats).where(self._of(group, seat.person)).values(number=number)
                await self._connection.execute(given)
                return seat.person
        return None

    async def seat(self, group: int, person: int) -> Seat | None:
        found = await self._seats(self._of(group, person))
        return found[0] if found else None

    async def seats(self, group: int) -> Sequence[Seat]:
        return await self._seats((seats.c.community_id == self._community) & (seats.c.group_id == group))

    async def wish(self, group: int, person: int, words: str) -> bool:
        return await counted(self._connection, self._seated(group, (person,)).values(wish=words)) == 1

    async def move(self, group: int, start: datetime) -> Sequence[int] | None:
        before = await self._held(group)
        if before is None:
            return None
        after = replace(before, start=start)
        placed = sorted(seat.person for seat in await self.seats(group) if seat.has_place)
        await free(self._connection, self._community, {"group_id": group})
        if not await self._books(group, after, before.mentor):
            for person in (before.mentor, *placed):
                assert await self._books(group, before, person)
            return None
        lost = [person for person in placed if not await self._books(group, after, person)]
        await self._connection.execute(
            delete(seats).where(
                seats.c.community_id == self._community, seats.c.group_id == group, seats.c.person_id.in_(lost)
            )
        )
        await self._change(group, {**_when(start, before.minutes), "sequence": before.sequence + 1})
        return lost

    async def cancel(self, group: int, reason: str = "") -> bool:
        if await self._held(group) is None:
            return False
        values = {"state": GroupState.CANCELLED.value, "reason": reason, "sequence": group_sessions.c.sequence + 1}
        await self._change(group, values)
        await free(self._connection, self._community, {"group_id": group})
        return True

    async def finish(self, group: int, state: GroupState) -> bool:
        settled = update(group_sessions).where(self._one(group), group_sessions.c.state != GroupState.CANCELLED.value)
        return await counted(self._connection, settled.values(state=state.value)) == 1

    async def tick(self, group: int, people: Sequence[int], came: bool) -> int:
        return await counted(self._connection, self._seated(group, people).values(came=came))

    async def note(self, group: int, words: str) -> bool:
        first = update(group_sessions).where(self._one(group), group_sessions.c.note == "").values(note=words)
        return await counted(self._connection, first) == 1

    async def coming(self, person: int, now: datetime) -> Sequence[Group]:
        has_seat = exists().where(_theirs, seats.c.person_id == person)
        mine = or_(group_sessions.c.mentor_id == person, has_seat)
        return await self._found(mine, group_sessions.c.ends_at > now, group_sessions.c.state == _OPEN)

    async def listed(self, person: int, now: datetime, most: int, skip: int = 0) -> Sequence[Group]:
        same = group_sessions.c.community_id
        mentor = group_sessions.c.mentor_id
        is_mentee = exists().where(
            mentorships.c.community_id == same,
            mentorships.c.mentor_id == mentor,
            mentorships.c.mentee_id == person,
            mentorships.c.state == "active",
        )
        is_blocked = exists().where(
            blocks.c.community_id == same,
            or_(
                (blocks.c.person_id == person) & (blocks.c.other_id == mentor),
                (blocks.c.person_id == mentor) & (blocks.c.other_id == person),
            ),
        )
        may_come = or_(mentor == person, group_sessions.c.audience == Audience.EVERYBODY.value, is_mentee)
        runs = (group_sessions.c.starts_at > now) & (group_sessions.c.state == _OPEN)
        return await self._found(runs, may_come, ~is_blocked, most=most, skip=skip)

    async def of_series(self, series: int, since: datetime) -> Sequence[Group]:
        theirs = (group_sessions.c.series_id == series) & (group_sessions.c.starts_at >= since)
        return await self._found(theirs, group_sessions.c.state == _OPEN)

    def _one(self, group: int) -> ColumnElement[bool]:
        return (group_sessions.c.community_id == self._community) & (group_sessions.c.id == group)

    def _of(self, group: int, person: int) -> ColumnElement[bool]:
        mine = (seats.c.community_id == self._community) & (seats.c.group_id == group)
        return mine & (seats.c.person_id == person)

    def _seat(self, group: int, person: int) -> dict[str, int]:
        return {"community_id": self._community, "group_id": group, "person_id": person}

    def _seated(self, group: int, people: Sequence[int]) -> Update:
        mine = (seats.c.community_id == self._community) & (seats.c.group_id == group)
        return update(seats).where(mine, seats.c.person_id.in_(people), seats.c.number.is_not(None))

    async def _held(self, group: int) -> Group | None:
        """An open one, as it is while nobody else can change it."""
        await self.lock(group)
        found = await self.get(group)
        return found if found is not None and found.state is GroupState.OPEN else None

    async def _free_number(self, group: Group) -> int:
        return free_number(group.places, {seat.number for seat in await self.seats(group.id)})

    async def _books(self, group: int, plan: GroupPlan, person: int) -> bool:
        """Takes somebody's time, all of it or none."""
        what = {"group_id": group}
        if await book(self._connection, self._community, (person,), plan.span, what):
            return True
        await free(self._connection, self._community, what, person)
        return False

    async def _change(self, group: int, values: Mapping[str, object]) -> None:
        await self._connection.execute(update(group_sessions).where(self._one(group)).values(dict(values)))

    async def _found(self, *which: ColumnElement[bool], most: int | None = None, skip: int = 0) -> list[Group]:
        mine = _GROUPS.where(group_sessions.c.community_id == self._community, *which)
        soonest = mine.order_by(group_sessions.c.starts_at, group_sessions.c.id).limit(most).offset(skip)
        return [_group(row) for row in await self._connection.execute(soonest)]

    async def _seats(self, which: ColumnElement[bool]) -> list[Seat]:
        in_order = (seats.c.number.is_(None), seats.c.number, seats.c.since, seats.c.person_id)
        rows = await self._connection.execute(select(seats).where(which).order_by(*in_order))
        return [Seat(row.person_id, row.number or 0, row.wish, bool(row.came)) for row in rows]


def _when(start: datetime, minutes: int) -> dict[str, datetime]:
    return {"starts_at": start, "ends_at": start + timedelta(minutes=minutes)}


def _group(row: Any) -> Group:
    return Group(
        id=row.id,
        uid=row.uid,
        mentor=row.mentor_id,
        start=row.starts_at,
        minutes=(row.ends_at - row.starts_at) // timedelta(minutes=1),
        places=row.places,
        topic=row.topic,
        place=row.place,
        audience=Audience(row.audience),
        state=GroupState(row.state),
        taken=row.taken,
        waiting=row.everybody - row.taken,
        sequence=row.sequence,
        series=row.series_id or 0,
        reason=row.reason,
        note=row.note,
    )
