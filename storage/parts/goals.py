"""Goals of one community."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.goals import Goal, GoalState, Step
from storage.parts.rows import counted, insert_or_leave, insert_or_set
from storage.parts.sealing import Sealing
from storage.tables.goals import goal_steps, goals

_OPEN, _DONE, _DROPPED = (state.value for state in GoalState)


class GoalsPart:
    """Implements `bot.ports.goals.Goals`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._sealing = Sealing(connection, community)

    async def add(self, person: int, title: str, until: date | None, is_shared: bool) -> int:
        said = {"title": self._sealing.shut(goals.c.title, title), "until": until, "is_shared": is_shared}
        values = {"community_id": self._community, "person_id": person, "state": _OPEN, **said}
        made = insert(goals).values(values).returning(goals.c.id)
        return int((await self._connection.execute(made)).scalar_one())

    async def get(self, goal: int) -> Goal | None:
        found = await self._found(goals.c.id == goal)
        return found[0] if found else None

    async def of(self, person: int, *, is_over: bool = False) -> Sequence[Goal]:
        theirs = goals.c.person_id == person
        if is_over:
            return await self._found(theirs & (goals.c.state != _OPEN), goals.c.ended_at.desc(), goals.c.id.desc())
        return await self._found(theirs & (goals.c.state == _OPEN), goals.c.until.is_(None), goals.c.until, goals.c.id)

    async def edit(self, goal: int, title: str, until: date | None, is_shared: bool) -> bool:
        sealed = self._sealing.shut(goals.c.title, title)
        return await self._change(goal, {"title": sealed, "until": until, "is_shared": is_shared})

    async def write_steps(self, goal: int, titles: Sequence[str]) -> None:
        if await self.get(goal) is None:
            return
        marks = {title: self._sealing.mark(goal_steps.c.title, goal, title) for title in titles}
        others = self._steps(goal) & goal_steps.c.mark.not_in(list(marks.values()))
        await self._connection.execute(delete(goal_steps).where(others))
        key = ("community_id", "goal_id", "mark")
        for position, title in enumerate(titles):
            sealed = self._sealing.shut(goal_steps.c.title, title)
            values = {"community_id": self._community, "goal_id": goal, "mark": marks[title]}
            values |= {"title": sealed, "position": position}
            await self._connection.execute(insert_or_set(self._connection, goal_steps, key, values))

    async def tick(self, goal: int, step: int, is_done: bool) -> bool:
        is_open = exists().where(self._one(goal), goals.c.state == _OPEN)
        ticked = update(goal_steps).where(self._steps(goal), goal_steps.c.id == step, is_open)
        return await counted(self._connection, ticked.values(is_done=is_done)) == 1

    async def progress(self, goal: int, percent: int) -> bool:
        return await self._change(goal, {"percent": percent})

    async def move(self, goal: int, state: GoalState, now: datetime) -> bool:
        if state is GoalState.OPEN:
            return await self._change(goal, {"state": _OPEN, "ended_at": None}, (_DONE, _DROPPED))
        return await self._change(goal, {"state": state.value, "ended_at": now})

    async def adopt(self, person: int, title: str, on: date, deadline: str) -> int | None:
        mine = {"community_id": self._community, "person_id": person, "state": _OPEN}
        values = {
            **mine,
            "title": self._sealing.shut(goals.c.title, title),
            "until": on,
            "deadline": deadline,
            "due_on": on,
        }
        made = insert_or_leave(self._connection, goals, values).returning(goals.c.id)
        found: int | None = (await self._connection.execute(made)).scalar()
        return found

    async def adopted(self, person: int) -> Collection[str]:
        theirs = (goals.c.community_id == self._community) & (goals.c.person_id == person)
        named = select(goals.c.deadline).where(theirs, goals.c.deadline.is_not(None))
        return set((await self._connection.execute(named)).scalars())

    async def follow(self, goal: int, on: date) -> bool:
        is_elsewhere = goals.c.deadline.is_not(None) & (goals.c.due_on != on)
        moved = update(goals).where(self._one(goal), goals.c.state == _OPEN, is_elsewhere)
        return await counted(self._connection, moved.values(was_on=goals.c.due_on, due_on=on, until=on)) == 1

    async def reached(self, person: int) -> int:
        theirs = (goals.c.community_id == self._community) & (goals.c.person_id == person)
        done = select(func.count()).select_from(goals).where(theirs, goals.c.state == _DONE)
        return int((await self._connection.execute(done)).scalar_one())

    def _one(self, goal: int) -> ColumnElement[bool]:
        return (goals.c.community_id == self._community) & (goals.c.id == goal)

    def _steps(self, goal: int) -> ColumnElement[bool]:
        return (goal_steps.c.community_id == self._community) & (goal_steps.c.goal_id == goal)

    async def _change(self, goal: int, values: Mapping[str, object], before: tuple[str, ...] = (_OPEN,)) -> bool:
        changed = update(goals).where(self._one(goal), goals.c.state.in_(before)).values(dict(values))
        return await counted(self._connection, changed) == 1

    async def _found(self, which: ColumnElement[bool], *order: ColumnElement[Any]) -> list[Goal]:
        mine = select(goals).where(goals.c.community_id == self._community, which).order_by(*order)
        rows = (await self._connection.execute(mine)).all()
        steps = await self._steps_of([row.id for row in rows])
        return [self._goal(row, steps.get(row.id, ())) for row in rows]

    async def _steps_of(self, wanted: Sequence[int]) -> Mapping[int, tuple[Step, ...]]:
        theirs = (goal_steps.c.community_id == self._community) & goal_steps.c.goal_id.in_(wanted)
        rows = await self._connection.execute(
            select(goal_steps).where(theirs).order_by(goal_steps.c.goal_id, goal_steps.c.position)
        )
        found: dict[int, tuple[Step, ...]] = {}
        for row in rows:
            found[row.goal_id] = (
                *found.get(row.goal_id, ()),
                Step(row.id, self._sealing.open(goal_steps.c.title, row.title), row.is_done),
            )
        return found

    def _goal(self, row: Any, steps: tuple[Step, ...]) -> Goal:
        return Goal(
            row.id,
            row.person_id,
            self._sealing.open(goals.c.title, row.title),
            row.until,
            row.is_shared,
            GoalState(row.state),
            row.percent,
            steps,
            row.ended_at,
            row.deadline or "",
            row.due_on,
            row.was_on,
        )
