"""What sealing costs: check-ins written and read through the store, as a ratio to the same with texts left as they are.

    python -m bench.sealing [--check-ins 2000]

On SQLite, in one transaction each, so that nothing waits for a disk: that would hide what is measured.
"""

import argparse
import asyncio
import time
from datetime import UTC, datetime, timedelta

from bot.domain.checkins import Audience, CheckIn
from bot.ports.directory import Actor
from storage.database import Database
from storage.seal import Seal

NOW = datetime(2026, 3, 2, tzinfo=UTC)
WORDS = "I read two papers, wrote the introduction and got stuck on the third figure. " * 3


class Open(Seal):
    """Leaves texts as they are, for comparison."""

    def seal(self, community: int, column: str, text: str) -> bytes:
        return text.encode()

    def open(self, community: int, column: str, sealed: bytes) -> str:
        return sealed.decode()


async def spent(kind: type[Seal], number: int) -> tuple[float, float]:
    """Seconds of CPU to write, and to read, so many check-ins."""
    seal = Seal.drawn()
    database = Database.open("sqlite://", seal=seal)
    await database.make_tables()
    async with database.writing() as tx:
        community = (await tx.directory.add_community("Far Campus", "UTC", NOW)).id
        await tx.directory.add_space(community, "town", "T1", "Far Campus")
        author = (await tx.directory.enter(Actor("town", "T1", "ada", "Ada"), community, NOW)).id
    database._proved = kind.drawn()
    began = time.process_time()
    async with database.writing() as tx:
        for day in range(number):
            at = NOW + timedelta(days=day)
            words = {"went": WORDS, "next": WORDS, "blockers": WORDS}
            told = CheckIn(author=author, on=at.date(), written_at=at, mood=3, audience=Audience.PRIVATE, **words)
            await tx.store(community).check_ins.save(told)
    written = time.process_time()
    async with database.reading() as tx:
        await tx.store(community).check_ins.of(author, number)
    read = time.process_time()
    await database.close()
    return written - began, read - written


async def measure(number: int) -> None:
    await spent(Open, number // 10)
    plain, sealed = await spent(Open, number), await spent(Seal, number)
    print(
        f"{number} check-ins of four texts: written 1 : {sealed[0] / plain[0]:.2f}, read 1 : {sealed[1] / plain[1]:.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check-ins", type=int, default=2000)
    asyncio.run(measure(parser.parse_args().check_ins))


if __name__ == "__main__":
    main()
