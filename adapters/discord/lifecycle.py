"""Servers the bot comes into and leaves, and channels that go: told to the core, and a welcome said once."""

import logging
from collections.abc import Callable
from datetime import datetime

import aiohttp
import discord

from adapters.discord import PLATFORM
from adapters.discord.rendering import message
from bot.app import App
from bot.calls import call
from bot.founding import joined
from bot.ports.storage import Storage
from bot.presence import Presence
from bot.views import View

log = logging.getLogger(__name__)

WELCOME = call("setup.welcome")
DELETED = "the channel was deleted"


class Lifecycle:
    """What happens when places come and go. `zone` is what a new community lives in."""

    def __init__(
        self,
        client: discord.Client,
        app: App,
        storage: Storage,
        presence: Presence,
        zone: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._app = app
        self._storage = storage
        self._presence = presence
        self._zone = zone
        self._clock = clock
        self._awaited: set[int] = set()

    async def joined(self, guild: discord.Guild) -> None:
        """The bot is in this server: its community is made on first sight, and told what to do next."""
        _, is_new = await joined(self._storage, guild.name, self._zone, PLATFORM, str(guild.id), self._clock())
        if is_new:
            log.info("a community was made for server %s", guild.id)
            await self._welcome(guild)

    async def available(self, guild: discord.Guild) -> None:
        """A server can be reached, or can be again; in one first seen in an outage there was nothing to be done."""
        if guild.id in self._awaited:
            self._awaited.remove(guild.id)
            await self.joined(guild)

    async def left(self, guild: int) -> None:
        """The bot was removed. An outage of the server is not told here."""
        log.info("the bot was removed from server %s", guild)
        await self._presence.space_left(PLATFORM, str(guild), self._clock())

    async def lost(self, channel: discord.abc.GuildChannel) -> None:
        """A channel was deleted."""
        await self._presence.channel_lost(PLATFORM, str(channel.guild.id), str(channel.id), DELETED, self._clock())

    async def agree(self) -> None:
        """What happened while nobody was connected: servers that are new, and servers that are gone."""
        here = {str(guild.id): guild for guild in self._client.guilds}
        async with self._storage.reading() as tx:
            known = set(await tx.presence.spaces(PLATFORM))
        new = [guild for space, guild in here.items() if space not in known]
        self._awaited = {guild.id for guild in new if guild.unavailable}
        for guild in new:
            if not guild.unavailable:
                await self.joined(guild)
        shards = _shards(self._client)
        for space in known - here.keys():
            if shards is None or (int(space) >> 22) % shards[1] in shards[0]:
                await self.left(int(space))

    async def _welcome(self, guild: discord.Guild) -> None:
        """In the system channel, else the first where the bot may write, else to whoever owns the server."""
        view = await self._app.says(PLATFORM, str(guild.id), WELCOME, now=self._clock())
        if view is None:
            return
        system = [guild.system_channel] if guild.system_channel else []
        for channel in (*system, *guild.text_channels):
            if channel.permissions_for(guild.me).send_messages and await _said(channel, view, in_dm=False):
                return
        if guild.owner_id is None or not await self._told_owner(guild.owner_id, view):
            log.warning("nobody in server %s could be welcomed", guild.id)

    async def _told_owner(self, owner: int, view: View) -> bool:
        try:
            return await _said(await self._client.create_dm(discord.Object(owner)), view, in_dm=True)
        except (discord.HTTPException, OSError, aiohttp.ClientError):
            return False


async def _said(to: discord.abc.Messageable, view: View, *, in_dm: bool) -> bool:
    shown = message(view, in_dm=in_dm)
    try:
        await to.send(view=shown.layout, files=shown.files, allowed_mentions=discord.AllowedMentions.none())
    except (discord.HTTPException, OSError, aiohttp.ClientError) as error:
        log.info("a welcome was not taken: %s", type(error).__name__)
        return False
    return True


def _shards(client: discord.Client) -> tuple[frozenset[int], int] | None:
    """This process's shards and how many there are in all; None when it has every server."""
    if isinstance(client, discord.AutoShardedClient) and client.shard_ids and client.shard_count:
        return frozenset(client.shard_ids), client.shard_count
    return None
