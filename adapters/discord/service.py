"""The bot on Discord: a client that is logged in, connected and answering, until it is stopped or refused."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp
import discord
import yarl

from adapters.discord.commands import sync
from adapters.discord.conversation import Conversation
from adapters.discord.lifecycle import Lifecycle
from adapters.discord.messenger import DiscordMessenger
from adapters.discord.wire import MOST_A_SECOND, Held, Wire
from bot.app import App
from bot.ports.storage import Storage
from bot.presence import Presence

log = logging.getLogger(__name__)

API_URL = "https://discord.com/api/v10"
FINISH_SECONDS = 5
"""For answers under way when it is told to stop."""

REFUSES_US = "Discord does not take the token. Make a new one: Developer Portal, your application, Bot, Reset Token."
REFUSES_INTENTS = (
    "Discord refuses the connection's intents. Run the newest version; the bot asks for none that is privileged."
)
ASKS_TO_WAIT = "Discord asks this address to wait. Start again in {:.0f} minutes, and not before."
NOT_REACHED = "Discord cannot be reached. Look at the network, or at `discord.api_url`."

_LOST = (OSError, aiohttp.ClientError, TimeoutError)


# The bot says nothing aloud, and need not be told that it could not.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


class Refused(Exception):
    """Discord will not have the bot, in words that say what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to reach Discord. `api_url` carries the version; `development_guild` gets the commands alone, at once.

    With `shard_count`, this process connects the shards in `shard_ids` (all when empty); the first syncs commands.
    A connection whose heartbeats are unanswered for `heartbeat_timeout` seconds is made anew; after the last server
    that Discord names at the start, others are waited for `guild_ready_timeout` seconds.
    """

    token: str = field(repr=False)
    api_url: str = API_URL
    development_guild: int | None = None
    shard_ids: tuple[int, ...] = ()
    shard_count: int | None = None
    requests_per_second: float = MOST_A_SECOND
    zone: str = "UTC"
    heartbeat_timeout: float = 60.0
    guild_ready_timeout: float = 2.0


class _Events:
    """Turns discord.py's events into work that is counted, so that stopping can wait for it."""

    def __init__(self) -> None:
        self.under_way: set[asyncio.Task[None]] = set()
        self.is_open = True

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Once it is closed, nothing is begun that could not be ended."""
        if not self.is_open:
            work.close()
            return
        task = asyncio.ensure_future(self._guarded(work))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)

    @staticmethod
    async def _guarded(work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception:
            log.exception("an event of Discord's failed")


def _client(settings: Settings, wire: Wire) -> discord.Client:
    options: dict[str, Any] = {
        "intents": discord.Intents(guilds=True),
        "allowed_mentions": discord.AllowedMentions.none(),
        "max_messages": None,
        "member_cache_flags": discord.MemberCacheFlags.none(),
        "chunk_guilds_at_startup": False,
        "http_trace": wire.trace,
        "heartbeat_timeout": settings.heartbeat_timeout,
        "guild_ready_timeout": settings.guild_ready_timeout,
    }
    if settings.shard_count is None:
        return discord.Client(**options)
    return discord.AutoShardedClient(
        shard_count=settings.shard_count,
        shard_ids=list(settings.shard_ids or range(settings.shard_count)),
        **options,
    )


class Discord:
    """One connection to Discord. `gone` is set with what to do when Discord ends it for good."""

    def __init__(
        self, settings: Settings, app: App, storage: Storage, presence: Presence, clock: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._app = app
        self.wire = Wire(settings.requests_per_second)
        self.client = _client(settings, self.wire)
        self._commands: dict[str, int] = {}
        self.messenger = DiscordMessenger(self.client, self.wire, self._commands)
        self.gone: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._events = _Events()
        self._conversation = Conversation(app, clock, self._commands)
        self._lifecycle = Lifecycle(self.client, app, storage, presence, settings.zone, clock)
        self._connecting: asyncio.Task[None] | None = None
        self._is_stopping = False
        self._listen()

    def _listen(self) -> None:
        run, lifecycle = self._events.run, self._lifecycle

        async def on_interaction(interaction: discord.Interaction[Any]) -> None:
            run(self._conversation.take(interaction))

        async def on_guild_join(guild: discord.Guild) -> None:
            run(lifecycle.joined(guild))

        async def on_guild_available(guild: discord.Guild) -> None:
            run(lifecycle.available(guild))

        async def on_guild_remove(guild: discord.Guild) -> None:
            run(lifecycle.left(guild.id))

        async def on_guild_channel_delete(channel: discord.abc.GuildChannel) -> None:
            run(lifecycle.lost(channel))

        async def on_ready() -> None:
            run(lifecycle.agree())

        places = (on_guild_join, on_guild_available, on_guild_remove, on_guild_channel_delete)
        for listener in (on_interaction, *places, on_ready):
            self.client.event(listener)

    @property
    def is_busy(self) -> bool:
        """Whether an answer, or what an event asks for, is under way."""
        return bool(self._events.under_way)

    async def start(self) -> None:
        """Logs in, registers the commands if they changed, and connects; returns once Discord said it is ready.

        Raises Refused with what to do.
        """
        try:
            await login(self.client, self._settings)
            is_first = not self._settings.shard_ids or 0 in self._settings.shard_ids
            guild = self._settings.development_guild
            self._commands.update(await sync(self.client, self._app.registry, guild, writes=is_first))
        except discord.HTTPException as error:
            await self.client.close()
            raise Refused(f"Discord does not take the commands (status {error.status}, code {error.code}).") from error
        except _LOST as error:
            await self.client.close()
            raise Refused(_not_reached(error)) from error
        except Refused:
            await self.client.close()
            raise
        self._connecting = asyncio.ensure_future(self._connected())
        ready = asyncio.ensure_future(self.client.wait_until_ready())
        await asyncio.wait({ready, self._connecting}, return_when=asyncio.FIRST_COMPLETED)
        if self._connecting.done():
            ready.cancel()
            raise Refused(self.gone.result())

    async def _connected(self) -> None:
        """Until it is closed; discord.py itself reconnects and resumes whenever that may help."""
        said = "the connection to Discord was closed"
        try:
            await self.client.connect(reconnect=True)
        except discord.PrivilegedIntentsRequired:
            said = REFUSES_INTENTS
        except discord.ConnectionClosed as error:
            said = REFUSES_US if error.code == 4004 else f"Discord closed the connection for good (code {error.code})."
        except discord.LoginFailure:
            said = REFUSES_US
        except (discord.HTTPException, *_LOST):
            log.exception("the connection to Discord ended")
            said = NOT_REACHED
        finally:
            if not self.gone.done() and not self._is_stopping:
                self.gone.set_result(said)

    async def stop(self) -> None:
        """Takes nothing new, lets answers under way be given, and leaves."""
        self._is_stopping = True
        self._events.is_open = False
        if self._events.under_way:
            await asyncio.wait(set(self._events.under_way), timeout=FINISH_SECONDS)
        await self.client.close()
        if self._connecting is not None:
            await asyncio.wait({self._connecting}, timeout=FINISH_SECONDS)


async def login(client: discord.Client, settings: Settings) -> None:
    """Logs in at `api_url`, and has the gateway be the one that this API names. Raises Refused."""
    discord.http.Route.BASE = settings.api_url.rstrip("/")
    try:
        await client.login(settings.token)
        if settings.api_url != API_URL:
            gateway = await client.http.request(discord.http.Route("GET", "/gateway"))
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway["url"])
    except discord.LoginFailure as error:
        raise Refused(REFUSES_US) from error
    except discord.HTTPException as error:
        raise Refused(f"Discord answers with status {error.status}. Look at `discord.api_url`.") from error
    except _LOST as error:
        raise Refused(_not_reached(error)) from error


def _not_reached(error: Exception) -> str:
    return ASKS_TO_WAIT.format(error.seconds / 60) if isinstance(error, Held) else NOT_REACHED
