"""Codes keep their promises on every database, and what they join stays whole."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.calls import call
from bot.domain.audit import Change
from bot.domain.mentorships import Outcome
from bot.domain.requests import RequestState
from bot.ports.directory import Actor
from bot.ports.links import ALPHABET, LENGTH, Invitation
from bot.ports.outbox import Dm, Notice
from storage.database import Database
from storage.parts.merging import MOVED_WHERE_FREE, SPEAK_OF_PEOPLE
from storage.tables import metadata
from storage.tables.links import link_codes
from storage.tables.mentorships import mentorships
from storage.tables.sessions import bookings
from tests.contracts.storage.cases import NOBODY, Ids, mentor, student
from tests.contracts.storage.places import HOUR, START, Place, plan

WORD = Notice("link.joined", Dm(1), call("link.joined"), START, START + HOUR)


def joined(campus: Place) -> Change:
    return Change(0, campus.ada, "A server joined", "apart", "together", START)


def ids(campus: Place, topic: int) -> Ids:
    return replace(NOBODY, ada=campus.ada, grace=campus.grace, eve=campus.eve, topic=topic)


async def count(database: Database, name: str) -> int:
    async with database.engine.connect() as connection:
        return len((await connection.execute(select(metadata.tables[name]))).all())


async def test_a_code_has_eight_signs_and_is_kept_as_its_hash(campus: Place) -> None:
    async with campus.writing() as store:
        codes = {await store.links.make("account", campus.ada, START) for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)
    async with campus.database.engine.connect() as connection:
        kept = set(await connection.scalars(select(link_codes.c.hash)))
    assert not kept & codes
    assert {len(one) for one in kept} == {64}


async def test_a_code_is_used_once_before_its_hour_is_over(campus: Place) -> None:
    async with campus.writing() as store:
        code, late = [await store.links.make("account", campus.ada, START) for _ in range(2)]
        assert await store.links.maker(code, START + HOUR - timedelta(seconds=1)) == campus.ada
        assert await store.links.use(code, START)
        assert not await store.links.use(code, START)
        assert await store.links.maker(code, START) is None
        assert await store.links.maker(late, START + HOUR) is None
        assert not await store.links.use(late, START + HOUR)
        assert await store.links.open_codes(campus.ada, START) == 1
        assert await store.links.open_codes(campus.ada, START + HOUR) == 0


async def test_of_many_who_use_one_code_at_once_one_does(campus: Place) -> None:
    async with campus.writing() as store:
        code = await store.links.make("account", campus.ada, START)

    async def uses() -> bool:
        async with campus.writing() as store:
            return await store.links.use(code, START)

    assert sum(await asyncio.gather(*(uses() for _ in range(20)))) == 1


async def test_a_code_of_one_kind_is_none_of_the_other(campus: Place) -> None:
    other = await Place.made(campus.database, "T2")
    async with campus.database.writing() as tx:
        store = tx.store(campus.community)
        await tx.directory.enter(Actor("town", "T1", "ada", "Ada", True), campus.community, START)
        account = await store.links.make("account", campus.ada, START)
        space = await store.links.make("space", campus.ada, START)
        assert await store.links.maker(space, START) is None
        assert not await store.links.use(space, START)
        assert await tx.joining(other.community).invitation(account, START) is None
        assert not await tx.joining(other.community).join(account, START, WORD, joined(campus))
        assert await tx.joining(campus.community).invitation(space, START) is None
        assert not await tx.joining(campus.community).join(space, START, WORD, joined(campus))
        found = await tx.joining(other.community).invitation(space, START)
        assert found == Invitation(campus.community, "Campus T1", campus.ada)
        assert await tx.joining(other.community).invitation(space, START + HOUR) is None


async def test_what_has_ended_is_forgotten_when_the_next_code_is_made(campus: Place) -> None:
    async with campus.writing() as store:
        await store.links.make("account", campus.ada, START)
        await store.links.failed(campus.eve, START)
        assert await store.links.failures(campus.eve, START + HOUR - timedelta(seconds=1)) == 1
        assert await store.links.failures(campus.eve, START + HOUR) == 0
        await store.links.make("account", campus.grace, START + HOUR)
    assert (await count(campus.database, "link_codes"), await count(campus.database, "link_failures")) == (1, 0)


async def test_codes_and_failures_go_with_their_person(campus: Place) -> None:
    async with campus.writing() as store:
        await store.links.make("account", campus.eve, START)
        await store.links.failed(campus.eve, START)
        await store.links.merge(campus.eve, campus.ada)
    assert (await count(campus.database, "link_codes"), await count(campus.database, "link_failures")) == (0, 0)


async def test_merging_takes_history_along_and_leaves_nothing_of_the_old_person(campus: Place) -> None:
    async with campus.writing() as store:
        request = await store.requests.add(campus.eve, campus.grace, "Help", START)
        assert request is not None
        await store.requests.decide(request, RequestState.DECLINED, START)
        pair = await store.mentorships.add(campus.eve, campus.grace, START)
        assert pair is not None
        await store.mentorships.end(pair, Outcome.COMPLETED, campus.eve, START)
        assert not await store.links.running(campus.eve)
        assert await store.links.have_met(campus.grace, campus.eve)
        assert not await store.links.have_met(campus.eve, campus.ada)
        await store.links.merge(campus.eve, campus.ada)
        assert await store.people.get(campus.eve) is None
        found = await store.requests.get(request)
        assert found is not None
        assert found.mentee == campus.ada
        [ended] = await store.mentorships.of(campus.ada, with_ended=True)
        assert (ended.mentee, ended.mentor, ended.ended_by) == (campus.ada, campus.grace, campus.ada)
        person = await store.people.of_account("town", "T1", "eve")
        assert person is not None
        assert person.id == campus.ada
    async with campus.database.engine.connect() as connection:
        row = (await connection.execute(select(mentorships.c.low_id, mentorships.c.high_id))).one()
    assert tuple(row) == (campus.ada, campus.grace)


def test_no_column_that_speaks_of_a_person_is_left_out_of_a_merge() -> None:
    """Fails for a new table until merging knows what becomes of its people."""
    goes = {
        *((table, "person_id") for table in ("mentors", "mentor_removals", "mentor_topics", "students")),
        *(("dismissals", column) for column in ("person_id", "mentor_id")),
        *(("blocks", column) for column in ("person_id", "other_id")),
        *((table, "person_id") for table in ("student_topics", "link_codes", "link_failures")),
        ("bookings", "person_id"),
        ("seats", "person_id"),
        ("reminder_choices", "person_id"),
        ("feeds", "person_id"),
        ("listeners", "person_id"),
        *(("talks", column) for column in ("author_id", "listener_id")),
        *(("talk_partings", column) for column in ("person_id", "other_id")),
        *((table.name, column) for table, column, _ in MOVED_WHERE_FREE),
    }
    known = goes | {(table.name, column) for table, column in SPEAK_OF_PEOPLE}
    speak = {
        (table.name, key.parent.name)
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in ("people", "mentors", "students") and key.parent.name != "community_id"
    }
    assert speak <= known


@pytest.mark.parametrize("whose", ["unknown", "another's"])
async def test_merging_with_somebody_who_is_not_here_changes_nothing(campus: Place, whose: str) -> None:
    other = await Place.made(campus.database, "T2")
    stranger = 900_000 if whose == "unknown" else other.ada
    async with campus.writing() as store:
        await store.links.merge(campus.eve, stranger)
        await store.links.merge(stranger, campus.eve)
        assert await store.people.get(campus.eve) is not None
    assert await count(campus.database, "people") == 6


async def test_two_blocks_of_one_person_become_one_and_none_is_of_oneself(campus: Place) -> None:
    async with campus.writing() as store:
        for person, others in ((campus.ada, (campus.grace, campus.eve)), (campus.eve, (campus.grace, campus.ada))):
            for other in others:
                await store.safety.block(person, other, START)
        await store.safety.block(campus.grace, campus.eve, START)
        await store.links.merge(campus.eve, campus.ada)
        assert await store.safety.blocked_by(campus.ada) == [campus.grace]
        assert await store.safety.blocked_by(campus.grace) == [campus.ada]
    assert await count(campus.database, "blocks") == 2


async def test_whoever_was_named_a_moderator_stays_one_and_so_does_the_trail(campus: Place) -> None:
    async with campus.writing() as store:
        assert await store.people.set_named(campus.eve, True)
        assert not await store.people.set_named(campus.eve, True)
        await store.audit.note(campus.eve, "A topic", "", "Statistics", START)
        await store.links.merge(campus.eve, campus.ada)
        assert campus.ada in [person.id for person in await store.people.moderators()]
        assert [change.person for change in await store.audit.latest(0, 9)] == [campus.ada]


async def test_a_community_is_young_until_somebody_begins_something(campus: Place) -> None:
    async with campus.writing() as store:
        topic = (await store.topics.add("statistics", ())).id
        await store.students.save(student(ids(campus, topic)))
        assert await store.links.is_young()
    async with campus.writing() as store:
        await store.mentors.save(mentor(ids(campus, topic)))
        assert not await store.links.is_young()
        assert await store.links.running(campus.grace) == ["mentor"]
        await store.mentors.remove(campus.grace)
        assert await store.links.is_young()


async def test_a_join_moves_the_space_and_leaves_nothing_of_the_old_community(campus: Place) -> None:
    other = await Place.made(campus.database, "T2")
    async with campus.database.writing() as tx:
        await tx.directory.enter(Actor("town", "T1", "ada", "Ada", True), campus.community, START)
        code = await tx.store(campus.community).links.make("space", campus.ada, START)
        await tx.store(other.community).topics.add("algebra", ("sums",))
        await tx.directory.remember("town", "eve", other.community)
        assert await tx.joining(other.community).join(code, START, WORD, joined(campus))
        assert not await tx.joining(other.community).join(code, START, WORD, joined(campus))
        [change] = await tx.store(campus.community).audit.latest(0, 9)
        assert replace(change, id=0) == joined(campus)
        assert await tx.directory.community(other.community) is None
        found = await tx.directory.of_space("town", "T2")
        assert found is not None
        assert found.id == campus.community
        eve = await tx.directory.enter(Actor("town", "T2", "eve", "Eve"), campus.community, START)
        assert eve.id != campus.eve
    counts = {name: await count(campus.database, name) for name in ("communities", "topics", "people", "notices")}
    assert counts == {"communities": 1, "topics": 0, "people": 4, "notices": 1}


async def test_what_both_had_booked_stays_booked_once(campus: Place) -> None:
    async with campus.writing() as store:
        for mentee in (campus.ada, campus.eve):
            pair = await store.mentorships.add(mentee, campus.grace, START)
            assert pair is not None
            hours = 2 if mentee == campus.ada else 5
            for after in (hours, hours + 1):
                one = await store.sessions.propose(plan(pair, mentee, campus.grace, START + after * HOUR))
                assert await store.sessions.confirm(one)
            if mentee == campus.eve:
                assert await store.mentorships.end(pair, Outcome.COMPLETED, campus.eve, START)
    async with campus.writing() as store:
        await store.links.merge(campus.eve, campus.ada)
        spans = (await store.sessions.taken((campus.ada,), START))[campus.ada]
    assert [span.start for span in spans] == [START + hours * HOUR for hours in (2, 3, 5, 6)]
    async with campus.database.engine.connect() as connection:
        taken = (await connection.execute(select(bookings.c.quarter).where(bookings.c.person_id == campus.ada))).all()
    assert len(taken) == 16
