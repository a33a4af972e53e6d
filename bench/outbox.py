"""Reminders due all at once through the outbox: as a ratio to sending with no outbox at all, and at Discord's pace.

    python -m bench.outbox [--reminders 2000] [--readers 200]

The baseline calls the same messenger in a loop. Through the outbox each reminder is claimed, rendered from the
database, sent, and marked: that is what makes it survive a crash and never arrive twice. The paced run has a messenger
that takes 100 ms a send, at most 50 a second, so it tells how much of a platform's limit is reached.
"""

import argparse
import asyncio
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from bot.authority import bot_only
from bot.calls import call
from bot.context import Context
from bot.founding import found
from bot.ports.directory import Actor
from bot.ports.messenger import Address, Sent
from bot.ports.outbox import Dm, Notice
from bot.registry import Registry
from bot.scheduling.clockwork import Clockwork
from bot.text import Mention, text
from bot.views import Card, View
from storage.database import Database
from storage.seal import Seal

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PER_SECOND = 50
"""Discord's global limit."""
LATENCY_SECONDS = 0.1
PACED = 1000
"""Reminders of the paced run: twenty seconds of Discord's limit, two claims."""


@dataclass(frozen=True, slots=True)
class One:
    number: int


class Counted(Protocol):
    """A platform that keeps the nonces it took."""

    nonces: set[str]

    async def send(self, to: Address, view: View, nonce: str) -> Sent: ...


class Counting:
    """A platform that takes everything at once."""

    def __init__(self) -> None:
        self.nonces: set[str] = set()

    async def send(self, to: Address, view: View, nonce: str) -> Sent:
        self.nonces.add(nonce)
        return Sent(nonce)


class Paced:
    """A platform that is as far away and as strict as Discord: each send waits for its turn, then for the answer."""

    def __init__(self) -> None:
        self.nonces: set[str] = set()
        self._turn = 0.0

    async def send(self, to: Address, view: View, nonce: str) -> Sent:
        now = time.monotonic()
        self._turn = max(self._turn + 1 / PER_SECOND, now)
        await asyncio.sleep(self._turn - now + LATENCY_SECONDS)
        self.nonces.add(nonce)
        return Sent(nonce)


async def remind(ctx: Context, args: One) -> Card:
    return Card("A reminder", text(Mention(ctx.actor.id), f", this is number {args.number}."))


async def filled(database: Database, number: int, readers: int) -> None:
    """Reminders that are due now, to each reader in turn."""
    await database.make_tables()
    community = await found(database, "Bench", "UTC", "bench", "B1", NOW)
    async with database.writing() as tx:
        actors = [Actor("bench", "B1", f"account {index}", f"Reader {index}") for index in range(readers)]
        people = [(await tx.directory.enter(actor, community.id, NOW)).id for actor in actors]
        outbox = tx.outbox(community.id)
        for index in range(number):
            to, said = Dm(people[index % readers]), call("bench.remind", index)
            await outbox.put(Notice(f"bench:{index}", to, said, NOW, NOW + timedelta(hours=1)))


async def waiting(database: Database) -> datetime | None:
    """When the next reminder is due."""
    async with database.reading() as tx:
        return await tx.deliveries.next_at()


async def through_outbox(folder: str, messenger: Counted, number: int, readers: int) -> tuple[float, float]:
    """Reminders a second with every guarantee, and the seconds of CPU that each one costs."""
    database, registry = Database.open(f"sqlite:///{Path(folder) / 'bench.db'}", seal=Seal.drawn()), Registry()
    registry.ask("bench.remind", who=bot_only, summary="A reminder")(remind)
    await filled(database, number, readers)
    clockwork = Clockwork(database, registry, {"bench": messenger})
    began, cpu = time.perf_counter(), time.process_time()
    while await waiting(database) is not None:
        await clockwork.tick(NOW)
    spent, cpu = time.perf_counter() - began, time.process_time() - cpu
    await database.close()
    if len(messenger.nonces) != number:
        raise AssertionError(f"{len(messenger.nonces)} of {number} arrived")
    return number / spent, cpu / number


async def bare(number: int) -> float:
    """Reminders a second, with no guarantee at all."""
    messenger, to = Counting(), Address("bench", "B1", "ada", "", "UTC")
    began = time.perf_counter()
    for index in range(number):
        await messenger.send(to, Card("A reminder", text(f"Ada, this is number {index}.")), str(index))
    return number / (time.perf_counter() - began)


def measured(messenger: Counted, number: int, readers: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(through_outbox(folder, messenger, number, readers))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reminders", type=int, default=2_000)
    parser.add_argument("--readers", type=int, default=200)
    given = parser.parse_args()
    ours, cpu = measured(Counting(), given.reminders, given.readers)
    baseline = asyncio.run(bare(given.reminders))
    print(
        f"outbox {ours:.0f}/s, {cpu * 1000:.2f} ms of CPU each; bare loop {baseline:.0f}/s; 1 : {baseline / ours:.0f}"
    )
    pace, cpu = measured(Paced(), PACED, given.readers)
    print(
        f"paced at {PER_SECOND}/s and {LATENCY_SECONDS * 1000:.0f} ms a send: {pace:.1f}/s, "
        f"{pace / PER_SECOND:.3f} of the limit, {cpu * 1000:.2f} ms of CPU each, {cpu * pace:.0%} of one core"
    )


if __name__ == "__main__":
    main()
