"""The bot on Slack: in one workspace over Socket Mode, or in many over HTTP, until it is stopped or refused."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import PLATFORM
from adapters.slack.conversation import Conversation
from adapters.slack.events import Events
from adapters.slack.homes import Homes
from adapters.slack.listening import bolt
from adapters.slack.messenger import SlackMessenger
from adapters.slack.pacing import Pace
from adapters.slack.profiles import Profiles
from adapters.slack.refusal import word
from adapters.slack.workspaces import Clients, ManyWorkspaces, OneWorkspace, seal
from bot.app import App
from bot.founding import found
from bot.ports.installs import Install
from bot.ports.storage import Storage
from bot.presence import Presence

log = logging.getLogger(__name__)

API_URL = "https://slack.com/api/"
CONNECTIONS = 2
"""Sockets side by side: with one, whatever comes while it is renewed is lost; with two nothing was."""
FINISH_SECONDS = 5

REFUSES_BOT = "Slack does not take the bot token. Copy it again: your app, OAuth & Permissions, Bot User OAuth Token."
REFUSES_SOCKETS = (
    "Slack does not take the app token. Make one: your app, Basic Information, App-Level Tokens, connections:write."
)
NOT_REACHED = "Slack cannot be reached. Look at the network, or at `slack.api_url`."


class Refused(Exception):
    """Slack will not have the bot, in words that say what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to reach Slack. `mode` is "socket" or "http"; `keys` seal the tokens of installed workspaces."""

    mode: str = "socket"
    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    keys: tuple[str, ...] = field(default=(), repr=False)
    api_url: str = API_URL
    address: str = ""
    prefix: str = ""
    zone: str = "UTC"
    slowness: float = 1.0
    """1 keeps to Slack's limits."""


class Slack:
    """One bot on Slack. `gone` is set with what to do when Slack ends it for good."""

    def __init__(
        self, settings: Settings, app: App, storage: Storage, presence: Presence, clock: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._storage = storage
        self._clock = clock
        self.gone: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        box = seal(settings.keys)
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20))
        self._many = ManyWorkspaces(storage, box, clock) if box else None
        self._only: OneWorkspace | None = None
        self._pace = Pace(settings.slowness)
        self._profiles = Profiles()
        homes = Homes(app, self._profiles, clock, self._client)
        self.conversation = Conversation(app, self._profiles, homes, clock, settings.prefix)
        self.events = Events(homes, presence, self._profiles, clock, self._forget)
        self.messenger = SlackMessenger(self._client, self._pace, homes)
        self._sockets: list[AsyncSocketModeHandler] = []
        self._under_way: set[asyncio.Task[Any]] = set()
        client = AsyncWebClient(base_url=settings.api_url, session=self._session, retry_handlers=[])
        self.bolt = bolt(self, client)

    def _clients(self) -> Clients:
        workspaces = self._only or self._many
        assert workspaces is not None
        return Clients(workspaces, self._session, self._settings.api_url)

    async def _client(self, team: str) -> AsyncWebClient | None:
        return await self._clients().find(team)

    async def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """The token of the workspace a payload came from, for Bolt."""
        return await self._clients().authorize(enterprise_id, team_id)

    async def _forget(self, team: str) -> None:
        if self._only is None and self._many is not None:
            await self._many.remove(team)
        elif not self.gone.done():
            self.gone.set_result("the app was removed from the workspace, or its token revoked")

    def own(self, client: AsyncWebClient) -> AsyncWebClient:
        """Bolt's client of a payload, on our session and without retries of its own."""
        return self._clients().of(client.token)

    async def counted(self, work: Awaitable[None]) -> None:
        """Does the work, which stopping waits for."""
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await task

    @property
    def is_busy(self) -> bool:
        """Whether an answer is under way."""
        return bool(self._under_way)

    async def start(self) -> None:
        """Asks Slack who the bot is and connects. Raises Refused with what to do."""
        try:
            if self._settings.bot_token:
                await self._know_ourselves()
            if self._settings.mode == "socket":
                await self._connect()
        except Refused:
            await self.stop()
            raise
        except SlackApiError as error:
            await self.stop()
            raise Refused(_words(word(error))) from error
        except (OSError, aiohttp.ClientError, TimeoutError) as error:
            await self.stop()
            raise Refused(NOT_REACHED) from error

    async def _know_ourselves(self) -> None:
        client = AsyncWebClient(
            self._settings.bot_token, base_url=self._settings.api_url, session=self._session, retry_handlers=[]
        )
        me = await client.auth_test()
        team, name = str(me["team_id"]), str(me.get("team") or "Slack")
        self._only = OneWorkspace(Install(PLATFORM, team, name, self._settings.bot_token, str(me["user_id"])))
        await found(self._storage, name, self._settings.zone, PLATFORM, team, self._clock())

    async def installed(self, install: Install) -> None:
        """A workspace installed the bot: its token is kept, its community made on first sight."""
        assert self._many is not None
        await self._many.add(install)
        await found(self._storage, install.name, self._settings.zone, PLATFORM, install.space, self._clock())

    async def _connect(self) -> None:
        for _ in range(CONNECTIONS):
            client = AsyncWebClient(base_url=self._settings.api_url, session=self._session, retry_handlers=[])
            handler = AsyncSocketModeHandler(self.bolt, self._settings.app_token, web_client=client, ping_interval=5)
            self._sockets.append(handler)
            # Bolt would ask for the address itself, and go on asking for ever with a token that is refused.
            handler.client.wss_uri = await self._socket(client)
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt left it untyped

    async def _socket(self, client: AsyncWebClient) -> str:
        try:
            return str((await client.apps_connections_open(app_token=self._settings.app_token))["url"])
        except SlackApiError as error:
            if word(error) in ("invalid_auth", "not_authed", "not_allowed_token_type", "account_inactive"):
                raise Refused(REFUSES_SOCKETS) from error
            raise

    async def stop(self) -> None:
        """Takes nothing new, lets answers under way be given, and leaves."""
        for handler in self._sockets:
            await handler.disconnect_async()  # type: ignore[no-untyped-call]  # Bolt left it untyped
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=FINISH_SECONDS)
        for handler in self._sockets:
            await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt left it untyped
        await self._session.close()


def _words(error: str) -> str:
    if error in ("invalid_auth", "not_authed", "token_revoked", "account_inactive"):
        return REFUSES_BOT
    return f"Slack refuses the app ({error})."
