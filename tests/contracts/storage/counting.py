"""A process of its own that reads and writes one database: `python -m tests.contracts.storage.counting URL TIMES`.

It reads a name, writes it back one higher and adds two rows that belong together, TIMES times over.
"""

import asyncio
import sys

from sqlalchemy import select, update

from bot.calls import call
from bot.ports.outbox import Dm, Notice
from bot.ports.storage import StorageBusy
from storage.database import Database
from storage.tables.people import communities
from tests.contracts.storage.places import HOUR, START
from tests.sealing import SEAL


async def once(database: Database) -> None:
    """One read-modify-write, with a request and its notice beside it."""
    async with database.writing() as tx:
        connection = tx.store(1).people._connection
        name = (await connection.execute(select(communities.c.name).where(communities.c.id == 1))).scalar_one()
        count = int(name) + 1
        await connection.execute(update(communities).where(communities.c.id == 1).values(name=str(count)))
        request = await tx.store(1).questions.add(1, 0, f"question {count}", START)
        await tx.outbox(1).put(
            Notice(f"question:{request}", Dm(1), call("question.posted", request), START, START + HOUR)
        )


async def main(url: str, times: int) -> None:
    database = Database.open(url, seal=SEAL, busy_seconds=60)
    for _ in range(times):
        try:
            await once(database)
        except StorageBusy:
            await once(database)
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
