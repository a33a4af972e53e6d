"""Two communities alike in one database: no part of one's store reads or changes a row of the other's.

Every method the ports name is called with the other's ids, all of them and then one by one among its own. It must
answer as it does to ids that never were.
"""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, get_type_hints

import pytest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.consents import Purpose
from bot.domain.feeds import Address, FeedKind
from bot.domain.goals import GoalState
from bot.domain.groups import Taking
from bot.domain.mentors import StudentProfile
from bot.domain.mentorships import Feedback, Outcome
from bot.domain.outcomes import Answer
from bot.domain.reminder_choices import ReminderChoice
from bot.domain.rhythms import Habit
from bot.domain.settings import Settings
from bot.ports.directory import Actor
from bot.ports.outbox import Outbox
from bot.ports.storage import StorageBusy
from bot.ports.store import Store
from storage.database import Database, DatabaseTransaction
from storage.tables import metadata
from tests.contracts.storage import checking_in, listening, venting
from tests.contracts.storage.cases import CASES, NOBODY, SOON, Ids, feed_of, mentor, obligation, read_of, student
from tests.contracts.storage.places import START, group_plan, plan

PARTS: dict[str, type] = {
    name: get_type_hints(found.fget)["return"] for name, found in vars(Store).items() if isinstance(found, property)
} | {"outbox": Outbox}
LOOKS_THE_SAME = {
    "groups.lock",
    "people.lock",
    "mentorships.resume",
    "prompts.replan",
    "vents.fate",
    "vent_safety.mute_for",
    "personal.is_nobody",
}
"""Their effect on one's own rows does not show here: the other tests of their parts have it."""

Rows = dict[str, list[Any]]


class RolledBack(Exception):
    """Ends a transaction that was only tried."""


class Recorder:
    """Stands for ids and remembers which a case asks for."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self.asked: set[str] = set()

    def __getattr__(self, name: str) -> object:
        self.asked.add(name)
        return getattr(self._ids, name)


def methods() -> set[str]:
    return {
        f"{part}.{name}"
        for part, port in PARTS.items()
        for name, found in vars(port).items()
        if callable(found) and not name.startswith("_")
    }


async def entered(tx: DatabaseTransaction, community: int, space: str, words: str) -> list[int]:
    actors = [Actor("town", space, name, f"{name} {words}", name == "eve") for name in ("ada", "grace", "noor", "eve")]
    return [(await tx.directory.enter(actor, community, START)).id for actor in actors]


async def lived_in(database: Database, space: str) -> tuple[int, Ids]:
    """A community with something of everything, whose every text says its space."""
    words = f"canary-{space}"
    async with database.writing() as tx:
        community = (await tx.directory.add_community(words, "UTC", START)).id
        await tx.directory.add_space(community, "town", space, words)
        ada, grace, noor, eve = await entered(tx, community, space, words)
        store = tx.store(community)
        await store.people.set_channel("mentors", "town", space, words)
        await store.people.set_dms_closed(eve, True)
        await store.people.set_help_country(ada, words)
        await store.choices.set_help_country(words)
        await store.choices.save(Settings(undo_days=9))
        topic = (await store.topics.add("statistics", (words,))).id
        known = replace(NOBODY, space=space, ada=ada, grace=grace, noor=noor, eve=eve, topic=topic)
        await store.students.save(student(known, words))
        await store.students.dismiss(ada, grace, START)
        await store.mentors.save(mentor(known, words))
        await store.mentors.save(replace(mentor(known, words, is_approved=False), person=noor))
        await store.mentors.refuse(noor, words)
        assert await store.mentors.take_place(grace)
        request = await store.requests.add(ada, grace, words, START)
        pair, ended = (
            await store.mentorships.add(ada, noor, START, words),
            await store.mentorships.add(eve, noor, START),
        )
        assert request is not None
        assert pair is not None
        assert ended is not None
        await store.mentorships.end(ended, Outcome.COMPLETED, eve, START)
        await store.mentorships.add_feedback(Feedback(pair, ada, noor, 5, words, words, START))
        await store.consents.give(ada, Purpose.VENT, START)
        for one in (ada, noor):
            await store.namings.turn(pair, 0, one, True)
        question, held = [await store.questions.add(ada, topic, words, START) for _ in range(2)]
        assert await store.questions.claim(held, grace, SOON, 9)
        await store.safety.block(ada, eve, START)
        proposed, confirmed = [
            await store.sessions.propose(plan(pair, ada, noor, START + timedelta(days=days), topic=words, place=words))
            for days in (1, 2)
        ]
        assert await store.sessions.confirm(confirmed)
        assert await store.sessions.repeat(confirmed, f"{space}-again", START + timedelta(days=9))
        assert await store.sessions.wish(confirmed, noor, START + timedelta(days=3))
        first = await store.groups.open(group_plan(noor, START + timedelta(days=12), topic=words, place=words))
        assert first is not None
        group = await store.groups.open(group_plan(noor, START + timedelta(days=13), topic=words, place=words), first)
        assert group is not None
        assert await store.groups.take(first, ada, START) is Taking.SEATED
        assert await store.groups.wait(first, grace, START)
        assert await store.groups.wish(first, ada, words)
        await store.agendas.add(confirmed, ada, words)
        await store.answers.give(confirmed, ada, Answer.BOTH, START)
        await store.notes.write(confirmed, ada, words, 5, START)
        await store.actions.add(pair, ada, noor, words)
        [action] = await store.actions.open_of((pair,))
        await store.reminders.choose(ada, ReminderChoice(before=(), version=6))
        room = await store.rooms.open(confirmed, "zoom", words, START)
        assert room is not None
        goal, reached = [await store.goals.add(ada, words, None, True) for _ in range(2)]
        await store.goals.write_steps(goal, (words,))
        assert await store.goals.move(reached, GoalState.DONE, START)
        followed = await store.goals.adopt(ada, words, date(2026, 5, 1), words)
        assert followed is not None
        said = await store.goals.get(goal)
        assert said is not None
        address = Address.parse(f"https://calendar.example.com/{words}")
        feed = await store.feeds.add(ada, FeedKind.BUSY, address, True, START + timedelta(days=2))
        assert feed is not None
        assert await store.feeds.keep(
            feed_of(replace(known, feed=feed)), read_of(words), "UTC", START, START + timedelta(days=2)
        )
        check_in, own = await checking_in.lived_in(store, ada, noor, words)
        secrets = await venting.lived_in(store, ada, noor, words)
        heard = await listening.lived_in(store, ada, noor, eve, words)
        entry = await store.journal.write(ada, words, START)
        report = await store.safety.report(ada, eve, words, START)
        code = await store.links.make("account", ada, START)
        await store.links.failed(grace, START)
        await store.calendar_links.make(ada, START)
        known = replace(
            known,
            code=code,
            request=request,
            pair=pair,
            ended=ended,
            question=question,
            held=held,
            report=report,
            proposed=proposed,
            confirmed=confirmed,
            group=first,
            action=action.id,
            room=room,
            goal=goal,
            step=said.steps[0].id,
            reached=reached,
            followed=followed,
            feed=feed,
            check_in=check_in,
            mine=own,
            entry=entry,
            **secrets,
            **heard,
        )
        await store.obligations.open(obligation(known))
        [owed] = await store.obligations.owed_by(grace)
    return community, replace(known, obligation=owed.id)


async def rows_of(connection: AsyncConnection, community: int) -> Rows:
    found: Rows = {}
    for table in metadata.sorted_tables:
        if "community_id" in table.c or table.name == "communities":
            mine = table.c.get("community_id", table.c.get("id")) == community
            rows = await connection.execute(select(table).where(mine).order_by(*table.primary_key))
            found[table.name] = [tuple(row) for row in rows]
    return found


def plain(answer: object) -> object:
    """An answer without what differs between two tries: new ids, and the id one asked with."""
    if isinstance(answer, StudentProfile | Habit):
        return replace(answer, person=0)
    if isinstance(answer, int) and not isinstance(answer, bool):
        return "a number"
    return answer


async def tried(database: Database, community: int, case: str, ids: Any, watched: int) -> tuple[object, Rows | None]:
    """What a case answers, and the rows of a community just after; all is rolled back. Refused has no rows."""
    part, _, _ = case.partition(".")
    answer: object = None
    rows: Rows | None = None
    try:
        async with database.writing() as tx:
            opened = tx.outbox(community) if part == "outbox" else getattr(tx.store(community), part)
            answer = await CASES[case](opened, ids)
            rows = await rows_of(tx._connection, watched)
            raise RolledBack
    except RolledBack:
        return plain(answer), rows
    except (SQLAlchemyError, StorageBusy) as error:
        return type(error).__name__, None


def test_every_method_of_every_part_has_a_case() -> None:
    assert set(CASES) == methods()


@pytest.mark.parametrize("part", PARTS)
async def test_ids_of_another_community_are_as_good_as_none(database: Database, part: str) -> None:
    here, mine = await lived_in(database, "T1")
    there, theirs = await lived_in(database, "T2")
    async with database.engine.connect() as connection:
        before = await rows_of(connection, there)
    for case in sorted(name for name in CASES if name.startswith(f"{part}.")):
        recorder = Recorder(mine)
        own, _ = await tried(database, here, case, recorder, here)
        assert "canary-T2" not in repr(own)
        for name in ("all", *sorted(recorder.asked)):
            changed = [field.name for field in fields(Ids)] if name == "all" else [name]
            foreign = replace(mine, **{one: getattr(theirs, one) for one in changed})
            unknown = replace(mine, **{one: getattr(NOBODY, one) for one in changed})
            answer, rows = await tried(database, here, case, foreign, there)
            assert "canary-T2" not in repr(answer), (case, name)
            assert rows in (None, before), (case, name)
            assert answer == (await tried(database, here, case, unknown, there))[0], (case, name)


@pytest.mark.parametrize("part", PARTS)
async def test_ones_own_ids_are_not(database: Database, part: str) -> None:
    """Else the test above would be about nothing."""
    here, mine = await lived_in(database, "T1")
    for case in sorted(name for name in CASES if name.startswith(f"{part}.")):
        recorder = Recorder(mine)
        own = await tried(database, here, case, recorder, here)
        if recorder.asked and case not in LOOKS_THE_SAME:
            assert own != await tried(database, here, case, NOBODY, here), case
