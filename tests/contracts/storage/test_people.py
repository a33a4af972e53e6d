"""People, channels and topics are kept as promised on every database."""

import asyncio
from dataclasses import replace

from bot.domain.people import Role
from bot.domain.topics import Topic
from tests.contracts.storage.cases import NOBODY, mentor
from tests.contracts.storage.places import START, Place


async def test_a_person_is_found_by_account_in_their_space_or_platform(campus: Place) -> None:
    async with campus.writing() as store:
        ada = await store.people.get(campus.ada)
        assert ada is not None
        assert await store.people.of_account("town", "T1", "ada") == ada
        assert await store.people.of_account("town", "", "ada") == ada
        assert await store.people.of_account("village", "T1", "ada") is None
        assert await store.people.of_account("town", "T2", "ada") is None
        assert await store.people.of_account("town", "T1", "nobody") is None


async def test_names_come_with_the_account_of_that_space(campus: Place) -> None:
    async with campus.database.writing() as tx:
        await tx.directory.add_space(campus.community, "village", "V1", "Village")
        wanted = (campus.ada, campus.eve, 900_001)
        store = tx.store(campus.community)
        assert await store.people.named(wanted, "town", "T1") == {
            campus.ada: ("Ada", "ada"),
            campus.eve: ("Eve", "eve"),
        }
        assert await store.people.named(wanted, "village", "V1") == {campus.ada: ("Ada", ""), campus.eve: ("Eve", "")}
        assert await store.people.named((), "town", "T1") == {}


async def test_who_mentors_has_the_role_once_approved(campus: Place) -> None:
    async with campus.writing() as store:
        topic = (await store.topics.add("statistics", ())).id
        profile = mentor(replace(NOBODY, grace=campus.grace, topic=topic), is_approved=False)
        for is_approved, roles in ((False, frozenset()), (True, frozenset({Role.MENTOR}))):
            await store.mentors.save(replace(profile, is_approved=is_approved))
            grace = await store.people.get(campus.grace)
            assert grace is not None
            assert grace.roles == roles
        await store.mentors.remove(campus.grace)
        grace = await store.people.get(campus.grace)
        assert grace is not None
        assert grace.roles == frozenset()


async def test_while_one_locks_a_person_nobody_else_checks_their_limits(campus: Place) -> None:
    inside = 0
    most = 0

    async def checks() -> None:
        nonlocal inside, most
        async with campus.writing() as store:
            await store.people.lock(campus.ada)
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.01)
            inside -= 1

    await asyncio.gather(*(checks() for _ in range(8)))
    assert most == 1


async def test_a_channel_has_a_purpose_and_the_last_one_set_counts(campus: Place) -> None:
    async with campus.writing() as store:
        assert await store.people.channel("mentors") is None
        await store.people.set_channel("mentors", "town", "T1", "C1")
        await store.people.set_channel("moderators", "town", "T1", "C2")
        await store.people.set_channel("mentors", "town", "T1", "C3")
        assert await store.people.channel("mentors") == ("town", "T1", "C3")
        assert await store.people.channel("moderators") == ("town", "T1", "C2")


async def test_topics_come_by_name_with_their_synonyms_in_order(campus: Place) -> None:
    async with campus.writing() as store:
        statistics = await store.topics.add("Statistics", ("stats", "numbers"))
        algebra = await store.topics.add("Algebra", ())
        assert await store.topics.all() == [algebra, statistics]
        assert statistics == Topic(statistics.id, "Statistics", ("stats", "numbers"))


async def test_a_topic_added_again_keeps_its_name_and_gets_the_new_synonyms(campus: Place) -> None:
    async def adds(*others: str) -> Topic:
        async with campus.writing() as store:
            return await store.topics.add("STATISTICS", others)

    async with campus.writing() as store:
        first = await store.topics.add("Statistics", ("stats",))
    again = await asyncio.gather(*(adds("numbers", str(number)) for number in range(20)))
    assert {topic.id for topic in again} == {first.id}
    async with campus.writing() as store:
        [kept] = await store.topics.all()
    assert kept in again
    assert kept.name == "Statistics"


async def test_a_vocabulary_to_begin_with_is_there_whole(campus: Place) -> None:
    async with campus.writing() as store:
        await store.topics.begin_with((("Writing", ("essays", "prose")), ("Algebra", ())))
        found = [(topic.name, topic.synonyms) for topic in await store.topics.all()]
    assert found == [("Algebra", ()), ("Writing", ("essays", "prose"))]


async def test_a_forgotten_topic_is_gone_from_every_profile(campus: Place) -> None:
    async with campus.writing() as store:
        kept, gone = [(await store.topics.add(name, ("x",))).id for name in ("Algebra", "Statistics")]
        ids = replace(NOBODY, grace=campus.grace, ada=campus.ada, topic=gone)
        await store.mentors.save(replace(mentor(ids), topics=(gone, kept)))
        await store.topics.remove(gone)
        assert [topic.id for topic in await store.topics.all()] == [kept]
        profile = await store.mentors.get(campus.grace)
        assert profile is not None
        assert profile.topics == (kept,)
        assert await store.mentors.of_topic(gone, START) == []
