"""A week of a thousand communities counted in one pass, as a ratio to one query a community and measure.

    python -m bench.summaries [--communities 1000] [--members 1000] [--postgresql]

Every member was asked once in the week, three of four of them checked in, and each checked in once in the week before,
so that a pass has something to pass over: as many check-ins as members in each of the two. A tenth of them met, and a
hundredth began as a pair and said thanks. Communities are in 20 zones, whose weeks begin at moments of their own.

The baseline does the same for one community after the other, each in a transaction of its own. The scheduler counts a
few communities at a time, because SQLite counts in the event loop; that is timed too, and what a tick costs that has
nothing to do. All must agree.
"""

import argparse
import asyncio
import resource
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import delete, insert, select, text

from bench.prompts import ZONES
from bot.domain.mondays import bounds
from bot.ports.summaries import CountedWeek
from bot.scheduling.summaries import COMMUNITIES, Summarist
from storage.database import Database
from storage.seal import Seal
from storage.tables.people import communities
from storage.tables.summaries import weekly_numbers
from tests import postgres

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
WEEK = date(2026, 2, 23)
FOUNDED = datetime(2026, 2, 21, tzinfo=UTC)
"""So that the week is the only whole one of each community."""
UNHURRIED = {"statement_timeout": 0, "session_replication_role": "replica"}
"""PostgreSQL fills its tables in one go, and without looking up for each row whom it speaks of."""
COUNT = "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + {step} FROM n WHERE i + {step} <= {members})"
FILL = (
    "INSERT INTO people (community_id, id, name, zone, joined_at, summary_at) "
    "{count} SELECT (i - 1) % {communities} + 1, i, 'M', '', {long_ago}, {monday_after} FROM n",
    "INSERT INTO prompts (community_id, person_id, on_date, due_at, state) "
    "{count} SELECT (i - 1) % {communities} + 1, i, {on}, {asked}, "
    "CASE WHEN i / {communities} % 4 = 0 THEN 'missed' ELSE 'answered' END FROM n",
    "INSERT INTO check_ins (community_id, author_id, on_date, written_at, audience, went, next, blockers, mood) "
    "{count} SELECT (i - 1) % {communities} + 1, i, {on}, "
    "CASE WHEN i / {communities} % 4 = 0 THEN {long_ago} ELSE {asked} END, "
    "'mentors', {words}, {words}, {none}, {none} FROM n",
    "INSERT INTO check_ins (community_id, author_id, on_date, written_at, audience, went, next, blockers, mood) "
    "{count} SELECT (i - 1) % {communities} + 1, i, {earlier}, {before}, "
    "'mentors', {words}, {words}, {none}, {none} FROM n",
)
PAIRS = (
    "INSERT INTO mentorships "
    "(community_id, id, mentee_id, mentor_id, low_id, high_id, state, started_at, active_at, note) "
    "{count} SELECT (i - 1) % {communities} + 1, i, i, i + {communities}, i, i + {communities}, 'active', "
    "CASE WHEN i / {communities} % 10 = 1 THEN {asked} ELSE {long_ago} END, {asked}, {none} "
    "FROM n WHERE i + {communities} <= {members}",
    "INSERT INTO sessions (community_id, id, mentorship_id, mentee_id, mentor_id, proposer_id, starts_at, ends_at, "
    "state, uid, local, rules, topic, reason, place) SELECT community_id, id, id, mentee_id, mentor_id, mentee_id, "
    "{asked}, {asked}, 'held', CAST(id AS VARCHAR), 'x', 'x', {none}, {none}, {none} FROM mentorships",
    "INSERT INTO feedback (community_id, mentorship_id, author_id, about_id, thanks, at, concern) "
    "SELECT community_id, id, mentee_id, mentor_id, 'Thank you.', {asked}, {none} FROM mentorships "
    "WHERE id / {communities} % 10 = 1",
)


def statements(number: int, members: int, is_sqlite: bool) -> Sequence[str]:
    """What fills the tables, by the database itself: a tenth of the members are in pairs."""

    def moment(words: str) -> str:
        return f"'{words}'" if is_sqlite else f"CAST('{words}+00' AS TIMESTAMPTZ)"

    def day(words: str) -> str:
        return f"'{words}'" if is_sqlite else f"CAST('{words}' AS DATE)"

    known = {
        "communities": number,
        "members": members,
        "long_ago": moment("2025-03-01 00:00:00.000000"),
        "monday_after": moment("2026-03-09 09:00:00.000000"),
        "asked": moment("2026-02-26 16:00:00.000000"),
        "before": moment("2026-02-19 16:00:00.000000"),
        "on": day("2026-02-26"),
        "earlier": day("2026-02-19"),
        "words": "zeroblob(60)" if is_sqlite else "decode(repeat('00', 60), 'hex')",
        "none": "x''" if is_sqlite else "CAST('' AS BYTEA)",
    }
    all_of_them, some = (COUNT.format(first=1, step=step, members=members) for step in (1, 11))
    filled = [one.format(count=all_of_them, **known) for one in FILL]
    return [*filled, *(one.format(count=some, **known) for one in PAIRS)]


async def filled(database: Database, number: int, members: int) -> None:
    await database.make_tables()
    async with database.engine.begin() as connection:
        made = [
            {"id": at, "name": f"C{at}", "zone": ZONES[at % len(ZONES)], "created_at": FOUNDED}
            for at in range(1, number + 1)
        ]
        await connection.execute(insert(communities), made)
        is_sqlite = connection.dialect.name == "sqlite"
        if not is_sqlite:
            for name, value in UNHURRIED.items():
                await connection.execute(text(f"SET LOCAL {name} = {value}"))
        for statement in statements(number, number * members, is_sqlite):
            await connection.execute(text(statement))
    if not is_sqlite:
        async with database.engine.begin() as connection:
            await connection.execute(text("ANALYZE"))


def weeks_of(number: int) -> list[CountedWeek]:
    found = []
    for community in range(1, number + 1):
        begins, ends = bounds((WEEK,), ZONES[community % len(ZONES)])
        found.append(CountedWeek(community, WEEK, begins, ends))
    return found


async def in_one_pass(database: Database, weeks: Sequence[CountedWeek]) -> float:
    began = time.perf_counter()
    async with database.writing() as tx:
        await tx.summary_clocks.count(weeks)
    return time.perf_counter() - began


async def one_by_one(database: Database, weeks: Sequence[CountedWeek]) -> float:
    """A transaction and a pass for each community."""
    began = time.perf_counter()
    for week in weeks:
        async with database.writing() as tx:
            await tx.summary_clocks.count([week])
    return time.perf_counter() - began


async def kept(database: Database) -> dict[tuple[int, str], tuple[int, int]]:
    """What was counted; then it is forgotten."""
    async with database.engine.begin() as connection:
        rows = (await connection.execute(select(weekly_numbers).where(weekly_numbers.c.monday == WEEK))).all()
        await connection.execute(delete(weekly_numbers))
    return {(community, measure): (count, behind) for community, _, measure, count, behind in rows}


async def by_scheduler(database: Database) -> tuple[float, float]:
    """Seconds for all, a few communities in each transaction; then milliseconds of a tick with nothing to do."""
    summarist, began = Summarist(database), time.perf_counter()
    while await summarist.keep(NOW):
        pass
    spent, began = time.perf_counter() - began, time.perf_counter()
    for _ in range(100):
        await summarist.keep(NOW)
    return spent, (time.perf_counter() - began) * 10


async def measure(url: str, number: int, members: int) -> str:
    database = Database.open(url, busy_seconds=60, seal=Seal.drawn())
    await filled(database, number, members)
    weeks, before = weeks_of(number), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cpu = time.process_time()
    spent = await in_one_pass(database, weeks)
    cpu = time.process_time() - cpu
    found = await kept(database)
    each = await one_by_one(database, weeks)
    if found != await kept(database) or found[1, "check-ins"] != (members * 3 // 4, members):
        raise AssertionError(f"the two do not agree, or are wrong: {found[1, 'check-ins']}")
    scheduled, idle = await by_scheduler(database)
    if found != await kept(database):
        raise AssertionError("the scheduler counted something else")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    await database.close()
    return (
        f"{database.engine.dialect.name}: {number} communities of {members} in {spent:.2f} s ({cpu:.2f} of CPU here); "
        f"a pass for each {each:.2f} s; 1 : {each / spent:.2f}; by the scheduler {scheduled:.2f} s, {COMMUNITIES} in "
        f"{scheduled / number * COMMUNITIES * 1000:.0f} ms; memory +{grown:.0f} MB; nothing to do: {idle:.2f} ms"
    )


async def everywhere(number: int, members: int, server: postgres.Server | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(await measure(f"sqlite:///{Path(folder) / 'bench.db'}", number, members))
    if server is not None:
        url = await server.make()
        print(await measure(url, number, members))
        await server.drop(url)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--communities", type=int, default=1000)
    parser.add_argument("--members", type=int, default=1000)
    parser.add_argument("--postgresql", action="store_true")
    given = parser.parse_args()
    if given.postgresql:
        with postgres.running() as server:
            asyncio.run(everywhere(given.communities, given.members, server))
    else:
        asyncio.run(everywhere(given.communities, given.members, None))


if __name__ == "__main__":
    main()
