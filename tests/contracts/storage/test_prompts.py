"""Prompts on both engines: a person has one a local date, whoever plans and however often."""

import asyncio
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.domain.prompts import HORIZON, Prompt, PromptState
from bot.domain.rhythms import Level
from bot.ports.directory import Actor
from bot.scheduling.prompts import Prompter, plans
from storage.database import Database
from storage.tables.outbox import notices
from storage.tables.prompts import prompts
from tests.contracts.storage.places import HOUR, START, Place

TODAY, DAY = date(2026, 3, 2), timedelta(days=1)
EVERY_DAY = range(7)


async def asked_daily(campus: Place, *people: int, at: time = time(18)) -> None:
    async with campus.writing() as store:
        for person in people:
            await store.prompts.choose(person, Level.OWN, EVERY_DAY, at, START)


async def dates(campus: Place, person: int) -> list[tuple[date, PromptState]]:
    async with campus.writing() as store:
        return [(one.on, one.state) for one in await store.prompts.history(person)]


async def plan(campus: Place, now: datetime) -> int:
    async with campus.database.writing() as tx:
        wanted = await tx.prompting.unplanned(now, 10)
        await tx.prompting.plan(plans(wanted, now), now + HORIZON)
    return len(wanted)


async def test_a_date_that_has_a_prompt_gets_no_second_one(campus: Place) -> None:
    await asked_daily(campus, campus.ada)
    async with campus.writing() as store:
        assert await store.prompts.wish(Prompt(campus.ada, TODAY, START + 2 * HOUR))
        assert not await store.prompts.wish(Prompt(campus.ada, TODAY, START + 3 * HOUR))
    assert await plan(campus, START) == 1
    assert await plan(campus, START) == 0, "everybody is planned"
    assert await dates(campus, campus.ada) == [(TODAY, PromptState.WISHED), (TODAY + DAY, PromptState.PLANNED)]


@pytest.mark.parametrize("again", [timedelta(), -3 * DAY, -2 * HOUR, 5000 * DAY])
async def test_planning_anew_after_a_clock_moved_changes_no_date_there_is(campus: Place, again: timedelta) -> None:
    await asked_daily(campus, campus.ada)
    await plan(campus, START)
    before = await dates(campus, campus.ada)
    await plan(campus, START + again)
    await plan(campus, START)
    assert set(before) <= set(await dates(campus, campus.ada))


async def test_a_new_zone_drops_what_was_planned_and_leaves_what_was_asked(campus: Place) -> None:
    await asked_daily(campus, campus.ada)
    await plan(campus, START)
    async with campus.writing() as store:
        assert await store.prompts.mark(campus.ada, TODAY, (PromptState.PLANNED,), PromptState.ASKED)
        assert not await store.prompts.mark(campus.ada, TODAY, (PromptState.PLANNED,), PromptState.ASKED)
        await store.people.set_zone(campus.ada, "Asia/Tokyo")
    assert await dates(campus, campus.ada) == [(TODAY, PromptState.ASKED)]
    await plan(campus, START + 7 * HOUR)
    assert await dates(campus, campus.ada) == [(TODAY, PromptState.ASKED)], "it was Tuesday already in Tokyo"
    await plan(campus, START + 31 * HOUR)
    assert await dates(campus, campus.ada) == [(TODAY, PromptState.ASKED), (TODAY + 2 * DAY, PromptState.PLANNED)]


async def test_a_zone_the_platform_tells_counts_as_well(campus: Place) -> None:
    await asked_daily(campus, campus.ada)
    await plan(campus, START)
    async with campus.database.writing() as tx:
        await tx.directory.enter(Actor("town", "T1", "ada", "Ada", zone="Asia/Tokyo"), campus.community, START)
    assert await dates(campus, campus.ada) == []
    assert await plan(campus, START) == 1


async def test_two_processes_that_plan_and_ask_at_once_write_each_once(database: Database, database_url: str) -> None:
    campus = await Place.made(database)
    async with database.writing() as tx:
        people = [
            (await tx.directory.enter(Actor("town", "T1", f"p{at}", f"P{at}"), campus.community, START)).id
            for at in range(60)
        ]
    await asked_daily(campus, *people, at=time(13))
    words, root = ("-m", "tests.contracts.storage.planning", database_url), Path(__file__).parents[3]
    running = [await asyncio.create_subprocess_exec(sys.executable, *words, cwd=root) for _ in range(2)]
    await asyncio.gather(Prompter(database).keep(START), *(process.wait() for process in running))
    assert [process.returncode for process in running] == [0, 0]
    await Prompter(database).keep(START + 2 * HOUR)
    async with database.reading() as tx:
        owed = [await tx.store(campus.community).obligations.owed_by(person) for person in people]
    async with database.engine.connect() as connection:
        counted = select(prompts.c.state, func.count()).group_by(prompts.c.state).order_by(prompts.c.state)
        states = {state: number for state, number in await connection.execute(counted)}
        told = (await connection.execute(select(func.count()).select_from(notices))).scalar_one()
    assert [len(one) for one in owed] == [1] * 60
    assert states == {"asked": 60, "planned": 60}
    assert told == 60


async def broken_plan(campus: Place) -> None:
    async with campus.database.writing() as tx:
        wanted = await tx.prompting.unplanned(START, 10)
        await tx.prompting.plan(plans(wanted, START), START + HORIZON)
        raise ZeroDivisionError


async def test_one_failing_half_of_a_plan_is_no_plan(campus: Place) -> None:
    """What is planned, and up to when, are written together."""
    await asked_daily(campus, campus.ada)
    with pytest.raises(ZeroDivisionError):
        await broken_plan(campus)
    assert await dates(campus, campus.ada) == []
    assert await plan(campus, START) == 1


async def test_rests_do_not_overlap_and_a_later_word_wins(campus: Place) -> None:
    async with campus.writing() as store:
        await store.prompts.rest(campus.ada, TODAY, TODAY + 9 * DAY)
        await store.prompts.rest(campus.ada, TODAY + 3 * DAY, TODAY + 5 * DAY)
        assert await store.prompts.rests(campus.ada) == [
            (TODAY, TODAY + 3 * DAY),
            (TODAY + 3 * DAY, TODAY + 5 * DAY),
        ]
        await store.prompts.rest(campus.ada, TODAY + DAY, TODAY + DAY)
        assert await store.prompts.rests(campus.ada) == [(TODAY, TODAY + DAY)]


async def test_misses_count_up_and_a_word_forgets_them(campus: Place) -> None:
    await asked_daily(campus, campus.ada)
    async with campus.writing() as store:
        assert [await store.prompts.missed(campus.ada) for _ in range(2)] == [1, 2]
        await store.prompts.leave_out(campus.ada, True)
        assert (await store.prompts.habit(campus.ada)).leaves_out
        await store.prompts.heard(campus.ada)
        habit = await store.prompts.habit(campus.ada)
        assert (habit.misses, habit.leaves_out) == (0, False)
        assert await store.prompts.missed(campus.eve) == 0


async def test_nobody_is_ahead_when_nobody_agreed(campus: Place) -> None:
    async with campus.database.reading() as tx:
        ahead = (await tx.timetable.upcoming()).prompts
    assert (ahead.first, ahead.last, ahead.due) == (None, None, None)
    assert await Prompter(campus.database).keep(START) == 0
