"""A town in which a service makes rooms."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from bot.app import App
from bot.calls import call
from bot.domain.installation import Installation
from bot.domain.rooms import Room
from bot.domain.sessions import Session
from bot.registry import registry
from bot.scheduling.clockwork import Clockwork
from bot.scheduling.rooms import RoomMaker
from bot.text import Link, Text
from bot.views import Card, View
from tests.conversations.test_sessions import paired
from tests.conversations.town import Speaker, Town
from tests.scheduling.service import Service

JITSI = "https://meet.example"


@dataclass
class Rooms:
    """Ada and Grace are a pair; Zoom makes rooms here, and Jitsi does."""

    town: Town
    zoom: Service
    maker: RoomMaker
    ada: Speaker
    grace: Speaker
    pair: int

    @classmethod
    async def built(cls, town: Town, **more: object) -> Self:
        offered = registry.on(Installation(**{"jitsi": JITSI, "rooms": ("zoom",), **more}))  # type: ignore[arg-type]  # by name
        town.app = App(town.storage, offered)
        town.clockwork = Clockwork(town.storage, offered, {"town": town.mailbox})
        zoom = Service()
        ada, grace, pair = await paired(town)
        return cls(town, zoom, RoomMaker(town.storage, {"zoom": zoom}, JITSI), ada, grace, pair)

    async def agree(self, **typed: str) -> View:
        """Ada suggests the first hour there is, Grace says yes: what Grace reads then."""
        await self.ada.types("/schedule")
        await self.ada.presses("Suggest this")
        await self.ada.fills(topic="My exam", **typed)
        return await self.grace.presses("Yes", from_dm=True)

    async def works(self, **later: float) -> None:
        """The job runs, after a while, and what it put is delivered."""
        self.town.now += timedelta(**later)
        await self.maker.run(self.town.now)
        await self.town.clockwork.tick(self.town.now)

    async def session(self, number: int = 1) -> Session:
        async with self.town.storage.reading() as tx:
            found = await tx.store(self.town.community.id).sessions.get(number)
        assert found is not None
        return found

    async def room(self, session: int = 1) -> Room | None:
        async with self.town.storage.reading() as tx:
            return await tx.store(self.town.community.id).rooms.of(session)

    async def shown(self, who: Speaker, session: int = 1) -> Card:
        """The session as somebody opens it."""
        card = await who.sends(call("session.show", session))
        assert isinstance(card, Card)
        return card


def links(view: View) -> list[str]:
    """Every address a card links to, but for those of calendars."""
    assert isinstance(view, Card)
    said: Text = view.text + tuple(span for fact in view.facts for span in fact.text if "calendar" not in fact.label)
    return [span.url for span in said if isinstance(span, Link)]
