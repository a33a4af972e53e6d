"""Sessions: two of one person never take place at once, whoever asks first and however many ask together."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.sessions import Session, SessionState
from storage.database import Database
from tests.contracts.storage.places import HOUR, START, Place, plan

TOMORROW = START + timedelta(days=1)


async def proposed(place: Place, mentee: int, after: timedelta = timedelta(0), minutes: int = 60) -> int:
    """A proposal of Grace's mentee for tomorrow noon, or so long after it."""
    async with place.writing() as store:
        pair = await store.mentorships.running_between(mentee, place.grace)
        which = pair.id if pair else await store.mentorships.add(mentee, place.grace, START)
        assert which is not None
        return await store.sessions.propose(plan(which, mentee, place.grace, TOMORROW + after, minutes))


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


async def found(place: Place, session: int) -> Session:
    async with place.writing() as store:
        one = await store.sessions.get(session)
        assert one is not None
        return one


async def test_a_session_moves_to_the_time_that_is_wished_and_frees_the_other(database: Database) -> None:
    place = await Place.made(database)
    first, other = await proposed(place, place.ada), await proposed(place, place.eve)
    assert await confirmed(place, first)
    async with place.writing() as store:
        assert not await store.sessions.move(first), "nobody wished for anything"
        assert await store.sessions.wish(first, place.grace, TOMORROW + HOUR / 2)
        assert await store.sessions.move(first)
        assert not await store.sessions.move(first)
    moved = await found(place, first)
    assert (moved.start, moved.minutes, moved.sequence, moved.asked) == (TOMORROW + HOUR / 2, 60, 1, 0)
    assert not await confirmed(place, other), "half of it is still taken"
    async with place.writing() as store:
        assert await store.sessions.wish(first, place.ada, TOMORROW + 2 * HOUR)
        assert (await store.sessions.taken((place.grace,), START, besides=first)) == {}
        assert await store.sessions.move(first)
    assert await confirmed(place, other)


async def test_a_move_to_a_time_that_is_taken_changes_nothing(database: Database) -> None:
    place = await Place.made(database)
    first, other = await proposed(place, place.ada), await proposed(place, place.eve, 2 * HOUR)
    assert await confirmed(place, first)
    assert await confirmed(place, other)
    async with place.writing() as store:
        assert await store.sessions.wish(first, place.ada, TOMORROW + 1.5 * HOUR)
        before = await store.sessions.taken((place.ada, place.grace, place.eve), START)
        assert not await store.sessions.move(first)
        assert await store.sessions.taken((place.ada, place.grace, place.eve), START) == before
        assert await store.sessions.wish(first, place.ada, None)
        assert not await store.sessions.move(first)
    third = await proposed(place, place.eve, HOUR / 2)
    assert not await confirmed(place, third), "the old time is still taken"


async def test_another_time_for_a_proposal_asks_the_other_one(database: Database) -> None:
    place = await Place.made(database)
    first = await proposed(place, place.ada)
    assert (await found(place, first)).asked == place.grace
    async with place.writing() as store:
        assert await store.sessions.repropose(first, place.grace, TOMORROW + HOUR)
        assert not await store.sessions.repropose(10**6, place.grace, TOMORROW)
        assert not await store.sessions.wish(first, place.grace, TOMORROW)
    changed = await found(place, first)
    assert (changed.asked, changed.start, changed.sequence) == (place.ada, TOMORROW + HOUR, 1)
    assert await confirmed(place, first)
    async with place.writing() as store:
        assert not await store.sessions.repropose(first, place.ada, TOMORROW)


async def test_a_series_takes_every_hour_it_can_and_leaves_out_the_others(database: Database) -> None:
    place = await Place.made(database)
    first, clash = await proposed(place, place.ada), await proposed(place, place.eve, timedelta(days=7))
    assert await confirmed(place, clash)
    assert await confirmed(place, first)
    async with place.writing() as store:
        made = [
            await store.sessions.repeat(first, f"{first}-{week}", TOMORROW + week * timedelta(days=7))
            for week in (1, 2, 3)
        ]
        assert [one and one.start for one in made] == [None, *(TOMORROW + n * timedelta(days=7) for n in (2, 3))]
        assert await store.sessions.repeat(10**6, "none", TOMORROW) is None
        series = await store.sessions.of_series(first, TOMORROW + HOUR)
        assert list(series) == made[1:]
        assert len(await store.sessions.coming(place.ada, START)) == 3
        assert len((await store.sessions.taken((place.ada,), START))[place.ada]) == 3


async def test_what_was_held_takes_no_time_and_can_be_said_otherwise(database: Database) -> None:
    place = await Place.made(database)
    first = await proposed(place, place.ada)
    async with place.writing() as store:
        assert not await store.sessions.finish(first, SessionState.HELD), "nobody said yes to it"
        assert await store.sessions.confirm(first)
        assert await store.sessions.finish(first, SessionState.HELD)
        assert not await store.sessions.finish(first, SessionState.HELD)
        assert await store.sessions.finish(first, SessionState.MISSED)
        assert not await store.sessions.cancel(first)
    one = await found(place, first)
    assert one.state is SessionState.MISSED
    async with place.writing() as store:
        assert [past.id for past in await store.sessions.past(one.mentorship, TOMORROW, 9)] == [first]
        assert await store.sessions.past(one.mentorship, TOMORROW - HOUR, 9) == []
        assert await store.sessions.coming(place.ada, START) == []
