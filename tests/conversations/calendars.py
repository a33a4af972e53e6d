"""A reader of calendars that says what a test wants, and the rounds that ask it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.ports.feeds import Address, Deadline, Read, Refused, Seen, Span, Unchanged, Wanted
from bot.scheduling.feeds import Rounds
from tests.conversations.town import START, Speaker, Town

SECRET = "https://calendar.example.com/ada/private-5f3a.ics"
KEPT = Seen('"a1"', "Mon, 02 Mar 2026 12:00:00 GMT")
Answer = Unchanged | Read | Refused


def span(start: datetime, hours: float = 1) -> Span:
    return Span(start, start + timedelta(hours=hours))


def due(days: float, title: str, *, is_day: bool = False) -> Deadline:
    return Deadline(title.lower(), title, START + timedelta(days=days), is_day)


@dataclass
class Library:
    """Implements `bot.ports.feeds.FeedReader`: what it answers by host, and what it was asked."""

    answers: dict[str, Answer | Callable[[], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, Seen, Wanted]] = field(default_factory=list)

    async def read(self, address: Address, seen: Seen, wanted: Wanted) -> Answer:
        self.asked.append((address.host, seen, wanted))
        found = self.answers.get(address.host, Read(KEPT))
        return found() if callable(found) else found


@dataclass
class Reading:
    """A town in which calendars are read."""

    town: Town
    library: Library = field(default_factory=Library)

    def __post_init__(self) -> None:
        self.rounds = Rounds(self.town.storage, self.library)

    async def goes_round(self) -> int:
        """What is due now is read, and what is to be said about it arrives."""
        number = await self.rounds.run(self.town.now)
        await self.town.clockwork.tick(self.town.now)
        return number

    async def passes(self, **length: float) -> None:
        await self.town.passes(**length)
        await self.goes_round()


async def adds(speaker: Speaker, address: str = SECRET, kind: str = "busy", share: str = "no") -> None:
    """By the form that /calendars opens."""
    await speaker.types("/calendars")
    await speaker.presses("Add a calendar")
    await speaker.fills(address=address, kind=kind, share=share)
