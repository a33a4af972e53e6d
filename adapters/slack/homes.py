"""App Home: shown when it is opened, and again when something changed for whoever has opened it."""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.blocks import Block, Surface, blocks
from adapters.slack.profiles import Profiles
from adapters.slack.refusal import word
from bot.app import App
from bot.calls import call

log = logging.getLogger(__name__)

HOME = call("home.show")
MOST = 10_000
"""People whose App Home is kept fresh; whoever opened it longest ago goes first."""


class Homes:
    """Who has opened App Home since the process began, and what stands in it.

    Slack tells when it is opened each time, so that forgetting at a restart costs one stale look at most.
    """

    def __init__(
        self,
        app: App,
        profiles: Profiles,
        clock: Callable[[], datetime],
        clients: Callable[[str], Awaitable[AsyncWebClient | None]],
    ) -> None:
        self._app = app
        self._profiles = profiles
        self._clock = clock
        self._clients = clients
        self._shown: OrderedDict[tuple[str, str], list[Block]] = OrderedDict()

    async def open(self, team: str, user: str) -> None:
        """Somebody looks at it."""
        self._shown[team, user] = []
        self._shown.move_to_end((team, user))
        if len(self._shown) > MOST:
            self._shown.popitem(last=False)
        await self.refresh(team, user)

    async def refresh(self, team: str, user: str) -> None:
        """Shows it as it is now, where it was opened and something is different. Never raises for what Slack does."""
        if (team, user) not in self._shown:
            return
        try:
            await self._publish(team, user)
        except SlackApiError as error:
            log.info("App Home was not taken: %s", word(error))
        except (OSError, aiohttp.ClientError, TimeoutError) as error:
            log.info("App Home was lost: %s", type(error).__name__)

    async def _publish(self, team: str, user: str) -> None:
        client = await self._clients(team)
        if client is None:
            return
        actor = await self._profiles.actor(client, team, user)
        view = await self._app.answer(actor, HOME, now=self._clock())
        shown: list[Any] = blocks(view, Surface(actor.zone or "UTC"))
        if shown != self._shown.get((team, user)):
            await client.views_publish(user_id=user, view={"type": "home", "blocks": shown})
            self._shown[team, user] = shown
