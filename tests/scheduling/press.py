"""A community whose summaries say what they are about, and everything that was put into its outbox."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from sqlalchemy import select, update

from bot.authority import bot_only
from bot.context import Context
from bot.domain.mentorships import Outcome
from bot.domain.rhythms import Level
from bot.domain.summaries import COMMUNITY, PERSON, PROGRAMME
from bot.founding import found
from bot.ports.directory import Actor
from bot.registry import Registry
from bot.scheduling.clockwork import Clockwork
from bot.scheduling.summaries import Summarist
from bot.text import text
from bot.views import Card
from storage.database import Database
from storage.tables.outbox import notices
from storage.tables.people import communities, people
from tests.conversations.town import START
from tests.scheduling.office import Platform

LONG_AGO = START - timedelta(days=90)


@dataclass(frozen=True, slots=True)
class About:
    monday: int


def says(name: str) -> object:
    async def say(ctx: Context, args: About) -> Card:
        return Card(f"{name} {date.fromordinal(args.monday)}", text(ctx.now.isoformat()))

    return say


class Press:
    """People are of age: they were here long before."""

    def __init__(self, database: Database, community: int) -> None:
        self.database, self.community, self.town = database, community, Platform()
        self.registry = Registry()
        for name in (COMMUNITY, PROGRAMME, PERSON):
            self.registry.ask(name, who=bot_only, summary="A summary")(says(name.partition(".")[2]))
        self.clockwork = self.started()

    @classmethod
    async def opened(cls, database: Database, zone: str = "Europe/Berlin") -> Self:
        community = (await found(database, "Far Campus", zone, "town", "T1", LONG_AGO)).id
        async with database.engine.begin() as connection:
            await connection.execute(update(communities).values(created_at=LONG_AGO))
        return cls(database, community)

    def started(self) -> Clockwork:
        """A clockwork of its own, as after a restart."""
        return Clockwork(self.database, self.registry, {"town": self.town})

    async def person(self, name: str, zone: str = "", *, since: datetime = LONG_AGO, is_moderator: bool = False) -> int:
        async with self.database.writing() as tx:
            actor = Actor("town", "T1", name, name, is_moderator, zone)
            return (await tx.directory.enter(actor, self.community, since)).id

    async def writer(self, name: str, zone: str = "", *, since: datetime = LONG_AGO) -> int:
        """Somebody who agreed to be asked for check-ins."""
        person = await self.person(name, zone, since=since)
        async with self.database.writing() as tx:
            await tx.store(self.community).prompts.choose(person, Level.OWN, (5,), None, since)
        return person

    async def pair(self, mentee: int, mentor: int) -> int:
        async with self.database.writing() as tx:
            pair = await tx.store(self.community).mentorships.add(mentee, mentor, LONG_AGO)
        assert pair is not None
        return pair

    async def ends(self, pair: int, person: int) -> None:
        async with self.database.writing() as tx:
            await tx.store(self.community).mentorships.end(pair, Outcome.COMPLETED, person, START)

    async def channel(self, purpose: str) -> None:
        async with self.database.writing() as tx:
            await tx.store(self.community).people.set_channel(purpose, "town", "T1", purpose)

    async def moves(self, person: int, zone: str) -> None:
        async with self.database.writing() as tx:
            await tx.store(self.community).people.set_zone(person, zone)

    async def leaves(self, person: int) -> None:
        async with self.database.engine.begin() as connection:
            await connection.execute(update(people).where(people.c.id == person).values(left_at=START))

    async def keeps(self, now: datetime) -> None:
        """Until there is nothing left to do at this moment."""
        while await Summarist(self.database).keep(now):
            pass

    async def put(self) -> Counter[tuple[int | str, date, datetime]]:
        """Reader, week and moment of each summary in the outbox."""
        asked = select(notices).where(notices.c.key.like("summary.%"))
        async with self.database.engine.connect() as connection:
            rows = (await connection.execute(asked)).all()
        return Counter(
            (row.person_id or row.purpose, date.fromordinal(int(row.call.rpartition(":")[2])), row.due_at)
            for row in rows
        )

    async def weeks(self, person: int) -> list[date]:
        """The weeks of which somebody had a summary, rising."""
        return sorted(monday for reader, monday, _ in (await self.put()).elements() if reader == person)
