"""Whoever is named agreed, is still here and is blocked by nobody they are named with; on every database."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from bot.domain.mentorships import Feedback, Outcome
from bot.ports.namings import Naming
from storage.tables.mentorships import namings
from storage.tables.people import people
from tests.contracts.storage.places import HOUR, START, Place

WEEK = timedelta(weeks=1)


async def agreed(campus: Place) -> int:
    """Ada and Grace are a pair since the start, Ada has said thanks, and both agree to be named with both."""
    async with campus.writing() as store:
        pair = await store.mentorships.add(campus.ada, campus.grace, START)
        assert pair is not None
        await store.mentorships.add_feedback(Feedback(pair, campus.ada, campus.grace, 5, "Thank you", "", START + HOUR))
        for author in (0, campus.ada):
            for person in (campus.ada, campus.grace):
                await store.namings.turn(pair, author, person, True)
                await store.namings.turn(pair, author, person, True)
    return pair


async def named(campus: Place) -> list[Naming]:
    async with campus.writing() as store:
        return list(await store.namings.named(START, START + WEEK))


async def test_both_are_named_in_the_order_of_what_happened(campus: Place) -> None:
    pair = await agreed(campus)
    assert await named(campus) == [
        Naming(START, campus.ada, campus.grace, False),
        Naming(START + HOUR, campus.ada, campus.grace, True),
    ]
    async with campus.writing() as store:
        assert await store.namings.has(pair, 0, campus.ada)
        assert not await store.namings.has(pair, 0, campus.eve)
        assert not await store.namings.has(pair, campus.grace, campus.ada)
        assert await store.namings.named(START + HOUR, START + HOUR) == []
        assert len(await store.namings.named(START, START + HOUR)) == 1
        assert len(await store.namings.named(START + HOUR, START + WEEK)) == 1


async def test_one_who_takes_it_back_takes_both_names_out(campus: Place) -> None:
    pair = await agreed(campus)
    async with campus.writing() as store:
        await store.namings.turn(pair, 0, campus.grace, False)
        await store.namings.turn(pair, 0, campus.grace, False)
        assert not await store.namings.has(pair, 0, campus.grace)
    assert [one.is_thanks for one in await named(campus)] == [True]


async def test_a_pair_that_ended_is_new_no_more_and_its_thanks_stay(campus: Place) -> None:
    pair = await agreed(campus)
    async with campus.writing() as store:
        await store.mentorships.end(pair, Outcome.COMPLETED, campus.ada, START)
    assert [one.is_thanks for one in await named(campus)] == [True]


async def test_a_block_either_way_keeps_both_apart(campus: Place) -> None:
    await agreed(campus)
    for one, other in ((campus.ada, campus.grace), (campus.grace, campus.ada)):
        async with campus.writing() as store:
            await store.safety.block(one, other, START)
        assert await named(campus) == []
        async with campus.writing() as store:
            await store.safety.unblock(one, other)
        assert len(await named(campus)) == 2


async def test_whoever_left_is_not_named_and_a_consent_goes_with_its_person(campus: Place) -> None:
    await agreed(campus)
    async with campus.database.engine.begin() as connection:
        await connection.execute(update(people).where(people.c.id == campus.grace).values(left_at=START))
    assert await named(campus) == []
    async with campus.database.engine.begin() as connection:
        await connection.execute(delete(people).where(people.c.id == campus.grace))
        assert (await connection.execute(select(namings))).all() == []


async def test_two_accounts_that_become_one_keep_what_either_agreed_to(campus: Place) -> None:
    await agreed(campus)
    async with campus.writing() as store:
        await store.links.merge(campus.ada, campus.eve)
    assert await named(campus) == [
        Naming(START, campus.eve, campus.grace, False),
        Naming(START + HOUR, campus.eve, campus.grace, True),
    ]
