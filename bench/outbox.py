"""Reminders due all at once through the outbox, as a ratio to sending them with no outbox at all.

    python -m bench.outbox [--reminders 2000]

The baseline calls the same messenger in a loop. Through the outbox each reminder is claimed, rendered from the database
in a transaction of its own, sent, and marked: that is what makes it survive a crash and never arrive twice.
"""

import argparse
import asyncio
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

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

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class One:
    number: int


class Counting:
    """A platform that takes everything at once."""

    def __init__(self) -> None:
        self.nonces: set[str] = set()

    async def send(self, to: Address, view: View, nonce: str) -> Sent:
        self.nonces.add(nonce)
        return Sent(nonce)


async def remind(ctx: Context, args: One) -> Card:
    return Card("A reminder", text(Mention(ctx.actor.id), f", this is number {args.number}."))


async def through_outbox(url: str, number: int) -> float:
    """Reminders a second, with every guarantee."""
    database, messenger, registry = Database.open(url), Counting(), Registry()
    registry.ask("bench.remind", who=bot_only, summary="A reminder")(remind)
    await database.make_tables()
    community = await found(database, "Bench", "UTC", "bench", "B1", NOW)
    async with database.writing() as tx:
        ada = await tx.directory.enter(Actor("bench", "B1", "ada", "Ada"), community.id, NOW)
        outbox = tx.outbox(community.id)
        for index in range(number):
            said = call("bench.remind", index)
            await outbox.put(Notice(f"bench:{index}", Dm(ada.id), said, NOW, NOW + timedelta(hours=1)))
    began = time.perf_counter()
    await Clockwork(database, registry, {"bench": messenger}).tick(NOW)
    spent = time.perf_counter() - began
    await database.close()
    if len(messenger.nonces) != number:
        raise AssertionError(f"{len(messenger.nonces)} of {number} arrived")
    return number / spent


async def bare(number: int) -> float:
    """Reminders a second, with no guarantee at all."""
    messenger, to = Counting(), Address("bench", "B1", "ada", "", "UTC")
    began = time.perf_counter()
    for index in range(number):
        await messenger.send(to, Card("A reminder", text(f"Ada, this is number {index}.")), str(index))
    return number / (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reminders", type=int, default=2_000)
    number = parser.parse_args().reminders
    with tempfile.TemporaryDirectory() as folder:
        ours = asyncio.run(through_outbox(f"sqlite:///{Path(folder) / 'bench.db'}", number))
    baseline = asyncio.run(bare(number))
    print(
        f"outbox {ours:.0f}/s, bare loop {baseline:.0f}/s; 1 : {baseline / ours:.0f}; {ours / 50:.1f} x Discord's 50/s"
    )


if __name__ == "__main__":
    main()
