"""Who is asked how often in one community, and each time they are."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.prompts import Prompt, PromptState
from bot.domain.rhythms import Habit, Level, Where, days_of, mask_of, minute_of, time_of
from storage.parts.replanning import NEVER, drop_planned, replan_prompts
from storage.parts.rows import counted, insert_or_leave
from storage.tables.prompts import habits, prompts, rests

_WAS_ASKED = [PromptState.ASKED, PromptState.ANSWERED, PromptState.SKIPPED, PromptState.MISSED]
_QUIET = {"misses": 0, "leaves_out": False}


class PromptsPart:
    """Implements `bot.ports.prompts.Prompts`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def habit(self, person: int) -> Habit:
        row = (await self._connection.execute(select(habits).where(self._habit(person)))).first()
        return Habit(person) if row is None else habit_of(row)

    async def choose(self, person: int, level: Level, days: Collection[int], at: time | None, now: datetime) -> None:
        chosen = {
            "level": level.value,
            "days": mask_of(days),
            "minute": None if at is None else minute_of(at),
            "is_on": True,
            "agreed_at": now,
            **_QUIET,
        }
        await self._set(person, chosen)
        await self.replan(person)

    async def stop(self, person: int) -> None:
        stopped = update(habits).where(self._habit(person)).values(is_on=False, **_QUIET)
        await self._connection.execute(stopped)
        await drop_planned(self._connection, self._community, person)

    async def share(self, person: int, since: datetime | None) -> None:
        await self._set(person, {"shares_at": since})

    async def alert(self, person: int, since: datetime | None) -> None:
        await self._set(person, {"alerts_at": since})

    async def ask_in(self, person: int, where: Where) -> None:
        await self._set(person, {"place": where.value})
        await self.replan(person)

    async def replan(self, person: int | None = None) -> None:
        await replan_prompts(self._connection, self._community, person)

    async def rest(self, person: int, begins_on: date, back_on: date) -> None:
        mine = self._rests(person)
        await self._connection.execute(delete(rests).where(mine, rests.c.begins_on >= begins_on))
        shorter = update(rests).where(mine, rests.c.back_on > begins_on).values(back_on=begins_on)
        await self._connection.execute(shorter)
        if begins_on < back_on:
            values = {"community_id": self._community, "person_id": person, "begins_on": begins_on}
            await self._connection.execute(
                insert_or_leave(self._connection, rests, {**values, "back_on": back_on}),
            )

    async def rests(self, person: int) -> Sequence[tuple[date, date]]:
        mine = select(rests.c.begins_on, rests.c.back_on).where(self._rests(person)).order_by(rests.c.begins_on)
        return [(begins_on, back_on) for begins_on, back_on in await self._connection.execute(mine)]

    async def get(self, person: int, on: date) -> Prompt | None:
        row = (await self._connection.execute(select(prompts).where(self._prompt(person, on)))).first()
        return None if row is None else prompt_of(row)

    async def latest(self, person: int, now: datetime) -> Prompt | None:
        asked = select(prompts).where(self._of(person), prompts.c.due_at <= now, prompts.c.state.in_(_WAS_ASKED))
        row = (await self._connection.execute(asked.order_by(prompts.c.due_at.desc()).limit(1))).first()
        return None if row is None else prompt_of(row)

    async def mark(self, person: int, on: date, before: Collection[PromptState], after: PromptState) -> bool:
        is_so = prompts.c.state.in_([state.value for state in before])
        moved = update(prompts).where(self._prompt(person, on), is_so).values(state=after.value)
        return await counted(self._connection, moved) == 1

    async def wish(self, prompt: Prompt) -> bool:
        mine = {"community_id": self._community, "person_id": prompt.person, "on_date": prompt.on}
        values = {**mine, "due_at": prompt.due_at, "state": PromptState.WISHED.value}
        return await counted(self._connection, insert_or_leave(self._connection, prompts, values)) == 1

    async def history(self, person: int) -> Sequence[Prompt]:
        mine = select(prompts).where(self._of(person)).order_by(prompts.c.on_date)
        return [prompt_of(row) for row in await self._connection.execute(mine)]

    async def heard(self, person: int) -> None:
        await self._connection.execute(update(habits).where(self._habit(person)).values(_QUIET))

    async def missed(self, person: int) -> int:
        more = update(habits).where(self._habit(person)).values(misses=habits.c.misses + 1)
        return int((await self._connection.execute(more.returning(habits.c.misses))).scalar() or 0)

    async def leave_out(self, person: int, is_next: bool) -> None:
        await self._connection.execute(update(habits).where(self._habit(person)).values(leaves_out=is_next))

    async def _set(self, person: int, values: Mapping[str, object]) -> None:
        mine = {"community_id": self._community, "person_id": person}
        new = {"level": Level.STEADY.value, "planned_until": NEVER}
        await self._connection.execute(insert_or_leave(self._connection, habits, {**mine, **new}))
        await self._connection.execute(update(habits).where(self._habit(person)).values(dict(values)))

    def _habit(self, person: int) -> ColumnElement[bool]:
        return (habits.c.community_id == self._community) & (habits.c.person_id == person)

    def _rests(self, person: int) -> ColumnElement[bool]:
        return (rests.c.community_id == self._community) & (rests.c.person_id == person)

    def _of(self, person: int) -> ColumnElement[bool]:
        return (prompts.c.community_id == self._community) & (prompts.c.person_id == person)

    def _prompt(self, person: int, on: date) -> ColumnElement[bool]:
        return self._of(person) & (prompts.c.on_date == on)


def habit_of(row: Row[Any]) -> Habit:
    """The habit of a row that holds its columns."""
    at = None if row.minute is None else time_of(row.minute)
    days, level = days_of(row.days), Level(row.level)
    return Habit(
        row.person_id,
        level,
        days,
        at,
        is_on=row.is_on,
        agreed_at=row.agreed_at,
        shares_at=row.shares_at,
        misses=row.misses,
        leaves_out=row.leaves_out,
        alerts_at=row.alerts_at,
        where=Where(row.place),
    )


def prompt_of(row: Row[Any]) -> Prompt:
    return Prompt(row.person_id, row.on_date, row.due_at, PromptState(row.state))
