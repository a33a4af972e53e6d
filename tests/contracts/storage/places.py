"""A community with three people, for promises that need no conversation."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from bot.domain.groups import GroupPlan
from bot.domain.sessions import Plan
from bot.ports.directory import Actor
from bot.ports.store import Store
from storage.database import Database

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
_UIDS = count()


def plan(pair: int, mentee: int, mentor: int, start: datetime, minutes: int = 60, **more: Any) -> Plan:
    """A session that the mentee suggests."""
    sides = {"mentorship": pair, "mentee": mentee, "mentor": mentor, "proposer": mentee}
    return Plan(**{"uid": f"uid-{next(_UIDS)}", **sides, "start": start, "minutes": minutes, **more})


def group_plan(mentor: int, start: datetime, places: int = 3, **more: Any) -> GroupPlan:
    """A group session of an hour."""
    said = {"uid": f"group-{next(_UIDS)}", "mentor": mentor, "start": start, "minutes": 60, "topic": "Exams"}
    return GroupPlan(**{**said, "places": places, **more})


@dataclass(frozen=True)
class Place:
    """One community in one space of the platform "town"."""

    database: Database
    space: str
    community: int
    ada: int
    grace: int
    eve: int

    @classmethod
    async def made(cls, database: Database, space: str = "T1") -> "Place":
        async with database.writing() as tx:
            community = (await tx.directory.add_community(f"Campus {space}", "Europe/London", START)).id
            await tx.directory.add_space(community, "town", space, space)
            people = [
                (await tx.directory.enter(Actor("town", space, name.lower(), name), community, START)).id
                for name in ("Ada", "Grace", "Eve")
            ]
        return cls(database, space, community, *people)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Store]:
        async with self.database.writing() as tx:
            yield tx.store(self.community)


async def named(database: Database, community: int) -> str:
    """The name of a community, read in a transaction of its own."""
    async with database.reading() as tx:
        found = await tx.directory.community(community)
    assert found is not None
    return found.name
