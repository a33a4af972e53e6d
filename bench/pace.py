"""Reminders that are all due at once on Discord: how much of its 50 requests a second is reached, and what goes wrong.

    python -m bench.pace [--reminders 2000]

Through the outbox and the bot's own way out to a fake Discord that enforces the limit and is 100 ms away. Each goes to
somebody else, whose direct messages are known. None may be lost, doubled, or refused for being too fast.
"""

import argparse
import asyncio
import multiprocessing
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from pathlib import Path

from aiohttp import web
from sqlalchemy import insert, select

from adapters.cli.wiring import asks, utc_now
from adapters.discord import PLATFORM
from adapters.discord.service import Discord, Settings
from bench.outbox import PER_SECOND, remind, waiting
from bot.app import App
from bot.authority import bot_only
from bot.calls import call
from bot.founding import found
from bot.ports.outbox import Dm, Notice
from bot.presence import Presence
from bot.registry import Registry
from bot.scheduling.clockwork import Clockwork
from storage.database import Database
from storage.seal import Seal
from storage.tables.people import accounts, people, spaces
from tests.fakes.discord import FakeDiscord, FakeUser
from tests.fakes.discord.serving import Server

LATENCY_SECONDS = 0.1


class Far(Server):
    """The fake's server, half of the latency away in each direction."""

    async def _serve(self, received: web.Request) -> web.StreamResponse:
        await asyncio.sleep(LATENCY_SECONDS / 2)
        answer = await super()._serve(received)
        await asyncio.sleep(LATENCY_SECONDS / 2)
        return answer


async def filled(database: Database, fake: FakeDiscord, guild: int, users: Sequence[FakeUser]) -> None:
    """A community in which everybody has written with the bot before."""
    await database.make_tables()
    now = utc_now()
    community = await found(database, "Bench", "UTC", PLATFORM, str(guild), now)
    here = {"community_id": community.id}
    async with database.engine.begin() as connection:
        space = (await connection.execute(select(spaces.c.id))).scalar_one()
        named = [here | {"id": at, "name": user.name, "joined_at": now} for at, user in enumerate(users, 1)]
        await connection.execute(insert(people), named)
        common = here | {"space_id": space, "platform": PLATFORM, "used_at": now}
        speak = [
            common | {"person_id": at, "external_id": str(user.id), "dm": str(fake.world.dm(user).id)}
            for at, user in enumerate(users, 1)
        ]
        await connection.execute(insert(accounts), speak)
    async with database.writing() as tx:
        outbox, until = tx.outbox(community.id), now + timedelta(hours=1)
        for at in range(1, len(users) + 1):
            await outbox.put(Notice(f"bench:{at}", Dm(at), call("bench.remind", at), now, until))


async def delivered(api_url: str, token: str, url: str) -> float:
    """Connects the bot and delivers all there is; seconds."""
    registry, database = Registry(), Database.open(url, seal=Seal.drawn())
    registry.ask("bench.remind", who=bot_only, summary="A reminder")(remind)
    app, presence = App(database, asks()), Presence(database, asks())
    service = Discord(Settings(token, api_url), app, database, presence, utc_now)
    await service.start()
    clockwork = Clockwork(database, registry, {PLATFORM: service.messenger})
    began = time.perf_counter()
    while (at := await waiting(database)) is not None:
        await asyncio.sleep(max(0.0, (at - utc_now()).total_seconds()))
        await clockwork.tick(utc_now())
    spent = time.perf_counter() - began
    await service.stop()
    await database.close()
    return spent


def bot(api_url: str, token: str, url: str) -> float:
    """The bot's process."""
    return asyncio.run(delivered(api_url, token, url))


async def measure(number: int, folder: str) -> None:
    """Prints what was reached and what went wrong."""
    fake, url = FakeDiscord(), f"sqlite:///{Path(folder) / 'bench.db'}"
    fake.server = Far(fake.world, fake.gateway, fake.faults)
    fake.rate_limit = PER_SECOND
    guild = fake.guild("Bench", owner=fake.user("Olu"))
    users = [fake.user(f"Member {at}") for at in range(number)]
    database = Database.open(url, seal=Seal.drawn())
    await filled(database, fake, guild.id, users)
    await database.close()
    async with fake:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
            loop = asyncio.get_running_loop()
            spent = await loop.run_in_executor(process, bot, fake.api_url, fake.token, url)
        taken = [message.nonce for user in users for message in fake.dms(user)]
    print(
        f"{number} reminders in {spent:.1f} s: {number / spent:.1f}/s, {number / spent / PER_SECOND:.3f} of the limit; "
        f"lost {number - len(set(taken))}, doubled {len(taken) - len(set(taken))}, 429s {fake.refused_429}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reminders", type=int, default=2_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(given.reminders, folder))


if __name__ == "__main__":
    main()
