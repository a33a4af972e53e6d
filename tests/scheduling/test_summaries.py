"""Everybody has a summary a week, at their own hour and only once, whatever the clocks, zones and processes do."""

import random
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, func, select

from bot.domain.settings import Settings
from bot.ports.storage import StorageBusy
from bot.scheduling import summaries as scheduling
from bot.scheduling.summaries import Summarist
from storage.database import Database
from storage.parts.summary_clocks import SummaryClocksPart
from storage.tables.summaries import weekly_numbers
from tests.conversations.town import START
from tests.domain.test_transitions import all_changes
from tests.scheduling.press import Press

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WEEK = date(2026, 3, 2)
TUESDAY = START + DAY
"""When there is nothing to send in any zone."""
MONDAY = datetime(2026, 3, 9, 8, tzinfo=UTC)
"""Nine o'clock in Berlin, a week after the start."""


@pytest.fixture
async def press(database: Database) -> Press:
    return await Press.opened(database)


def nine(zone: str, on: date) -> datetime:
    return datetime.combine(on, time(9), ZoneInfo(zone)).astimezone(UTC)


async def test_each_reader_has_it_at_nine_by_their_own_clock_and_only_once(press: Press) -> None:
    await press.channel("announcements")
    await press.channel("moderators")
    ada, grace = await press.person("ada", "Asia/Tokyo"), await press.person("grace", "America/St_Johns")
    await press.pair(ada, grace)
    await press.writer("noor")
    await press.clockwork.tick(TUESDAY)
    expected = {
        "ada": (nine("Asia/Tokyo", date(2026, 3, 9)), ["week 2026-03-02"]),
        "announcements": (MONDAY, ["community 2026-03-02"]),
        "moderators": (MONDAY, ["programme 2026-03-02"]),
        "noor": (MONDAY, ["week 2026-03-02"]),
        "grace": (nine("America/St_Johns", date(2026, 3, 9)), ["week 2026-03-02"]),
    }
    for moment in sorted({at for at, _ in expected.values()}):
        await press.clockwork.tick(moment - timedelta(seconds=1))
        assert {name: press.town.said_to(name) for name in expected} == {
            name: said if at < moment else [] for name, (at, said) in expected.items()
        }
        assert await press.clockwork.next_at() == moment
        for clockwork in (press.clockwork, press.started()):
            await clockwork.tick(moment)
            await clockwork.tick(moment + timedelta(seconds=1))
    assert {name: press.town.said_to(name) for name in expected} == {name: said for name, (_, said) in expected.items()}


async def test_a_community_chooses_day_and_hour(press: Press) -> None:
    await press.channel("announcements")
    noor = await press.writer("noor", "Asia/Tokyo")
    async with press.database.writing() as tx:
        await tx.store(press.community).choices.save(Settings(summary_day=2, summary_minute=17 * 60 + 30))
    for hours in range(24 * 9):
        await press.keeps(START + hours * HOUR / 2)
    assert await press.put() == Counter(
        {
            (noor, WEEK - timedelta(days=7), datetime(2026, 3, 4, 8, 30, tzinfo=UTC)): 1,
            ("announcements", WEEK - timedelta(days=7), datetime(2026, 3, 4, 16, 30, tzinfo=UTC)): 1,
        }
    )


async def test_only_who_has_something_to_hear_of_gets_one(press: Press) -> None:
    ada, grace, eve, ivy = [await press.person(name) for name in ("ada", "grace", "eve", "ivy")]
    await press.pair(ada, grace)
    await press.ends(await press.pair(eve, ivy), ivy)
    noor, olu, mia, gone = [await press.writer(name) for name in ("noor", "olu", "mia", "gone")]
    young = await press.writer("young", since=MONDAY - 7 * DAY + 2 * HOUR)
    async with press.database.writing() as tx:
        store = tx.store(press.community)
        await store.prompts.rest(olu, date(2026, 3, 1), date(2026, 3, 10))
        await store.prompts.rest(noor, date(2026, 3, 1), date(2026, 3, 9))
        await store.summaries.turn(mia, False)
    await press.leaves(gone)
    await press.keeps(MONDAY)
    assert {reader for reader, _, _ in await press.put()} == {ada, grace, noor}
    await press.keeps(MONDAY + 7 * DAY)
    assert await press.weeks(olu) == await press.weeks(young) == [date(2026, 3, 9)]
    assert [await press.weeks(one) for one in (mia, gone, eve, ivy)] == [[]] * 4


async def test_without_their_channel_each_moderator_is_told_unless_they_turned_it_off(press: Press) -> None:
    olu = await press.person("olu", is_moderator=True)
    mia = await press.person("mia", is_moderator=True)
    async with press.database.writing() as tx:
        await tx.store(press.community).summaries.turn(mia, False)
    await press.keeps(TUESDAY)
    await press.keeps(MONDAY)
    await press.keeps(MONDAY + HOUR)
    assert await press.put() == Counter([(olu, WEEK, MONDAY)])


async def test_switched_off_nobody_hears_and_the_weeks_are_counted_all_the_same(press: Press) -> None:
    await press.channel("announcements")
    await press.channel("moderators")
    noor = await press.writer("noor")
    async with press.database.writing() as tx:
        await tx.store(press.community).choices.save(Settings(is_summaries=0))
    await press.keeps(MONDAY)
    assert await press.put() == Counter()
    async with press.database.engine.connect() as connection:
        rows = await connection.execute(select(weekly_numbers.c.monday).distinct())
        assert sorted(rows.scalars()) == [WEEK - number * timedelta(weeks=1) for number in range(7, -1, -1)]
    async with press.database.writing() as tx:
        await tx.store(press.community).choices.save(Settings())
    await press.keeps(MONDAY + HOUR)
    assert await press.weeks(noor) == [WEEK], "on again within the day"


async def test_a_young_community_has_its_first_post_after_a_whole_week(press: Press) -> None:
    await press.channel("announcements")
    async with press.database.writing() as tx:
        young = (await tx.directory.add_community("Young", "Europe/Berlin", MONDAY - 6 * DAY)).id
        await tx.directory.add_space(young, "town", "T2", "Young")
        await tx.store(young).people.set_channel("announcements", "town", "T2", "young")
    for number in range(3):
        await press.keeps(MONDAY + number * 7 * DAY)
    assert Counter(monday for _, monday, _ in (await press.put()).elements()) == {
        WEEK: 1,
        WEEK + timedelta(weeks=1): 2,
        WEEK + timedelta(weeks=2): 2,
    }


@pytest.mark.parametrize(("hours", "comes"), [(6, True), (11.9, True), (12, False), (16, False), (60, False)])
async def test_after_an_outage_it_comes_on_its_own_day_or_not_at_all(press: Press, hours: float, comes: bool) -> None:
    await press.channel("announcements")
    noor = await press.writer("noor")
    await press.keeps(TUESDAY)
    await press.keeps(MONDAY + hours * HOUR)
    assert await press.weeks(noor) == ([WEEK] if comes else [])
    await press.keeps(MONDAY + 7 * DAY)
    assert (await press.weeks(noor))[-1] == WEEK + timedelta(weeks=1)
    assert len({monday for reader, monday, _ in await press.put() if reader == "announcements"}) == 1 + comes


async def test_what_was_put_and_could_not_be_sent_by_evening_is_not_sent_at_night(press: Press) -> None:
    await press.writer("noor")
    await press.keeps(MONDAY)
    await press.clockwork.tick(MONDAY + 12 * HOUR)
    assert press.town.said == []


@pytest.mark.parametrize("leap", [400 * DAY, 20 * DAY, 3 * DAY, -2 * DAY, -30 * DAY])
async def test_a_clock_that_jumps_and_is_set_right_costs_nobody_a_summary_nor_doubles_one(
    press: Press, leap: timedelta
) -> None:
    noor = await press.writer("noor")
    await press.keeps(MONDAY)
    await press.keeps(MONDAY + HOUR + leap)
    for hours in range(2, 24 * 8):
        await press.keeps(MONDAY + hours * HOUR)
    weeks = await press.weeks(noor)
    assert {WEEK, WEEK + timedelta(weeks=1)} <= set(weeks)
    assert len(weeks) == len(set(weeks))


async def test_weeks_that_a_clock_counted_before_they_were_over_are_counted_anew(press: Press) -> None:
    async def counted() -> date:
        async with press.database.engine.connect() as connection:
            latest: date = (await connection.execute(select(func.max(weekly_numbers.c.monday)))).scalar_one()
            return latest

    await press.keeps(MONDAY + 400 * DAY)
    assert await counted() > WEEK + 380 * DAY
    await press.keeps(MONDAY)
    assert await counted() == WEEK
    await press.keeps(MONDAY + 7 * DAY)
    assert await counted() == WEEK + 7 * DAY


@pytest.mark.parametrize("seed", range(12))
async def test_a_traveller_has_no_week_twice_and_misses_none_they_were_awake_for(
    sqlite_database: Database, seed: int
) -> None:
    """A summary of each Monday whose nine o'clock to nine o'clock held a tick in a zone they stayed in."""
    draw = random.Random(seed)
    press = await Press.opened(sqlite_database)
    zones = (
        "Pacific/Apia",
        "Pacific/Honolulu",
        "Europe/Berlin",
        "America/Havana",
        "Asia/Kolkata",
        "Pacific/Kiritimati",
    )
    zone = "Europe/Berlin"
    person = await press.writer("noor", zone)
    owed: set[date] = set()
    now = START
    for _ in range(240):
        now += draw.choice((HOUR / 4, HOUR, 5 * HOUR))
        if draw.random() < 0.2:
            zone = draw.choice(zones)
            await press.moves(person, zone)
        await press.keeps(now)
        local = now.astimezone(ZoneInfo(zone))
        if local.weekday() == 0 and 9 <= local.hour < 21:
            owed.add(local.date() - timedelta(days=7))
    weeks = await press.weeks(person)
    assert len(weeks) == len(set(weeks))
    assert set(weeks) == owed


async def test_at_every_change_of_clocks_this_spring_each_zone_has_it_at_nine_once_a_week(database: Database) -> None:
    """From the Monday before the first change to the one after the last."""
    press = await Press.opened(database, "UTC")
    first, last = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
    zones = sorted({zone for zone, (change, _, _) in all_changes() if first <= change < last})
    readers = {await press.writer(zone.replace("/", "-"), zone): zone for zone in zones}
    assert len(readers) > 100
    now, until = TUESDAY, datetime(2026, 5, 5, tzinfo=UTC)
    while now < until:
        await press.keeps(now)
        async with database.reading() as tx:
            following = scheduling.next_at((await tx.timetable.upcoming()).summaries)
        assert following is not None
        assert following > now
        now = following
    mondays = [date(2026, 3, 9) + number * timedelta(weeks=1) for number in range(9)]
    assert await press.put() == Counter(
        (reader, monday - timedelta(days=7), nine(zone, monday))
        for reader, zone in readers.items()
        for monday in mondays
        if nine(zone, monday) < until
    )


async def test_more_than_a_round_holds_waits_for_the_next_one(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = await Press.opened(sqlite_database)
    everybody = [await press.writer(f"p{number}") for number in range(7)]
    monkeypatch.setattr(scheduling, "BATCH", 2)
    monkeypatch.setattr(scheduling, "ROUND", 2)
    summarist = Summarist(sqlite_database)
    assert [await summarist.keep(MONDAY) for _ in range(3)] == [1 + 4, 3, 0]
    assert [await press.weeks(person) for person in everybody] == [[WEEK]] * 7


async def test_a_tick_with_nothing_to_do_asks_the_database_once(sqlite_database: Database) -> None:
    press = await Press.opened(sqlite_database)
    await press.writer("noor")
    await press.keeps(TUESDAY)
    asked: list[str] = []
    event.listen(
        sqlite_database.engine.sync_engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, *more: asked.append(statement),
    )
    assert await Summarist(sqlite_database).keep(TUESDAY + HOUR) == 0
    assert [statement.split()[0] for statement in asked] == ["BEGIN", "SELECT"]


@pytest.mark.parametrize("error", [StorageBusy("locked"), LookupError("a row that cannot be")])
async def test_what_fails_is_tried_at_the_next_tick_and_raises_nothing(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    press = await Press.opened(sqlite_database)
    noor = await press.writer("noor")

    async def fails(part: SummaryClocksPart, *given: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(SummaryClocksPart, "plan_readers", fails)
        assert await Summarist(sqlite_database).keep(MONDAY) == 0
    assert ("summaries failed" in caplog.text) == isinstance(error, LookupError)
    assert await press.weeks(noor) == []
    assert await Summarist(sqlite_database).keep(MONDAY) == 1
    assert await press.weeks(noor) == [WEEK]


async def test_an_empty_database_has_nothing_to_do(sqlite_database: Database) -> None:
    assert await Summarist(sqlite_database).keep(START) == 0
    async with sqlite_database.reading() as tx:
        assert scheduling.next_at((await tx.timetable.upcoming()).summaries) is None
