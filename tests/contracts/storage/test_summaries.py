"""Weekly numbers and clocks on both engines: counted as one would by hand, once, and each summary planned once."""

import asyncio
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.domain.mondays import bounds
from bot.domain.rhythms import Level
from bot.domain.settings import Settings
from bot.domain.suppression import Cell, Rate
from bot.ports.directory import Actor
from bot.ports.summaries import CountedWeek, WeekNumbers
from bot.scheduling.summaries import Summarist
from storage.database import Database
from storage.tables.outbox import notices
from storage.tables.people import people
from storage.tables.prompts import prompts
from storage.tables.summaries import weekly_numbers
from tests.contracts.storage.places import START, Place
from tests.contracts.storage.weeks import Life, founded

ZONES = ("Pacific/Auckland", "Europe/Berlin", "America/St_Johns")
MONDAYS = (date(2026, 3, 16), date(2026, 3, 23), date(2026, 3, 30))
"""In Berlin the second of these weeks has an hour less."""
SENT = datetime(2026, 3, 9, 9, tzinfo=UTC)
"""Nine o'clock on a Monday in London, a week after the start."""
NOTHING = WeekNumbers(Rate(0, 0), Cell(0, 0), Cell(0, 0), Cell(0, 0))


def weeks_of(community: int, zone: str) -> list[CountedWeek]:
    moments = bounds(MONDAYS, zone)
    return [CountedWeek(community, *week) for week in zip(MONDAYS, moments, moments[1:], strict=False)]


@pytest.mark.parametrize("seed", range(3))
async def test_one_pass_over_many_communities_counts_what_one_would_by_hand(database: Database, seed: int) -> None:
    campuses = await founded(database, 5, ZONES, 25)
    given = {one.id: weeks_of(one.id, ZONES[at % len(ZONES)]) for at, one in enumerate(campuses)}
    life = Life(seed)
    for zone, campus in zip(ZONES, campuses, strict=False):
        await life.lived(database, campus, bounds(MONDAYS, zone), 60)
    expected = [[campus.week(week.begins, week.ends) for week in given[campus.id]] for campus in campuses[:3]]
    async with database.writing() as tx:
        await tx.summary_clocks.count([week for campus in campuses for week in given[campus.id]])
    async with database.reading() as tx:
        found = [await tx.store(campus.id).summaries.weeks(MONDAYS) for campus in campuses]
    assert found[:3] == expected
    assert found[3:] == [[NOTHING] * 3] * 2


async def test_what_was_counted_stays_as_it_is_also_the_noughts(database: Database) -> None:
    [campus] = await founded(database, 1, ZONES, 25)
    given = weeks_of(campus.id, ZONES[0])
    async with database.writing() as tx:
        await tx.summary_clocks.count(given[:2])
    await Life(7).lived(database, campus, bounds(MONDAYS, ZONES[0]), 40)
    for _ in range(2):
        async with database.writing() as tx:
            await tx.summary_clocks.count(given)
    async with database.reading() as tx:
        first, second, third = await tx.store(campus.id).summaries.weeks(MONDAYS)
        assert await tx.store(campus.id).summaries.weeks(MONDAYS[:0]) == []
        assert await tx.store(campus.id + 1).summaries.weeks(MONDAYS) == [NOTHING] * 3
    assert (first, second) == (NOTHING, NOTHING)
    assert third == campus.week(given[2].begins, given[2].ends) != NOTHING


async def test_the_numbers_go_with_their_community(database: Database) -> None:
    [campus] = await founded(database, 1, ZONES, 1)
    async with database.writing() as tx:
        await tx.summary_clocks.count(weeks_of(campus.id, ZONES[0]))
    async with database.engine.begin() as connection:
        assert len((await connection.execute(select(weekly_numbers))).all()) == 12
        await connection.exec_driver_sql("DELETE FROM communities")
        assert (await connection.execute(select(weekly_numbers))).all() == []


async def asked_weekly(campus: Place, *persons: int) -> None:
    async with campus.writing() as store:
        for person in persons:
            await store.prompts.choose(person, Level.OWN, (4,), None, START)


async def put(campus: Place) -> Counter[str]:
    async with campus.database.engine.connect() as connection:
        return Counter((await connection.execute(select(notices.c.key))).scalars())


async def moments(campus: Place) -> dict[int, datetime]:
    async with campus.database.engine.connect() as connection:
        rows = await connection.execute(select(people.c.id, people.c.summary_at))
        return {person: at for person, at in rows}


async def test_two_processes_that_send_at_once_put_each_summary_once(database: Database, database_url: str) -> None:
    campus = await Place.made(database)
    before = START - timedelta(days=30)
    async with database.writing() as tx:
        entered = [
            (await tx.directory.enter(Actor("town", "T1", f"p{at}", f"P{at}"), campus.community, before)).id
            for at in range(60)
        ]
        await tx.store(campus.community).people.set_channel("announcements", "town", "T1", "C1")
    await asked_weekly(campus, *entered)
    words, root = ("-m", "tests.contracts.storage.summing", database_url), Path(__file__).parents[3]
    running = [await asyncio.create_subprocess_exec(sys.executable, *words, cwd=root) for _ in range(2)]
    await asyncio.gather(Summarist(database).keep(SENT), *(process.wait() for process in running))
    assert [process.returncode for process in running] == [0, 0]
    await Summarist(database).keep(SENT)
    ordinal = date(2026, 3, 2).toordinal()
    assert await put(campus) == Counter(f"summary.week:{person}:{ordinal}" for person in entered)
    assert set((await moments(campus)).values()) == {SENT + timedelta(days=7)}
    async with database.engine.connect() as connection:
        kept = (await connection.execute(select(weekly_numbers.c.monday, weekly_numbers.c.measure))).all()
    assert len(kept) == len(set(kept)) == 0, "the community began within that week"


@pytest.mark.parametrize("name", ["summary_day", "summary_minute", "is_summaries"])
async def test_another_day_or_hour_is_planned_anew_and_any_other_setting_is_not(campus: Place, name: str) -> None:
    await Summarist(campus.database).keep(START)
    planned = set((await moments(campus)).values())
    async with campus.writing() as store:
        await store.choices.save(Settings(undo_days=9))
    assert set((await moments(campus)).values()) == planned == {SENT}
    other = {"summary_day": 1, "summary_minute": 600, "is_summaries": 0}
    changed = replace(Settings(undo_days=9), **{name: other[name]})
    async with campus.writing() as store:
        await store.choices.save(changed)
    assert max((await moments(campus)).values()) < START
    await Summarist(campus.database).keep(START)
    async with campus.writing() as store:
        await store.choices.save(changed)
    assert min((await moments(campus)).values()) > START


async def test_who_left_is_planned_for_no_more_and_who_is_back_is(campus: Place) -> None:
    async with campus.database.engine.begin() as connection:
        await connection.execute(update(people).where(people.c.id == campus.ada).values(left_at=START))
    assert await Summarist(campus.database).keep(START) == 3
    async with campus.database.writing() as tx:
        await tx.directory.enter(Actor("town", "T1", "ada", "Ada"), campus.community, START)
    assert await Summarist(campus.database).keep(START) == 1


async def test_a_summary_turned_off_is_off_for_that_person_alone(campus: Place) -> None:
    async with campus.writing() as store:
        await store.summaries.turn(campus.ada, False)
        assert [await store.summaries.is_on(one) for one in (campus.ada, campus.grace)] == [False, True]
        await store.summaries.turn(campus.ada, True)
        assert await store.summaries.is_on(campus.ada)


async def test_the_keys_of_two_accounts_that_become_one_person_are_that_persons(campus: Place) -> None:
    """Else the week that the one had would come again for the other."""
    async with campus.database.engine.begin() as connection:
        await connection.execute(update(people).values(joined_at=START - timedelta(days=30)))
    await asked_weekly(campus, campus.ada)
    await Summarist(campus.database).keep(SENT)
    async with campus.writing() as store:
        await store.links.merge(campus.ada, campus.grace)
    await Summarist(campus.database).keep(SENT + timedelta(hours=1))
    assert await put(campus) == Counter([f"summary.week:{campus.grace}:{date(2026, 3, 2).toordinal()}"])


async def test_of_two_summaries_that_wait_for_accounts_that_become_one_person_one_stays(campus: Place) -> None:
    async with campus.database.engine.begin() as connection:
        await connection.execute(update(people).values(joined_at=START - timedelta(days=30)))
    await asked_weekly(campus, campus.ada, campus.grace)
    await Summarist(campus.database).keep(SENT)
    async with campus.writing() as store:
        await store.links.merge(campus.ada, campus.grace)
    assert await put(campus) == Counter([f"summary.week:{campus.grace}:{date(2026, 3, 2).toordinal()}"])


async def test_prompts_that_are_only_planned_are_not_in_the_index_of_weeks(database: Database) -> None:
    """Planning a hundred thousand of them would pay for it."""
    index = next(one for one in prompts.indexes if one.name == "ix_prompts_week")
    assert "planned" not in str(index.dialect_options["sqlite"]["where"])
