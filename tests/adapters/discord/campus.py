"""The product on a fake Discord: real discord.py, real database, a clock that moves when it is told to."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import discord
import yarl

import bot.commands
from adapters.discord import PLATFORM
from adapters.discord.service import Discord, Settings
from bot.app import App
from bot.ports.storage import Storage
from bot.presence import Presence
from bot.registry import registry
from bot.scheduling.clockwork import Clockwork
from tests.conversations.town import START
from tests.fakes.discord import FakeDiscord, FakeGuild, FakeMessage, FakeUser, Reply

assert bot.commands

PACE = 100_000
"""Requests a second: the tests need not wait for Discord's limit."""


@dataclass
class Campus:
    """A server with its people, and the bot in it."""

    fake: FakeDiscord
    storage: Storage
    guild: FakeGuild
    settings: Settings
    now: datetime = START
    services: list[Discord] = field(default_factory=list)

    @property
    def service(self) -> Discord:
        return self.services[-1]

    async def starts(self, **changed: Any) -> Discord:
        """A bot's process starts."""
        app = App(self.storage, registry)
        presence = Presence(self.storage, registry)
        service = Discord(replace(self.settings, **changed), app, self.storage, presence, lambda: self.now)
        self.services.append(service)
        await service.start()
        await self.fake.until(lambda: not service.is_busy, "the start is over")
        return service

    async def restarts(self) -> None:
        """The process ends and another begins."""
        await self.service.stop()
        await self.starts()

    async def tick(self) -> None:
        """Whatever is due is done."""
        await Clockwork(self.storage, registry, {PLATFORM: self.service.messenger}).tick(self.now)

    async def passes(self, **length: float) -> None:
        """Time goes by, and what is due then is done."""
        clockwork = Clockwork(self.storage, registry, {PLATFORM: self.service.messenger})
        target = self.now + timedelta(**length)
        while (moment := await clockwork.next_at()) is not None and moment <= target:
            self.now = max(self.now, moment)
            await clockwork.tick(self.now)
        self.now = target
        await clockwork.tick(self.now)

    def person(self, name: str, *, moderator: bool = False) -> "Member":
        """Somebody in the server."""
        user = self.fake.user(name)
        if moderator:
            self.guild.allow(user, manage_guild=True)
        return Member(self, user)

    async def mentor(self, name: str, *, topics: str = "statistics", week: str = "Mon-Fri 18-21") -> "Member":
        """Somebody with a complete mentor profile, made the way people do."""
        member = self.person(name)
        await member.types("mentor profile")
        await member.presses("Who you are")
        await member.fills(topics=topics, languages="English", bio="I like to explain things twice.")
        await member.presses("Your time")
        await member.fills(week=week, zone="Europe/Berlin", capacity="2")
        return member


@dataclass
class Member:
    """Somebody with a Discord client. `reply` is what came last."""

    campus: Campus
    user: FakeUser
    reply: Reply | None = None

    async def types(self, command: str, options: Mapping[str, Any] | None = None, *, in_dm: bool = False) -> Reply:
        """A slash command."""
        guild = None if in_dm else self.campus.guild
        self.reply = await self.campus.fake.command(self.user, guild, command, options or {})
        return await self._seen()

    async def presses(self, label: str, on: FakeMessage | None = None) -> Reply:
        """The first button whose label begins so, on a message or on the last answer."""
        message = on or self.seen
        found = next((button for button in message.buttons if button.label.startswith(label)), None)
        assert found is not None, f"no button {label!r} in {message.labels}:\n{message.text}"
        assert found.custom_id is not None
        self.reply = await self.campus.fake.press(self.user, message, found.custom_id)
        return await self._seen()

    async def picks(self, what: str, value: Any, on: FakeMessage | None = None) -> Reply:
        """An option of a menu, by its placeholder."""
        self.reply = await self.campus.fake.select(self.user, on or self.seen, what, [value])
        return await self._seen()

    async def fills(self, **typed: Any) -> Reply:
        """Submits the modal that is open."""
        assert self.reply is not None
        self.reply = await self.campus.fake.submit(self.user, self.reply.modal, typed)
        return await self._seen()

    async def _seen(self) -> Reply:
        assert self.reply is not None
        assert not self.campus.fake.refusals, self.campus.fake.refusals
        await self.campus.tick()
        return self.reply

    @property
    def seen(self) -> FakeMessage:
        assert self.reply is not None
        return self.reply.message

    @property
    def dms(self) -> list[FakeMessage]:
        """What the bot wrote to them of its own accord: answers carry no nonce."""
        return [message for message in self.campus.fake.dms(self.user) if message.nonce]

    @property
    def last_dm(self) -> FakeMessage:
        assert self.dms, f"{self.user.name} has no direct message"
        return self.dms[-1]


@asynccontextmanager
async def campus_on(storage: Storage, **settings: Any) -> AsyncIterator[Campus]:
    """A server called Far Campus with a general channel and the bot in it, until the block ends."""
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    async with FakeDiscord() as fake:
        guild = fake.guild("Far Campus", owner=fake.user("Olu"))
        guild.text_channel("general")
        chosen = Settings(fake.token, fake.api_url, requests_per_second=PACE, guild_ready_timeout=0.01, **settings)
        campus = Campus(fake, storage, guild, chosen)
        try:
            await campus.starts()
            yield campus
        finally:
            for service in campus.services:
                await service.stop()
            discord.http.Route.BASE = base
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
