"""Sessions: two of one person never take place at once, whoever asks first and however many ask together."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.sessions import SessionState
from storage.database import Database
from tests.contracts.storage.places import HOUR, START, Place

TOMORROW = START + timedelta(days=1)


async def proposed(place: Place, mentee: int, after: timedelta = timedelta(0), minutes: int = 60) -> int:
    """A proposal of Grace's mentee for tomorrow noon, or so long after it."""
    async with place.writing() as store:
        pair = await store.mentorships.running_between(mentee, place.grace)
        which = pair.id if pair else await store.mentorships.add(mentee, place.grace, START)
        assert which is not None
        return await store.sessions.propose(which, mentee, place.grace, mentee, TOMORROW + after, minutes, "Exam")


async def confirmed(place: Place, session: int) -> bool:
    async with place.writing() as store:
        return await store.sessions.confirm(session)


@pytest.mark.parametrize("minutes", [-59, -45, -15, 0, 15, 30, 59])
async def test_two_that_overlap_are_never_both_confirmed(database: Database, minutes: int) -> None:
    place = await Place.made(database)
    first, second = await proposed(place, place.ada), await proposed(place, place.eve, timedelta(minutes=minutes))
    assert await confirmed(place, first)
    assert not await confirmed(place, second)
    async with place.writing() as store:
        refused = await store.sessions.get(second)
        assert refused is not None
        assert refused.state is SessionState.PROPOSED
        assert await store.sessions.cancel(first)
    assert await confirmed(place, second), "the time is free again"


async def test_one_may_begin_when_another_ends(database: Database) -> None:
    place = await Place.made(database)
    first, second = await proposed(place, place.ada), await proposed(place, place.eve, HOUR)
    assert await confirmed(place, first)
    assert await confirmed(place, second)
    async with place.writing() as store:
        taken = await store.sessions.taken((place.grace, place.ada), START)
        assert [span.start for span in taken[place.grace]] == [TOMORROW, TOMORROW + HOUR]
        assert [span.start for span in taken[place.ada]] == [TOMORROW]
        assert [one.id for one in await store.sessions.coming(place.grace, TOMORROW + HOUR)] == [second]


async def test_of_a_hundred_confirmed_at_once_for_one_hour_one_wins(database: Database) -> None:
    place = await Place.made(database)
    asked = [
        await proposed(place, (place.ada, place.eve)[number % 2], timedelta(minutes=number % 50))
        for number in range(100)
    ]
    won = await asyncio.gather(*(confirmed(place, session) for session in asked))
    assert won.count(True) == 1
    async with place.writing() as store:
        assert len((await store.sessions.taken((place.grace,), START))[place.grace]) == 1


async def test_confirming_twice_is_confirming_once(database: Database) -> None:
    place = await Place.made(database)
    session = await proposed(place, place.ada)
    assert await confirmed(place, session)
    assert not await confirmed(place, session)
    async with place.writing() as store:
        assert await store.sessions.cancel(session)
        assert not await store.sessions.cancel(session)
    assert not await confirmed(place, session)
