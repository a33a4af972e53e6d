"""Mentor profiles keep their promises on every database."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.domain.mentors import MentorProfile, Search
from storage.database import Database
from tests.conversations.town import START, Town


async def profile(town: Town, person: int) -> MentorProfile:
    async with town.storage.reading() as tx:
        found = await tx.store(town.community.id).mentors.get(person)
    assert found is not None
    return found


async def test_of_a_hundred_who_want_the_last_place_one_gets_it(database: Database) -> None:
    town = await Town.founded(database)
    grace = await town.id(await town.mentor("Grace", capacity=1))

    async def takes() -> bool:
        async with database.writing() as tx:
            return await tx.store(town.community.id).mentors.take_place(grace)

    assert sum(await asyncio.gather(*(takes() for _ in range(100)))) == 1
    assert (await profile(town, grace)).taken == 1


async def test_no_place_given_back_at_once_is_lost_and_none_is_given_twice(database: Database) -> None:
    town = await Town.founded(database)
    grace = await town.id(await town.mentor("Grace", capacity=3))

    async def frees() -> None:
        async with database.writing() as tx:
            await tx.store(town.community.id).mentors.free_place(grace)

    async with database.writing() as tx:
        for _ in range(3):
            assert await tx.store(town.community.id).mentors.take_place(grace)
    await asyncio.gather(*(frees() for _ in range(2)))
    assert (await profile(town, grace)).taken == 1
    await asyncio.gather(*(frees() for _ in range(5)))
    assert (await profile(town, grace)).taken == 0


async def test_every_answer_counts_however_many_come_at_once(database: Database) -> None:
    town = await Town.founded(database)
    grace = await town.id(await town.mentor("Grace"))

    async def answers(hours: float) -> None:
        async with database.writing() as tx:
            await tx.store(town.community.id).mentors.answered(grace, hours)

    await asyncio.gather(*(answers(float(hours)) for hours in range(20)))
    found = await profile(town, grace)
    assert found.answers == 20
    assert abs(found.answer_hours - 9.5) < 1e-9


async def test_saving_a_profile_leaves_places_and_answers_alone(database: Database) -> None:
    town = await Town.founded(database)
    grace = await town.id(await town.mentor("Grace", capacity=2))
    before = await profile(town, grace)
    async with database.writing() as tx:
        store = tx.store(town.community.id)
        await store.mentors.take_place(grace)
        await store.mentors.answered(grace, 6.0)
        await store.mentors.save(replace(before, bio="New words", capacity=5))
    after = await profile(town, grace)
    assert (after.bio, after.capacity, after.taken, after.answers, after.answer_hours) == ("New words", 5, 1, 1, 6.0)


async def test_lowering_the_capacity_leaves_no_place_below_zero(database: Database) -> None:
    town = await Town.founded(database)
    grace = await town.id(await town.mentor("Grace", capacity=2))
    async with database.writing() as tx:
        store = tx.store(town.community.id)
        assert await store.mentors.take_place(grace)
        assert await store.mentors.take_place(grace)
        await store.mentors.save(replace(await profile(town, grace), capacity=1))
        assert not await store.mentors.take_place(grace)
    assert (await profile(town, grace)).free == 0


async def test_who_waits_for_approval_is_not_among_a_topics_mentors(database: Database) -> None:
    town = await Town.founded(database)
    names = ("Grace", "Noor", "Sam")
    grace, noor, sam = [await town.id(await town.mentor(name, topics="statistics")) for name in names]
    async with database.writing() as tx:
        store = tx.store(town.community.id)
        [topic] = (await profile(town, grace)).topics
        await store.mentors.save(replace(await profile(town, noor), is_approved=False))
        await store.mentors.save(replace(await profile(town, sam), paused_until=START + timedelta(days=1)))
        assert [one.person for one in await store.mentors.waiting()] == [noor]
        assert await store.mentors.of_topic(topic, START) == [grace]
        assert await store.mentors.of_topic(None, START + timedelta(days=2)) == [grace, sam]
        await store.mentors.refuse(noor, "Tell us more")
        assert await store.mentors.refusal(noor) == "Tell us more"
        await store.mentors.save(replace(await profile(town, noor), is_approved=True))
        assert await store.mentors.refusal(noor) == ""


async def test_dismissed_mentors_come_back_when_the_student_wants(database: Database) -> None:
    town = await Town.founded(database)
    grace, ada = await town.id(await town.mentor("Grace")), await town.id(town.person("Ada"))
    async with database.writing() as tx:
        store = tx.store(town.community.id)
        student = replace(await store.students.get(ada), goals="Pass statistics", languages=("en",))
        await store.students.save(student)
        assert await store.students.get(ada) == student
        for _ in range(2):
            await store.students.dismiss(ada, grace, START)
        search = Search(student)
        assert await store.mentors.best(search, START, 5) == ([], False)
        await store.students.undismiss(ada)
        found, _ = await store.mentors.best(search, START, 5)
    assert [one.profile.person for one in found] == [grace]
