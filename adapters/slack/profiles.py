"""Who somebody is, as the workspace tells it: asked once an hour at most, and told anew by `user_change`."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import PLATFORM
from adapters.slack.refusal import word
from bot.ports.directory import Actor

log = logging.getLogger(__name__)

FRESH_SECONDS = 3600.0
MOST = 20_000
"""Profiles kept; the oldest goes first."""
_LOST = (OSError, aiohttp.ClientError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Profile:
    """What `users.info` says that we need. `zone` is an IANA name, empty where Slack tells none that is known here."""

    name: str
    zone: str
    is_moderator: bool
    is_gone: bool
    is_bot: bool
    team: str


def profile(user: Mapping[str, Any]) -> Profile:
    """A profile from Slack's user object. Workspace admins and owners are moderators."""
    held: Mapping[str, Any] = user.get("profile", {})
    name = held.get("display_name") or held.get("real_name") or user.get("real_name") or user.get("name") or ""
    return Profile(
        str(name),
        _known(str(user.get("tz") or "")),
        bool(user.get("is_admin") or user.get("is_owner") or user.get("is_primary_owner")),
        bool(user.get("deleted")),
        bool(user.get("is_bot")),
        str(user.get("team_id") or ""),
    )


def _known(zone: str) -> str:
    """Slack may know a zone that was made after our rules were: one such name would stop every plan it is part of."""
    try:
        return str(ZoneInfo(zone)) if zone else ""
    except (KeyError, ValueError, OSError):
        log.warning("Slack tells the time zone %.40r, which the rules on this machine do not have", zone)
        return ""


class Profiles:
    """A copy of what the workspaces said, by workspace and user."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[float, Profile]] = {}

    def keep(self, team: str, user: str, known: Profile) -> None:
        """Notes what was told."""
        self._kept.pop((team, user), None)
        self._kept[team, user] = (asyncio.get_running_loop().time(), known)
        if len(self._kept) > MOST:
            self._kept.pop(next(iter(self._kept)))

    async def find(self, client: AsyncWebClient, team: str, user: str) -> Profile | None:
        """The user's profile; None when Slack does not know them, an old one when Slack cannot be asked."""
        held = self._kept.get((team, user))
        if held is not None and asyncio.get_running_loop().time() - held[0] < FRESH_SECONDS:
            return held[1]
        try:
            answer = await client.users_info(user=user)
        except SlackApiError as error:
            log.info("a profile could not be asked for: %s", word(error))
            return held[1] if held else None
        except _LOST as error:
            log.info("a profile could not be asked for: %s", type(error).__name__)
            return held[1] if held else None
        known = profile(answer.get("user") or {})
        self.keep(team, user, known)
        return known

    async def actor(self, client: AsyncWebClient, team: str, user: str) -> Actor:
        """Who is speaking. Without a profile the name stays as it was, and nobody is a moderator."""
        known = await self.find(client, team, user)
        if known is None:
            return Actor(PLATFORM, team, user, "")
        return Actor(PLATFORM, team, user, known.name, known.is_moderator, known.zone)
