"""The search shows exactly whom a full scan would show, in its order, on each engine."""

import asyncio
import random
from datetime import timedelta

import pytest

from bot.domain.hours import parse_week
from bot.domain.mentors import MentorProfile, Search, StudentProfile
from bot.domain.ranking import Ranked, plain_scan
from bot.domain.week import QUARTERS, Week
from bot.ports.directory import Actor
from bot.ports.store import Store
from storage.database import Database
from tests.conversations.town import START, Town
from tests.sealing import SEAL

ZONES = ("Europe/Berlin", "Asia/Kolkata", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "UTC")
LANGUAGES = ("en", "de", "es", "hi")


def week(dice: random.Random) -> Week:
    bits = 0
    for _ in range(dice.randint(0, 4)):
        begins = dice.randrange(QUARTERS - 16)
        bits |= ((1 << dice.randint(1, 16)) - 1) << begins
    return Week(bits)


async def populate(town: Town, dice: random.Random, number: int) -> list[MentorProfile]:
    """Mentors of every kind, some of them not to be shown."""
    made: list[MentorProfile] = []
    async with town.storage.writing() as tx:
        store = tx.store(town.community.id)
        topics = [topic.id for topic in (await store.topics.all())[:6]]
        for index in range(number):
            zone = dice.choice(ZONES)
            actor = Actor("town", town.space, f"m{index}", f"M{index}", zone=zone)
            person = await tx.directory.enter(actor, town.community.id, START)
            profile = MentorProfile(
                person.id,
                person.name,
                zone,
                tuple(dice.sample(topics, dice.randint(0, 3))),
                "",
                tuple(dice.sample(LANGUAGES, dice.randint(1, 2))),
                week(dice),
                capacity=dice.randint(1, 3),
                is_approved=dice.random() > 0.1,
                paused_until=dice.choice((None, None, START + timedelta(days=1), START)),
            )
            await store.mentors.save(profile)
            made.append(await with_history(store, profile, dice))
    return made


async def with_history(store: Store, profile: MentorProfile, dice: random.Random) -> MentorProfile:
    if dice.random() < 0.3:
        await store.mentors.take_place(profile.person)
    for _ in range(dice.choice((0, 0, 1, 3))):
        await store.mentors.answered(profile.person, dice.choice((1.0, 30.0, 200.0)))
    found = await store.mentors.get(profile.person)
    assert found is not None
    return found


def searches(dice: random.Random, seeker: int, topics: list[int]) -> list[Search]:
    made = []
    for _ in range(12):
        profile = StudentProfile(
            seeker,
            dice.choice(ZONES),
            topics=tuple(dice.sample(topics, dice.randint(0, 3))),
            languages=tuple(dice.sample(LANGUAGES, dice.randint(0, 2))),
            week=dice.choice((Week(0), week(dice), week(dice))),
        )
        made.append(Search(profile, tuple(dice.sample(topics, dice.choice((0, 0, 1, 2)))), dice.choice(("", "", "de"))))
    return made


def shown(found: object) -> list[tuple[int, float]]:
    assert isinstance(found, list)
    return [(one.profile.person, one.score) for one in found if isinstance(one, Ranked)]


@pytest.mark.parametrize("seed", range(4))
async def test_the_best_are_those_of_a_full_scan(database: Database, seed: int) -> None:
    dice = random.Random(seed)
    town = await Town.founded(database)
    everybody = await populate(town, dice, 70)
    async with town.storage.writing() as tx:
        store = tx.store(town.community.id)
        topics = [topic.id for topic in (await store.topics.all())[:6]]
        for search in searches(dice, everybody[0].person, topics):
            scan = plain_scan(search, everybody, START)
            for skip in (0, 4):
                found, has_more = await store.mentors.best(search, START, 4, skip)
                assert shown(list(found)) == shown(scan[skip : skip + 4])
                assert has_more == (len(scan) > skip + 4)


async def test_who_should_not_be_shown_to_this_student_is_left_out(database: Database) -> None:
    town = await Town.founded(database)
    dice = random.Random(1)
    everybody = await populate(town, dice, 30)
    able = plain_scan(Search(StudentProfile(0, "UTC")), everybody, START)
    seeker = town.person("Ada")
    ada = await town.id(seeker)
    paired, asked, dismissed, blocked, blocking = [one.profile.person for one in able[:5]]
    async with town.storage.writing() as tx:
        store = tx.store(town.community.id)
        await store.mentorships.add(ada, paired, START)
        await store.requests.add(ada, asked, "Please", START)
        await store.students.dismiss(ada, dismissed, START)
        await store.safety.block(ada, blocked, START)
        await store.safety.block(blocking, ada, START)
        found, _ = await store.mentors.best(Search(StudentProfile(ada, "UTC")), START, 50)
    expected = {one.profile.person for one in able} - {paired, asked, dismissed, blocked, blocking}
    assert {one.profile.person for one in found} == expected


async def test_a_mentor_who_stopped_is_not_found(database: Database) -> None:
    town = await Town.founded(database)
    grace = await town.id(await town.mentor("Grace"))
    search = Search(StudentProfile(999, "UTC"))
    async with town.storage.writing() as tx:
        store = tx.store(town.community.id)
        found, _ = await store.mentors.best(search, START, 5)
        assert [one.profile.person for one in found] == [grace]
        await store.mentors.remove(grace)
        assert await store.mentors.best(search, START, 5) == ([], False)


async def test_what_changes_elsewhere_is_seen_by_the_next_search(database: Database, database_url: str) -> None:
    town = await Town.founded(database)
    grace, noor = await town.id(await town.mentor("Grace")), await town.id(await town.mentor("Noor"))
    search = Search(StudentProfile(999, "UTC"))

    async def found() -> set[int]:
        async with database.reading() as tx:
            ranked, _ = await tx.store(town.community.id).mentors.best(search, START, 5)
        return {one.profile.person for one in ranked}

    assert await found() == {grace, noor}
    other = Database.open(database_url, seal=SEAL)
    async with other.writing() as tx:
        store = tx.store(town.community.id)
        assert await store.mentors.take_place(grace)
        assert await store.mentors.take_place(grace)
    assert await found() == {noor}
    async with other.writing() as tx:
        await tx.store(town.community.id).mentors.free_place(grace)
        await tx.store(town.community.id).mentors.remove(noor)
    await other.close()
    assert await found() == {grace}


async def test_what_was_rolled_back_was_never_seen(database: Database) -> None:
    town = await Town.founded(database)
    grace = await town.id(await town.mentor("Grace", capacity=1))
    search = Search(StudentProfile(999, "UTC"))

    async def rolls_back() -> None:
        async with database.writing() as tx:
            store = tx.store(town.community.id)
            await store.mentors.take_place(grace)
            assert await store.mentors.best(search, START, 5) == ([], False)
            raise RuntimeError("rolled back")

    with pytest.raises(RuntimeError, match="rolled back"):
        await rolls_back()
    async with database.writing() as tx:
        store = tx.store(town.community.id)
        await store.mentors.answered(grace, 5.0)
    async with database.reading() as tx:
        [one], _ = await tx.store(town.community.id).mentors.best(search, START, 5)
    assert (one.profile.taken, one.profile.answers) == (0, 1)


async def test_among_many_alike_the_search_draws_whom_a_full_scan_would_draw(database: Database) -> None:
    town = await Town.founded(database)
    async with town.storage.writing() as tx:
        store = tx.store(town.community.id)
        topic = (await store.topics.all())[0].id
        for index in range(150):
            actor = Actor("town", town.space, f"m{index}", f"M{index}", zone="UTC")
            person = await tx.directory.enter(actor, town.community.id, START)
            alike = MentorProfile(person.id, person.name, "UTC", (topic,), "", ("en",), Week(2**QUARTERS - 1))
            await store.mentors.save(alike)
    everybody = [
        MentorProfile(one, "", "UTC", (topic,), "", ("en",), Week(2**QUARTERS - 1))
        for one in range(person.id - 149, person.id + 1)
    ]
    async with town.storage.reading() as tx:
        store = tx.store(town.community.id)
        for seeker in range(1001, 1011):
            search = Search(StudentProfile(seeker, "Asia/Kathmandu", "", (topic,), ("en",), Week(2**40 - 1)))
            found, has_more = await store.mentors.best(search, START, 10, 20)
            assert shown(list(found)) == shown(plain_scan(search, everybody, START)[20:30])
            assert has_more


async def test_a_topic_that_goes_takes_its_mentors_out_of_the_list(database: Database) -> None:
    town = await Town.founded(database)
    grace, noor = await town.mentor("Grace", topics="statistics"), await town.mentor("Noor", topics="Python")
    able = {await town.id(grace), await town.id(noor)}
    search = Search(StudentProfile(999, "UTC"))
    async with database.writing() as tx:
        store = tx.store(town.community.id)
        found, _ = await store.mentors.best(search, START, 5)
        assert {one.profile.person for one in found} == able
        for topic in found[0].profile.topics:
            await store.topics.remove(topic)
    async with database.reading() as tx:
        left, _ = await tx.store(town.community.id).mentors.best(search, START, 5)
    assert {one.profile.person for one in left} == able - {found[0].profile.person}


async def test_a_new_time_zone_moves_the_shared_hours_at_once(database: Database) -> None:
    town = await Town.founded(database)
    grace = await town.id(await town.mentor("Grace", week="Mon 9-12", zone="Europe/Berlin"))
    search = Search(StudentProfile(999, "Europe/Berlin", week=parse_week("Mon 9-12")))

    async def hours() -> float:
        async with database.reading() as tx:
            [one], _ = await tx.store(town.community.id).mentors.best(search, START, 5)
        return one.hours

    assert await hours() == 3.0
    async with database.writing() as tx:
        await tx.store(town.community.id).people.set_zone(grace, "Europe/London")
    assert await hours() == 2.0


async def test_many_first_searches_at_once_agree(database: Database) -> None:
    town = await Town.founded(database)
    for name in ("Grace", "Noor", "Sam"):
        await town.mentor(name)
    search = Search(StudentProfile(999, "UTC"))

    async def found() -> list[tuple[int, float]]:
        async with database.reading() as tx:
            ranked, _ = await tx.store(town.community.id).mentors.best(search, START, 5)
        return shown(list(ranked))

    once, *others = await asyncio.gather(*(found() for _ in range(8)))
    assert len(once) == 3
    assert others == [once] * 7
