"""Opens the services that are configured, and says what each of them answers before the bot runs."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import aiohttp

from adapters.rooms import meet, teams, zoom
from adapters.rooms.meet import Meet, MeetSettings
from adapters.rooms.teams import Teams, TeamsSettings
from adapters.rooms.wire import Wire
from adapters.rooms.zoom import Zoom, ZoomSettings
from bot.ports.rooms import MeetingRooms, RoomsUnavailable

Found = tuple[str, str]
"""What was found, and how to mend it; the second is empty when all is well."""
_NAMES = {"zoom": zoom.NAME, "meet": meet.NAME, "teams": teams.NAME}


@dataclass(frozen=True, slots=True)
class Settings:
    """Those that are configured; None for the others."""

    zoom: ZoomSettings | None = None
    meet: MeetSettings | None = None
    teams: TeamsSettings | None = None


@asynccontextmanager
async def opened(settings: Settings, clock: Callable[[], datetime]) -> AsyncIterator[dict[str, MeetingRooms]]:
    """Each service by the name the core has for it, for as long as the block lasts."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        found: dict[str, MeetingRooms] = {}
        if settings.zoom:
            found["zoom"] = Zoom(settings.zoom, Wire(zoom.NAME, http, clock))
        if settings.meet:
            found["meet"] = Meet(settings.meet, Wire(meet.NAME, http, clock), clock)
        if settings.teams:
            found["teams"] = Teams(settings.teams, Wire(teams.NAME, http, clock))
        yield found


async def look(settings: Settings, clock: Callable[[], datetime]) -> Sequence[Found]:
    """Asks each for a token. Nothing is made there."""
    found: list[Found] = []
    async with opened(settings, clock) as services:
        for name, service in services.items():
            try:
                await service.check()
            except RoomsUnavailable as error:
                found.append((f"{_NAMES[name]} is set up, but gives no token.", error.reason))
            else:
                found.append((f"{_NAMES[name]} gives a token, so it can make rooms.", ""))
    return found
