"""Several processes on one SQLite file: nothing is lost, and nothing is half done when one is killed."""

import asyncio
import sys
from pathlib import Path

from sqlalchemy import func, select, text, update

from storage.database import Database
from storage.tables.outbox import notices
from storage.tables.people import communities
from storage.tables.questions import questions
from tests.contracts.storage.places import Place

PROCESSES, TIMES = 4, 500


async def started(url: str, times: int) -> asyncio.subprocess.Process:
    words = ("-m", "tests.contracts.storage.counting", url, str(times))
    root = Path(__file__).parents[3]
    return await asyncio.create_subprocess_exec(sys.executable, *words, cwd=root)


async def zeroed(database: Database) -> Place:
    campus = await Place.made(database)
    assert (campus.community, campus.ada) == (1, 1)
    async with database.engine.begin() as connection:
        await connection.execute(update(communities).values(name="0"))
    return campus


async def counts(database: Database) -> tuple[int, int, int]:
    """The counted name, the questions and the notices: three numbers that are one."""
    async with database.engine.connect() as connection:
        name = (await connection.execute(select(communities.c.name))).scalar_one()
        asked = (await connection.execute(select(func.count()).select_from(questions))).scalar_one()
        put = (await connection.execute(select(func.count()).select_from(notices))).scalar_one()
    return int(name), asked, put


async def test_no_update_of_four_processes_is_lost(sqlite_database: Database) -> None:
    """`reliability` M1: with the driver's own transactions most of these are lost without an error."""
    await zeroed(sqlite_database)
    url = sqlite_database.engine.url.render_as_string()
    running = [await started(url, TIMES) for _ in range(PROCESSES)]
    assert [await process.wait() for process in running] == [0] * PROCESSES
    assert await counts(sqlite_database) == (PROCESSES * TIMES,) * 3


async def test_a_process_killed_while_writing_leaves_nothing_half_done(sqlite_database: Database) -> None:
    """`reliability` F2."""
    await zeroed(sqlite_database)
    url = sqlite_database.engine.url.render_as_string()
    before = 0
    for round_ in range(6):
        process = await started(url, 1_000_000)
        now = before
        while now <= before + 10 * round_:
            await asyncio.sleep(0.01)
            now, *_ = await counts(sqlite_database)
        process.kill()
        await process.wait()
        before, asked, put = await counts(sqlite_database)
        assert before == asked == put
    async with sqlite_database.engine.connect() as connection:
        assert (await connection.execute(text("PRAGMA integrity_check"))).scalar_one() == "ok"
        assert (await connection.execute(text("PRAGMA foreign_key_check"))).all() == []
