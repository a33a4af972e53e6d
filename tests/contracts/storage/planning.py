"""A process of its own that plans and asks prompts: `python -m tests.contracts.storage.planning URL`."""

import asyncio
import sys

from bot.scheduling import prompts as scheduling
from bot.scheduling.prompts import Prompter
from storage.database import Database
from tests.contracts.storage.places import HOUR, START
from tests.sealing import SEAL


async def main(url: str) -> None:
    scheduling.BATCH = 5
    database = Database.open(url, seal=SEAL, busy_seconds=60)
    for now in (START, START, START + 2 * HOUR, START + 2 * HOUR):
        await Prompter(database).keep(now)
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
