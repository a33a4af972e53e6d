"""A fake, and discord.py pointed at it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.fakes.discord import FakeDiscord, FakeGuild, FakeUser

Answerer = Callable[[discord.Interaction[Any]], Awaitable[None]]


class Bot(discord.Client):
    """A bare bot that gives each interaction to `answer`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(intents=discord.Intents(guilds=True), guild_ready_timeout=0.01, **options)
        self.answer: Answerer | None = None
        self.guilds_seen: list[str] = []

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.guilds_seen.append(guild.name)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        assert self.answer
        await self.answer(interaction)


@pytest.fixture
async def fake(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    """The fake, to which discord.py connects until the test ends."""
    async with FakeDiscord() as made:
        monkeypatch.setattr(Route, "BASE", made.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(made.gateway_url))
        yield made


@pytest.fixture
def ada(fake: FakeDiscord) -> FakeUser:
    """Somebody."""
    return fake.user("Ada")


@pytest.fixture
def campus(fake: FakeDiscord) -> FakeGuild:
    """A server with a channel, which the bot is in."""
    made = fake.guild("Far Campus")
    made.text_channel("general")
    return made


@pytest.fixture
async def bot(fake: FakeDiscord, campus: FakeGuild) -> AsyncIterator[Bot]:
    """A bare bot that is connected."""
    made = Bot()
    running = asyncio.create_task(made.start(fake.token))
    await fake.connected()
    yield made
    await made.close()
    await running
