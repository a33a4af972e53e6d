"""Top ten mentors out of 1,000 to 100,000, as a ratio to a plain scan over ORM objects in the same run.

    python -m bench.ranking [--sizes 1000 10000 100000] [--searches 300] [--postgresql]

The baseline loads every mentor of the community as a mapped object and scores each in Python with the product's own
formula; it is run a few times only, because it takes seconds. Both must give the same ten. "Alike" is the hardest
case: no mentor differs from another, so all of them are equally good and a draw decides.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from bench.crowd import TOPICS, alike_mentor, some_mentor, some_search
from bot.domain.mentors import MentorProfile, Search
from bot.domain.ranking import plain_scan
from bot.domain.week import Week
from storage.database import Database
from storage.seal import Seal
from storage.tables.mentors import mentor_topics, mentors
from storage.tables.people import communities, people
from storage.tables.topics import topics
from tests import postgres

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Mapped(DeclarativeBase):
    """Mapped classes for the baseline alone."""


class MentorRow(Mapped):
    __table__ = mentors


class TopicRow(Mapped):
    __table__ = mentor_topics


class PersonRow(Mapped):
    __table__ = people


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of each search."""

    all: Sequence[float]

    @property
    def p50(self) -> float:
        return statistics.median(self.all)

    @property
    def p99(self) -> float:
        return statistics.quantiles(self.all, n=100)[98] if len(self.all) > 1 else self.all[0]


async def fill(database: Database, everybody: Sequence[MentorProfile]) -> None:
    """Everybody in one community, in bulk."""
    one = {"community_id": 1}
    rows = [(one | {"person_id": m.person}, m) for m in everybody]
    async with database.engine.begin() as connection:
        await connection.execute(
            insert(communities), {"id": 1, "name": "Bench", "zone": "UTC", "created_at": NOW, "mentor_changes": 1}
        )
        named = [one | {"id": n, "name": f"T{n}", "normal": f"t{n}"} for n in range(1, TOPICS + 1)]
        await connection.execute(insert(topics), named)
        known = [one | {"id": m.person, "name": m.name, "zone": m.zone, "joined_at": NOW} for m in everybody]
        await connection.execute(insert(people), known)
        await connection.execute(insert(mentors), [key | _profile(m) for key, m in rows])
        able = [
            key | {"topic_id": topic, "position": position}
            for key, m in rows
            for position, topic in enumerate(m.topics)
        ]
        await connection.execute(insert(mentor_topics), able)
    async with database.engine.connect() as connection:
        await connection.execute(text("ANALYZE"))


def _profile(m: MentorProfile) -> dict[str, object]:
    return {
        "bio": m.bio,
        "languages": ",".join(m.languages),
        "week": m.week.to_bytes(),
        "capacity": m.capacity,
        "taken": m.taken,
        "notice_hours": m.notice_hours,
        "meeting": m.meeting,
        "is_approved": m.is_approved,
        "answers": m.answers,
        "answer_hours": m.answer_hours,
        "change": 1,
    }


async def ours(database: Database, search: Search) -> tuple[float, list[int]]:
    """One search through the store; milliseconds and the ten."""
    began = time.perf_counter()
    async with database.reading() as tx:
        found, _ = await tx.store(1).mentors.best(search, NOW, 10)
    return (time.perf_counter() - began) * 1000, [one.profile.person for one in found]


async def baseline(database: Database, search: Search) -> tuple[float, list[int]]:
    """The same by loading everybody as mapped objects and scoring each."""
    began = time.perf_counter()
    async with AsyncSession(database.engine) as session:
        able: dict[int, list[int]] = {}
        row: Any
        for row in await session.scalars(select(TopicRow).order_by(mentor_topics.c.position)):
            able.setdefault(row.person_id, []).append(row.topic_id)
        everybody = [
            _of_rows(mentor, person, able)
            for mentor, person in await session.execute(
                select(MentorRow, PersonRow).join(PersonRow, people.c.id == mentors.c.person_id)
            )
        ]
    best = [one.profile.person for one in plain_scan(search, everybody, NOW)[:10]]
    return (time.perf_counter() - began) * 1000, best


def _of_rows(mentor: Any, person: Any, able: Mapping[int, Sequence[int]]) -> MentorProfile:
    return MentorProfile(
        person.id,
        person.name,
        person.zone,
        tuple(able.get(person.id, ())),
        mentor.bio,
        tuple(mentor.languages.split(",")),
        Week.from_bytes(mentor.week),
        mentor.capacity,
        mentor.taken,
        is_approved=mentor.is_approved,
        paused_until=mentor.paused_until,
        answers=mentor.answers,
        answer_hours=mentor.answer_hours,
    )


async def measure(url: str, size: int, number: int, make: Callable[[random.Random, int], MentorProfile]) -> None:
    dice = random.Random(size)
    database = Database.open(url, seal=Seal.drawn())
    await database.make_tables()
    await fill(database, [make(dice, person) for person in range(1, size + 1)])
    first, *searches = [some_search(dice) for _ in range(number + 20)]
    cold, _ = await ours(database, first)
    for search in searches[:19]:
        await ours(database, search)
    measured = [await ours(database, search) for search in searches[19:]]
    scans = [await baseline(database, search) for search in searches[19:22]]
    if [ten for _, ten in scans] != [ten for _, ten in measured[: len(scans)]]:
        raise AssertionError("the search and the full scan disagree")
    quick, slow = Times([ms for ms, _ in measured]), Times([ms for ms, _ in scans])
    kind = "alike" if make is alike_mentor else "varied"
    print(
        f"{database.engine.dialect.name:>10} {size:>7} {kind:<6} p50 {quick.p50:6.1f} ms  p99 {quick.p99:6.1f} ms  "
        f"plain scan {slow.p50:7.0f} ms  1 : {slow.p50 / quick.p50:<5.0f} first search {cold:6.0f} ms",
        flush=True,
    )
    await database.close()


@contextmanager
def url(is_postgresql: bool) -> Iterator[str]:
    """A fresh database."""
    if is_postgresql:
        with postgres.running() as server:
            made = asyncio.run(server.make())
            yield made
            asyncio.run(server.drop(made))
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'bench.db'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--searches", type=int, default=300)
    parser.add_argument("--postgresql", action="store_true", help="the tests' own server instead of SQLite")
    asked = parser.parse_args()
    runs = [(size, some_mentor) for size in asked.sizes] + [(max(asked.sizes), alike_mentor)]
    for size, make in runs:
        with url(asked.postgresql) as fresh:
            asyncio.run(measure(fresh, size, asked.searches, make))


if __name__ == "__main__":
    main()
