"""A process of its own that sends weekly summaries: `python -m tests.contracts.storage.summing URL`."""

import asyncio
import sys
from datetime import UTC, datetime

from bot.scheduling import summaries as scheduling
from bot.scheduling.summaries import Summarist
from storage.database import Database
from tests.sealing import SEAL

SENT = datetime(2026, 3, 9, 9, tzinfo=UTC)


async def main(url: str) -> None:
    scheduling.BATCH = 5
    database = Database.open(url, busy_seconds=60, seal=SEAL)
    for _ in range(3):
        await Summarist(database).keep(SENT)
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
