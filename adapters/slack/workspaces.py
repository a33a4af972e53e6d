"""Which token speaks in which workspace: one that was configured, or those that were installed, sealed at rest."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import aiohttp
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import PLATFORM
from bot.ports.installs import Install
from bot.ports.storage import Storage

log = logging.getLogger(__name__)


class BadKey(Exception):
    """The key does not open what was sealed, in words that say what to do."""


def seal(keys: tuple[str, ...]) -> MultiFernet | None:
    """What seals with the first key and opens with any; None without a key. Raises BadKey for what is no key."""
    try:
        return MultiFernet([Fernet(key) for key in keys]) if keys else None
    except ValueError:
        raise BadKey("`slack.key` is no key. `office-hours slack key` prints a new one.") from None


class Workspaces(Protocol):
    """Where the bot is installed."""

    async def install(self, team: str) -> Install | None:
        """The installation of a workspace, with its token in plain text; None where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class OneWorkspace:
    """The workspace of a configured token."""

    only: Install

    async def install(self, team: str) -> Install | None:
        return self.only if team == self.only.space else None


class ManyWorkspaces:
    """Workspaces that installed the bot. Tokens are sealed by Fernet (AES-128-CBC, HMAC-SHA256) before they are stored.

    The first key seals; all of them open, so that a key can be changed.
    """

    def __init__(self, storage: Storage, box: MultiFernet, clock: Callable[[], datetime]) -> None:
        self._box = box
        self._storage = storage
        self._clock = clock

    async def install(self, team: str) -> Install | None:
        async with self._storage.reading() as tx:
            sealed = await tx.installs.find(PLATFORM, team)
        return None if sealed is None else self._opened(sealed)

    async def add(self, install: Install) -> None:
        """Keeps an installation, in the place of an older one of this workspace."""
        token = self._box.encrypt(install.token.encode()).decode()
        async with self._storage.writing() as tx:
            await tx.installs.add(Install(PLATFORM, install.space, install.name, token, install.bot), self._clock())

    async def remove(self, team: str) -> None:
        """Forgets a workspace's token."""
        async with self._storage.writing() as tx:
            await tx.installs.remove(PLATFORM, team)

    def _opened(self, sealed: Install) -> Install:
        try:
            token = self._box.decrypt(sealed.token.encode()).decode()
        except InvalidToken:
            log.exception("the token of workspace %s was sealed with another key; see `slack.key`", sealed.space)
            raise BadKey("`slack.key` does not open the tokens that are stored.") from None
        return Install(PLATFORM, sealed.space, sealed.name, token, sealed.bot)


class Clients:
    """Web clients by workspace, on one session and without retries of their own: the outbox tries again."""

    def __init__(self, workspaces: Workspaces, session: aiohttp.ClientSession, api_url: str) -> None:
        self._workspaces = workspaces
        self._session = session
        self._api_url = api_url

    def of(self, token: str | None) -> AsyncWebClient:
        """A client that speaks with this token."""
        return AsyncWebClient(token, base_url=self._api_url, session=self._session, retry_handlers=[])

    async def find(self, team: str) -> AsyncWebClient | None:
        """The client of a workspace; None where the bot is not."""
        found = await self._workspaces.install(team)
        return self.of(found.token) if found else None

    async def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """What Bolt asks for each payload."""
        found = await self._workspaces.install(team_id or "")
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_token=found.token, bot_user_id=found.bot, bot_id=""
        )
