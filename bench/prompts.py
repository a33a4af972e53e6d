"""A day's prompts of 100,000 members planned and written, as a ratio to one insert and one update a member.

    python -m bench.prompts [--members 100000] [--baseline 2000] [--postgresql]

Members are in 20 communities and 20 zones, half with a rhythm of their own. The baseline plans the same way but writes
each member in a transaction of their own. It is run for a few members and counted up. Planning again must write
nothing, and a tick with nothing to plan is timed too.
"""

import argparse
import asyncio
import resource
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, insert, select

from bot.domain.prompts import HORIZON
from bot.domain.rhythms import Level
from bot.scheduling import prompts as scheduling
from bot.scheduling.prompts import Prompter, plans
from storage.database import Database
from storage.parts.replanning import NEVER
from storage.seal import Seal
from storage.tables.people import communities, people
from storage.tables.prompts import habits, prompts
from tests import postgres

NOW = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
COMMUNITIES = 20
ZONES = (
    "Africa/Cairo",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Bogota",
    "America/Caracas",
    "America/Chicago",
    "America/Havana",
    "America/Lima",
    "America/New_York",
    "America/Nuuk",
    "America/Santiago",
    "America/St_Johns",
    "Asia/Dhaka",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Pacific/Apia",
)


async def filled(database: Database, members: int) -> None:
    """Everybody agreed to be asked every day, and nothing is planned."""
    await database.make_tables()
    async with database.engine.begin() as connection:
        named = [{"id": at, "name": f"C{at}", "zone": "UTC", "created_at": NOW} for at in range(1, COMMUNITIES + 1)]
        await connection.execute(insert(communities), named)
        for first in range(1, members + 1, 10_000):
            ids = range(first, min(first + 10_000, members + 1))
            here = [{"community_id": at % COMMUNITIES + 1, "id": at} for at in ids]
            await connection.execute(
                insert(people),
                [one | {"name": "M", "zone": ZONES[one["id"] % len(ZONES)], "joined_at": NOW} for one in here],
            )
            await connection.execute(
                insert(habits),
                [
                    {
                        "community_id": one["community_id"],
                        "person_id": one["id"],
                        "level": Level.OWN.value,
                        "days": 127,
                        "minute": (one["id"] * 15) % 1440 if one["id"] % 2 else None,
                        "is_on": True,
                        "agreed_at": NOW,
                        "planned_until": NEVER,
                    }
                    for one in here
                ],
            )


async def one_by_one(database: Database, members: int) -> float:
    """Seconds a member, when each is written alone."""
    began = time.perf_counter()
    for _ in range(members):
        async with database.writing() as tx:
            [wanted] = await tx.prompting.unplanned(NOW, 1)
            await tx.prompting.plan(plans([wanted], NOW), NOW + HORIZON)
    return (time.perf_counter() - began) / members


async def planned(database: Database) -> tuple[float, float]:
    """Seconds until everybody is planned: of the clock, and of this process's CPU."""
    prompter, began, cpu = Prompter(database), time.perf_counter(), time.process_time()
    while await prompter.keep(NOW):
        pass
    return time.perf_counter() - began, time.process_time() - cpu


async def measure(url: str, members: int, few: int) -> str:
    database = Database.open(url, seal=Seal.drawn(), busy_seconds=60)
    await filled(database, members)
    each = await one_by_one(database, few)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    spent, cpu = (seconds / (members - few) * members for seconds in await planned(database))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    async with database.engine.connect() as connection:
        rows = (await connection.execute(select(func.count()).select_from(prompts))).scalar_one()
    began = time.perf_counter()
    for _ in range(100):
        await Prompter(database).keep(NOW - timedelta(hours=1))
    idle = (time.perf_counter() - began) * 10
    await database.close()
    return (
        f"{database.engine.dialect.name}: {members} members, {rows} prompts in {spent:.1f} s "
        f"({cpu:.1f} s of CPU here), memory +{grown:.0f} MB; "
        f"one by one {each * members:.0f} s; 1 : {each * members / spent:.1f}; nothing to plan: {idle:.2f} ms"
    )


async def everywhere(members: int, few: int, server: postgres.Server | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(await measure(f"sqlite:///{Path(folder) / 'bench.db'}", members, few))
    if server is not None:
        url = await server.make()
        print(await measure(url, members, few))
        await server.drop(url)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("--baseline", type=int, default=2_000)
    parser.add_argument("--batch", type=int, default=scheduling.BATCH)
    parser.add_argument("--postgresql", action="store_true")
    given = parser.parse_args()
    scheduling.BATCH = given.batch
    if given.postgresql:
        with postgres.running() as server:
            asyncio.run(everywhere(given.members, given.baseline, server))
    else:
        asyncio.run(everywhere(given.members, given.baseline, None))


if __name__ == "__main__":
    main()
