"""A service's client, opened as the bot opens it, on the fake of its service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from adapters.rooms.meet import MeetSettings, ServiceKey
from adapters.rooms.opening import Settings, opened
from adapters.rooms.teams import TeamsSettings
from adapters.rooms.zoom import ZoomSettings
from bot.ports.rooms import Meeting, MeetingRooms
from tests.fakes.rooms import google, microsoft, zoom
from tests.fakes.rooms.google import FakeGoogle
from tests.fakes.rooms.microsoft import FakeMicrosoft
from tests.fakes.rooms.serving import Fake
from tests.fakes.rooms.zoom import FakeZoom

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
MEETING = Meeting("0123456789abcdef" * 2, NOW + timedelta(days=1), timedelta(minutes=45))
LATER = replace(MEETING, start=MEETING.start + timedelta(hours=2))
NAMES = ("zoom", "meet", "teams")


@dataclass
class Studio:
    """One service and its client."""

    fake: Fake
    service: MeetingRooms
    settings: Settings


def fake_of(name: str) -> Fake:
    return {"zoom": FakeZoom, "meet": lambda: FakeGoogle(NOW), "teams": FakeMicrosoft}[name]()  # type: ignore[operator]  # each takes nothing


def settings_of(fake: Fake) -> Settings:
    """What a configuration for it says."""
    match fake:
        case FakeZoom():
            credentials = (zoom.ACCOUNT, zoom.CLIENT, zoom.SECRET, zoom.USER)
            return Settings(zoom=ZoomSettings(*credentials, api_url=f"{fake.url}/v2", login_url=fake.url))
        case FakeGoogle():
            return Settings(meet=MeetSettings(ServiceKey.read(fake.key_file()), google.USER, fake.url))
        case _:
            credentials = (microsoft.TENANT, microsoft.CLIENT, microsoft.SECRET, microsoft.USER)
            return Settings(teams=TeamsSettings(*credentials, api_url=f"{fake.url}/v1.0", login_url=fake.url))


@asynccontextmanager
async def studio_of(name: str) -> AsyncIterator[Studio]:
    fake = fake_of(name)
    async with fake.serving():
        settings = settings_of(fake)
        async with opened(settings, lambda: NOW) as services:
            yield Studio(fake, services[name], settings)
