"""Interactions a second on Discord, and how long until each is answered: as a ratio to a bare bot on discord.py.

    python -m bench.interactions [--seconds 2] [--rounds 3] [--in-flight 10] [--folder FOLDER]

Both bots are processes of their own, connected to a fake Discord in this one, and are driven in turn. The bare bot
answers a constant and keeps nothing. Ours is the bot as it is run, on SQLite with `synchronous=FULL` in a temporary
folder (name one to choose the disk): a thousand mentors, and each call a transaction that enters its receipt.
"""

import argparse
import asyncio
import contextlib
import multiprocessing
import random
import statistics
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

import discord
import yarl
from sqlalchemy import insert, select

from adapters.cli.config import Config, DatabaseConfig, DiscordConfig
from adapters.cli.wiring import bot_of
from bench.crowd import some_mentor
from bench.quick import Case, Driver
from bench.ranking import NOW, fill
from storage.database import Database
from storage.seal import Seal
from storage.tables.people import accounts, spaces
from tests.fakes.discord import FakeDiscord

PEOPLE = 200
MENTORS = 1000
PLATFORM = "discord"
BARE = Case("bare discord.py bot", "ping", expects="pong")
OURS = (
    Case("/timezone (reads, writes)", "timezone", {"zone": "Europe/Berlin"}, expects="Time zone saved"),
    Case("/home (reads)", "home", expects="Nothing is open"),
    Case("/find-mentor (ranks)", "find-mentor", {"topic": "T1"}, expects="Mentors who fit"),
    Case("/mentor resume (writes)", "mentor resume"),
    Case("autocomplete of zones", "timezone", {"zone": "berl"}, "zone", "Europe/Berlin"),
    Case("autocomplete of topics", "find-mentor", {"topic": "T1"}, "topic", "T1"),
)


def bare(api_url: str, token: str) -> None:
    """The baseline: what a bot costs that does nothing."""
    client = discord.Client(intents=discord.Intents(guilds=True), max_messages=None)

    @client.event
    async def on_interaction(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("pong", ephemeral=True)

    async def serve() -> None:
        discord.http.Route.BASE = api_url
        await client.login(token)
        gateway = await client.http.request(discord.http.Route("GET", "/gateway"))
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway["url"])
        ping: Any = {"name": "ping", "description": "Answers pong"}
        await client.http.bulk_upsert_global_commands(client.application_id or 0, [ping])
        await client.connect()

    asyncio.run(serve())


def ours(api_url: str, token: str, url: str) -> None:
    """The bot as `office-hours run` runs it."""

    async def serve() -> None:
        config = Config(DatabaseConfig(url), discord=DiscordConfig(token, api_url))
        async with bot_of(config) as serving:
            await serving.ended.wait()

    asyncio.run(serve())


async def filled(url: str, platform: str, space: str, users: Sequence[str]) -> None:
    """A community of mentors in this space, the first of whom speak through these accounts."""
    database, dice = Database.open(url, seal=Seal.drawn()), random.Random(1)
    await database.make_tables()
    await fill(database, [some_mentor(dice, person) for person in range(1, MENTORS + 1)])
    async with database.writing() as tx:
        await tx.directory.add_space(1, platform, space, "Bench")
    async with database.engine.begin() as connection:
        found = (await connection.execute(select(spaces.c.id))).scalar_one()
        common = {"community_id": 1, "space_id": found, "platform": platform, "used_at": NOW}
        rows = [common | {"person_id": at + 1, "external_id": user} for at, user in enumerate(users)]
        await connection.execute(insert(accounts), rows)
    await database.close()


@contextmanager
def running(bot: Any, *given: str) -> Iterator[None]:
    """A bot in a process of its own, until the block ends."""
    process = multiprocessing.get_context("spawn").Process(target=bot, args=given)
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join()


@asynccontextmanager
async def driver(bot: Any, *given: str) -> AsyncIterator[Driver]:
    """A fake Discord, and a bot that is connected to it."""
    fake = FakeDiscord()
    guild = fake.guild("Bench", owner=fake.user("Olu"))
    guild.text_channel("general")
    made = Driver(fake, guild, [fake.user(f"Member {number}") for number in range(PEOPLE)])
    async with fake:
        if given:
            await filled(given[0], PLATFORM, str(guild.id), [str(user.id) for user in made.users])
        with running(bot, fake.api_url, fake.token, *given):
            fake.timeout = 60
            await fake.connected()
            await fake.until(lambda: fake.commands, "the commands registered")
            await asyncio.sleep(1)
            yield made


class Named(Protocol):
    """Something to be driven through."""

    @property
    def name(self) -> str: ...


Asked = TypeVar("Asked", bound=Named)


class Racer(Protocol[Asked]):
    """A service with a bot connected to it."""

    async def drive(self, case: Asked, seconds: float, in_flight: int) -> tuple[float, list[float]]: ...


def line(name: str, rates: Sequence[float], took: Sequence[float], ratios: Sequence[float]) -> str:
    """One row: the median rate of the rounds, the times of all of them, the median ratio."""
    cuts = statistics.quantiles(took, n=1000)
    times = "  ".join(f"{what} {cuts[at] * 1000:6.1f} ms" for what, at in (("p50", 499), ("p99", 989), ("p99.9", 998)))
    return f"{name:28}{statistics.median(rates):7.0f}/s  {times}  {statistics.median(ratios):.2f} of the bare bot"


async def race(
    other: Racer[Asked],
    base: Asked,
    us: Racer[Asked],
    cases: Sequence[Asked],
    seconds: float,
    rounds: int,
    in_flight: int,
) -> None:
    """Prints a row for each case and for the baseline; every round drives the baseline beside the case."""
    await other.drive(base, 1, in_flight)
    everything: tuple[list[float], list[float]] = ([], [])
    for case in cases:
        await us.drive(case, 1, in_flight)
        rates, took, ratios = list[float](), list[float](), list[float]()
        for _ in range(rounds):
            rate, some = await other.drive(base, seconds, in_flight)
            everything[0].append(rate)
            everything[1].extend(some)
            ours_rate, ours_took = await us.drive(case, seconds, in_flight)
            rates.append(ours_rate)
            took.extend(ours_took)
            ratios.append(ours_rate / rate)
        print(line(case.name, rates, took, ratios), flush=True)
    print(line(base.name, *everything, [1.0]), flush=True)


async def compare(seconds: float, rounds: int, in_flight: int, folder: str) -> None:
    """Prints a row for the baseline and for each of our cases."""
    async with driver(bare) as other, driver(ours, f"sqlite:///{Path(folder) / 'bench.db'}") as us:
        await race(other, BARE, us, OURS, seconds, rounds, in_flight)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--in-flight", type=int, default=10)
    parser.add_argument("--folder")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder, contextlib.suppress(KeyboardInterrupt):
        print(f"{given.in_flight} in flight, the database in {folder}")
        asyncio.run(compare(given.seconds, given.rounds, given.in_flight, folder))


if __name__ == "__main__":
    main()
