"""What Slack tells of its own accord: App Home opened, people who change or go, the app removed."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from adapters.slack import PLATFORM
from adapters.slack.homes import Homes
from adapters.slack.profiles import Profiles, profile
from bot.presence import Presence

log = logging.getLogger(__name__)

Body = Mapping[str, Any]


class Events:
    """Handles events; each may come several times. `forget` drops a workspace's token."""

    def __init__(
        self,
        homes: Homes,
        presence: Presence,
        profiles: Profiles,
        clock: Callable[[], datetime],
        forget: Callable[[str], Awaitable[None]],
    ) -> None:
        self._homes = homes
        self._presence = presence
        self._profiles = profiles
        self._clock = clock
        self._forget = forget

    async def home(self, body: Body) -> None:
        """Somebody opened App Home: what is open for them, as `/home` says it."""
        event: Body = body["event"]
        if event.get("tab") == "home":
            await self._homes.open(str(body["team_id"]), str(event["user"]))

    async def changed(self, body: Body) -> None:
        """Somebody's profile changed: name, time zone, rights; or their account was closed."""
        user: Body = body["event"]["user"]
        team, account = str(body["team_id"]), str(user["id"])
        known = profile(user)
        self._profiles.keep(team, account, known)
        if known.is_gone:
            await self._presence.account_left(PLATFORM, team, account, self._clock())

    async def removed(self, body: Body) -> None:
        """The app was uninstalled, or its bot token revoked; Slack tells both, in either order."""
        event: Body = body["event"]
        if event["type"] == "tokens_revoked" and not (event.get("tokens") or {}).get("bot"):
            return
        team = str(body["team_id"])
        log.info("the app was removed from workspace %s", team)
        await self._forget(team)
        await self._presence.space_left(PLATFORM, team, self._clock())
