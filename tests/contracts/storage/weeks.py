"""Communities with weeks of which everything is known, written straight into the tables; and what to count in them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count, pairwise
from typing import Any

from sqlalchemy import insert

from bot.domain.suppression import Cell, Rate
from bot.ports.directory import Actor
from bot.ports.summaries import WeekNumbers
from storage.database import Database
from storage.tables.afterwards import session_answers
from storage.tables.checkins import check_ins
from storage.tables.columns import Sealed
from storage.tables.mentorships import feedback, mentorships
from storage.tables.prompts import prompts
from storage.tables.sessions import sessions
from tests.contracts.storage.places import START

WAS_ASKED = ("asked", "answered", "skipped", "missed")
STATES = (*WAS_ASKED, "planned", "wished", "moved", "rested")
OUTCOMES = ("confirmed", "held", "missed", "cancelled", "proposed")
Rows = Iterator[tuple[Any, dict[str, Any]]]
Two = tuple[datetime, int, int]


@dataclass
class Campus:
    """One community; what happened in it, as the numbers see it."""

    id: int
    people: list[int]
    asked: list[tuple[datetime, int]] = field(default_factory=list)
    wrote: list[tuple[datetime, int]] = field(default_factory=list)
    held: list[Two] = field(default_factory=list)
    paired: list[Two] = field(default_factory=list)
    thanked: list[Two] = field(default_factory=list)

    def week(self, begins: datetime, ends: datetime) -> WeekNumbers:
        """Counted one by one."""

        def of(rows: list[Two]) -> Cell:
            here = [(one, other) for at, one, other in rows if begins <= at < ends]
            return Cell(len(here), len({person for two in here for person in two}))

        asked = {person for at, person in self.asked if begins <= at < ends}
        wrote = {person for at, person in self.wrote if begins <= at < ends}
        return WeekNumbers(Rate(len(asked), len(asked & wrote)), of(self.held), of(self.paired), of(self.thanked))


async def founded(database: Database, number: int, zones: Sequence[str], people: int) -> list[Campus]:
    """Communities that were there a year ago."""
    found: list[Campus] = []
    then = START - timedelta(days=365)
    async with database.writing() as tx:
        for at in range(number):
            community = (await tx.directory.add_community(f"C{at}", zones[at % len(zones)], then)).id
            await tx.directory.add_space(community, "town", f"W{at}", "W")
            actors = [Actor("town", f"W{at}", f"p{number}", "P") for number in range(people)]
            entered = [(await tx.directory.enter(actor, community, then)).id for actor in actors]
            found.append(Campus(community, entered))
    return found


class Life:
    """Random things on the seconds before, at and after the ends of weeks, and between."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)
        self._ends: Sequence[datetime] = ()
        self._ids = count(1)

    async def lived(self, database: Database, campus: Campus, ends: Sequence[datetime], things: int) -> None:
        """Makes so many of each, within the weeks that have these ends and near them."""
        self._ends = ends
        async with database.engine.begin() as connection:
            for table, row in self._rows(campus, things):
                unsaid = {column.name: b"" for column in table.c if isinstance(column.type, Sealed)}
                await connection.execute(insert(table).values({"community_id": campus.id, **unsaid, **row}))

    def _moment(self) -> datetime:
        if self._draw.random() < 0.4:
            return self._draw.choice(self._ends) + timedelta(seconds=self._draw.choice((-1, 0, 1)))
        begins, ends = self._draw.choice(list(pairwise(self._ends)))
        return begins + self._draw.random() * (ends - begins)

    def _rows(self, campus: Campus, things: int) -> Rows:
        for _ in range(things):
            at, number, (one, other) = self._moment(), next(self._ids), self._draw.sample(campus.people, 2)
            on = (START + timedelta(days=number)).date()
            yield from self._check_in(campus, at, one, on)
            yield from self._pair(campus, at, number, one, other)
            yield from self._session(campus, self._moment(), number, one, other)

    def _check_in(self, campus: Campus, at: datetime, one: int, on: Any) -> Rows:
        state = self._draw.choice(STATES)
        yield prompts, {"person_id": one, "on_date": on, "due_at": at, "state": state}
        if state in WAS_ASKED:
            campus.asked.append((at, one))
        if self._draw.random() < 0.5:
            wrote = self._moment()
            told = {"audience": "private"}
            yield check_ins, {"author_id": one, "on_date": on, "written_at": wrote, **told}
            campus.wrote.append((wrote, one))

    def _pair(self, campus: Campus, at: datetime, number: int, one: int, other: int) -> Rows:
        sides = {"mentee_id": one, "mentor_id": other, "low_id": min(one, other), "high_id": max(one, other)}
        yield mentorships, {"id": number, "state": "ended", "started_at": at, "active_at": at, **sides}
        campus.paired.append((at, one, other))
        thanks, said_at = self._draw.choice(("", "Thank you")), self._moment()
        about = {"mentorship_id": number, "author_id": one, "about_id": other}
        yield feedback, {"thanks": thanks, "at": said_at, **about}
        if thanks:
            campus.thanked.append((said_at, one, other))

    def _session(self, campus: Campus, at: datetime, number: int, one: int, other: int) -> Rows:
        state = self._draw.choice(OUTCOMES)
        sides = {"mentorship_id": number, "mentee_id": one, "mentor_id": other, "proposer_id": one}
        when = {"starts_at": at, "ends_at": at + timedelta(hours=1), "local": "x", "rules": "x"}
        yield sessions, {"id": number, "state": state, "uid": f"w-{number}", **sides, **when}
        said = [self._draw.choice(("", "held", "held", "mentor", "unneeded")) for _ in range(2)]
        for person, answer in zip((one, other), said, strict=True):
            if answer:
                yield session_answers, {"session_id": number, "person_id": person, "answer": answer, "at": at}
        is_reported = {answer for answer in said if answer} == {"held"}
        if state == "held" or (state == "confirmed" and is_reported):
            campus.held.append((at, one, other))
