"""Many at once: the database decides, and whoever is second is told kindly."""

import asyncio

from bot.calls import call
from tests.conversations.town import Town
from tests.conversations.words import words


async def test_of_two_accepts_for_the_last_place_one_wins(town: Town) -> None:
    grace = await town.mentor("Grace", capacity=1)
    mentor = await town.id(grace)
    for name in ("Ada", "Bo"):
        await town.person(name).sends(call("request.make", mentor), {"note": "Please"})
    accepts = (town.app.answer(grace.actor, call("request.accept", number), now=town.now) for number in (1, 2))
    said = [words(view) for view in await asyncio.gather(*accepts)]
    assert sum("You have a mentee" in one for one in said) == 1
    assert sum("places are all taken" in one for one in said) == 1
    async with town.storage.reading() as tx:
        store = tx.store(town.community.id)
        profile = await store.mentors.get(mentor)
        assert profile is not None
        assert profile.taken == 1
        assert len(await store.mentorships.of(mentor)) == 1
        assert len(await store.requests.open_to(mentor)) == 1


async def test_a_hundred_students_ask_one_mentor_and_every_request_arrives_once(town: Town) -> None:
    grace = await town.mentor("Grace", capacity=3)
    mentor = await town.id(grace)
    students = [town.person(f"Student{number}") for number in range(100)]
    asked = (
        town.app.answer(student.actor, call("request.make", mentor), {"note": "Please"}, now=town.now)
        for student in students
    )
    said = [words(view) for view in await asyncio.gather(*asked)]
    assert all("on its way" in one for one in said)
    accepts = (town.app.answer(grace.actor, call("request.accept", number), now=town.now) for number in range(1, 101))
    accepted = [words(view) for view in await asyncio.gather(*accepts)]
    assert sum("You have a mentee" in one for one in accepted) == 3
    async with town.storage.reading() as tx:
        store = tx.store(town.community.id)
        profile = await store.mentors.get(mentor)
        assert profile is not None
        assert (profile.taken, profile.answers) == (3, 3)
        assert len(await store.requests.open_to(mentor)) == 97


async def test_one_student_pressing_request_ten_times_at_once_sends_one(town: Town) -> None:
    mentor = await town.id(await town.mentor("Grace"))
    ada = town.person("Ada")
    await town.id(ada)
    presses = (
        town.app.answer(ada.actor, call("request.make", mentor), {"note": "Please"}, now=town.now) for _ in range(10)
    )
    said = [words(view) for view in await asyncio.gather(*presses)]
    assert sum("on its way" in one for one in said) == 1
    assert sum("asked this mentor already" in one for one in said) == 9


async def test_the_limit_of_open_requests_holds_when_all_are_sent_at_once(town: Town) -> None:
    mentors = [await town.id(await town.mentor(name)) for name in ("Grace", "Noor", "Mei", "Ravi", "Sofia")]
    ada = town.person("Ada")
    await town.id(ada)
    sent = (
        town.app.answer(ada.actor, call("request.make", mentor), {"note": "Please"}, now=town.now) for mentor in mentors
    )
    said = [words(view) for view in await asyncio.gather(*sent)]
    assert sum("on its way" in one for one in said) == 3


async def test_two_mentors_accepting_one_student_at_once_make_one_pair(town: Town) -> None:
    grace, noor, ada = await town.mentor("Grace"), await town.mentor("Noor"), town.person("Ada")
    for mentor in (grace, noor):
        await ada.sends(call("request.make", await town.id(mentor)), {"note": "Please"})
    both = (
        town.app.answer(grace.actor, call("request.accept", 1), now=town.now),
        town.app.answer(noor.actor, call("request.accept", 2), now=town.now),
    )
    said = [words(view) for view in await asyncio.gather(*both)]
    assert sum("You have a mentee" in one for one in said) == 1
    assert sum("answered already" in one for one in said) == 1
    async with town.storage.reading() as tx:
        assert len(await tx.store(town.community.id).mentorships.of(await town.id(ada))) == 1


async def test_newcomers_arriving_at_once_are_one_person_each(town: Town) -> None:
    ada = town.person("Ada")
    views = (town.app.answer(ada.actor, call("home.show"), now=town.now) for _ in range(20))
    await asyncio.gather(*views)
    async with town.storage.reading() as tx:
        people = tx.store(town.community.id).people
        assert await people.get(1) is not None
        assert await people.get(2) is None
