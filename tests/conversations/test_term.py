"""A term of sixteen weeks in twenty time zones: at every moment, what was promised for it has come once, and nothing
else has come.

`OFFICE_HOURS_TERMS=20` plays as many terms; one is played otherwise.
"""

import heapq
import os
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calls import call
from bot.domain.week import DAYS
from storage.database import Database
from tests.conversations.town import START, Speaker, Town
from tests.conversations.words import words

TERMS = int(os.environ.get("OFFICE_HOURS_TERMS", "1"))
WEEKS = 16
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ZONES = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Lagos",
    "America/Bogota",
    "America/Chicago",
    "America/Havana",
    "America/New_York",
    "America/Nuuk",
    "America/Santiago",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/London",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Honolulu",
)
WORDS = {
    "How is it going?": "asked",
    "Room for two lines?": "nudged",
    "I leave you in peace": "stopped",
    "Your week": "summed",
}
HOURS = (time(0, 30), time(2, 30), time(9), time(16), time(20))


Arrivals = Counter[tuple[str, str]]
"""How many of each kind, by account."""


@dataclass
class Student:
    """What somebody chose, and what the rule owes them for it: from its sentences, not from the program."""

    speaker: Speaker
    zone: str
    days: set[int]
    at: time
    keenness: float
    misses: int = 0
    leaves_out: bool = False
    is_on: bool = True
    back_on: date = date.min
    written: set[date] = field(default_factory=set)

    def moment(self, on: date) -> datetime:
        """RFC 5545: a time in a gap counts by the offset before it, one in a fold is the first."""
        return datetime.combine(on, self.at, ZoneInfo(self.zone)).astimezone(UTC)

    def awake(self, at: datetime) -> datetime:
        """The same moment when it is between nine and nine for them, else the next nine o'clock."""
        local = at.astimezone(ZoneInfo(self.zone))
        if 9 <= local.hour < 21:
            return at
        on = local.date() + (DAY if local.hour >= 21 else timedelta())
        return datetime.combine(on, time(9), ZoneInfo(self.zone)).astimezone(UTC)

    def is_asked(self, on: date) -> bool:
        """Whether the rule asks them on a local date."""
        if not self.is_on or on in self.written or on < self.back_on:
            return False
        is_left_out, self.leaves_out = self.leaves_out, False
        return not is_left_out

    def heard(self) -> None:
        self.misses, self.leaves_out = 0, False


@dataclass(order=True)
class Event:
    """Something of the model, at a moment; in one moment what is missed counts before what is asked."""

    at: datetime
    rank: int
    number: int
    kind: str = field(compare=False)
    student: Student = field(compare=False)
    on: date = field(compare=False)


class Term:
    """The town, and a model of what it promised."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town = town
        self.draw = random.Random(seed)
        self.students: list[Student] = []
        self.events: list[Event] = []
        self.open: set[tuple[str, date]] = set()
        self.seen: Counter[str] = Counter()
        self.asked = 0

    async def begins(self) -> None:
        for number, zone in enumerate(ZONES):
            speaker = self.town.person(f"S{number}", zone=zone)
            days = set(self.draw.sample(range(7), self.draw.choice((1, 1, 1, 2))))
            at = self.draw.choice(HOURS)
            await speaker.types("/my-rhythm", level="own", days=",".join(DAYS[day] for day in days), at=f"{at:%H:%M}")
            student = Student(speaker, zone, days, at, self.draw.choice((0.0, 0.5, 0.9)))
            self.students.append(student)
            for on in (START.date() + step * DAY for step in range(-1, 7 * WEEKS + 3)):
                if on.weekday() in days and student.moment(on) > START:
                    self.plan(student.moment(on), "asked", student, on)
            for week in range(2, WEEKS + 1):
                on = START.date() + 7 * week * DAY
                nine = datetime.combine(on, time(9), ZoneInfo(zone)).astimezone(UTC)
                self.plan(nine, "summed", student, on)

    def plan(self, at: datetime, kind: str, student: Student, on: date) -> None:
        rank = ("lapse", "nudged", "stopped", "summed", "asked", "deed").index(kind.partition(":")[0])
        heapq.heappush(self.events, Event(at, rank, len(self.events) + rank, kind, student, on))

    def arrived(self) -> Arrivals:
        """What is new in each mailbox."""
        found: Arrivals = Counter()
        for one in self.students:
            account, dms = one.speaker.actor.account, one.speaker.dms
            for view in dms[self.seen[account] :]:
                found[account, WORDS.get(words(view).split("\n")[0], "something else")] += 1
            self.seen[account] = len(dms)
        return found

    async def ticks(self, at: datetime) -> None:
        """Goes on to a moment: nothing may come before it."""
        while (own := await self.town.clockwork.next_at()) is not None and own < at:
            self.town.now = max(own, self.town.now)
            await self.town.clockwork.tick(self.town.now)
            assert not self.arrived(), f"something came at {self.town.now} that nobody promised"
        self.town.now = at
        await self.town.clockwork.tick(at)

    async def runs(self) -> None:
        while self.events and self.events[0].at <= START + 7 * WEEKS * DAY:
            at, owed, deeds = self.events[0].at, Arrivals(), list[Event]()
            while self.events and self.events[0].at == at:
                event = heapq.heappop(self.events)
                if event.kind.startswith("deed"):
                    deeds.append(event)
                elif self.is_owed(event):
                    owed[event.student.speaker.actor.account, event.kind] += 1
            await self.ticks(at)
            assert self.arrived() == owed, f"at {at}"
            for event in deeds:
                await self.does(event)

    def is_owed(self, event: Event) -> bool:
        """Whether a message is promised now; and what follows from it."""
        student, key = event.student, (event.student.speaker.actor.account, event.on)
        if event.kind == "stopped":
            return True
        if event.kind == "summed":
            return student.is_on and event.on >= student.back_on
        if event.kind == "asked":
            if student.is_asked(event.on):
                self.asks(event, key)
                return True
            return False
        if event.kind == "lapse" and key in self.open:
            self.lapses(event, key)
        return event.kind == "nudged" and key in self.open

    def asks(self, event: Event, key: tuple[str, date]) -> None:
        self.asked += 1
        self.open.add(key)
        student, nudge = event.student, event.student.awake(event.at + 4 * HOUR)
        self.plan(nudge, "nudged", student, event.on)
        self.plan(event.at + 22 * HOUR, "lapse", student, event.on)
        if self.draw.random() < student.keenness:
            deed = self.draw.choice(("writes", "late", "skips", "pauses"))
            self.plan((nudge if deed == "late" else event.at) + HOUR / 2, f"deed:{deed}", student, event.on)

    def lapses(self, event: Event, key: tuple[str, date]) -> None:
        student = event.student
        self.open.discard(key)
        student.misses += 1
        student.leaves_out = student.misses >= 3
        if student.misses == 6:
            student.is_on, student.leaves_out, student.misses = False, False, 0
            self.plan(student.awake(event.at), "stopped", student, event.on)

    async def does(self, event: Event) -> None:
        """Answers a prompt in one of the ways there are."""
        student, speaker = event.student, event.student.speaker
        self.open.discard((speaker.actor.account, event.on))
        student.heard()
        deed = event.kind.partition(":")[2]
        if deed == "skips":
            said = await speaker.sends(call("prompt.skip", event.on.toordinal()))
        elif deed == "pauses":
            student.back_on = event.on + self.draw.randint(2, 14) * DAY
            said = await speaker.sends(call("prompt.pause"), {"until": student.back_on.isoformat()})
        else:
            student.written.add(event.at.astimezone(ZoneInfo(student.zone)).date())
            said = await speaker.types("/check-in", went="Well.", next="More.", audience="private")
        assert words(said).split("\n")[0] in ("Skipped", "Enjoy the pause", "Noted", "Changed"), words(said)


@pytest.mark.parametrize("seed", range(TERMS))
async def test_in_a_term_everything_promised_comes_once_and_nothing_else(sqlite_database: Database, seed: int) -> None:
    term = Term(await Town.founded(sqlite_database), seed)
    await term.begins()
    await term.runs()
    assert term.asked > 5 * WEEKS
