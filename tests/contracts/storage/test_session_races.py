"""Moves, confirmations and cancellations at once: one wins, and the bookings are those of what was confirmed.

None of them takes the lock on both people that the door takes: the store keeps its promises to whoever forgets it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import select

from bot.domain.sessions import SessionState
from bot.ports.storage import StorageBusy
from bot.ports.store import Store
from storage.database import Database
from storage.tables.sessions import bookings, sessions
from tests.contracts.storage.places import HOUR, Place
from tests.contracts.storage.test_sessions import TOMORROW, confirmed, found, proposed

Step = Callable[[Store], Awaitable[object]]
WEEK = timedelta(days=7)
QUARTER = timedelta(minutes=15)


async def done(place: Place, step: Step) -> object:
    """One transaction, tried again as the door does when two of them waited for one another."""
    while True:
        try:
            async with place.writing() as store:
                return await step(store)
        except StorageBusy:
            continue


async def at_once(place: Place, *steps: Step) -> list[object]:
    return await asyncio.gather(*(done(place, step) for step in steps))


async def wished(place: Place, session: int, start: datetime) -> None:
    async with place.writing() as store:
        assert await store.sessions.wish(session, place.grace, start)


async def check_bookings(place: Place) -> None:
    """Every quarter hour of both people of each confirmed session is booked, and nothing else is."""
    async with place.database.engine.connect() as connection:
        booked = await connection.execute(select(bookings.c.person_id, bookings.c.quarter, bookings.c.session_id))
        confirmed_ones = await connection.execute(
            select(sessions).where(sessions.c.state == SessionState.CONFIRMED.value)
        )
        expected = {
            (person, (row.starts_at + step * QUARTER).timestamp() // 900, row.id)
            for row in confirmed_ones
            for person in (row.mentee_id, row.mentor_id)
            for step in range((row.ends_at - row.starts_at) // QUARTER)
        }
        assert sorted(map(tuple, booked)) == sorted(expected)


async def test_of_many_moves_into_one_hour_one_wins(database: Database) -> None:
    place = await Place.made(database)
    moving = [await proposed(place, (place.ada, place.eve)[n % 2], (n + 2) * HOUR) for n in range(12)]
    for number, session in enumerate(moving):
        assert await confirmed(place, session)
        await wished(place, session, TOMORROW + (number % 4) * QUARTER)
    won = await at_once(place, *(lambda store, one=one: store.sessions.move(one) for one in moving))  # type: ignore[misc]  # bound early
    assert won.count(True) == 1
    await check_bookings(place)
    for outcome, session in zip(won, moving, strict=True):
        one = await found(place, session)
        assert (one.moves_to is None, one.sequence) == (outcome, int(bool(outcome)))


async def test_a_move_and_a_confirmation_for_one_hour_never_both_hold(database: Database) -> None:
    place = await Place.made(database)
    moving, other = await proposed(place, place.ada, 3 * HOUR), await proposed(place, place.eve)
    assert await confirmed(place, moving)
    await wished(place, moving, TOMORROW + HOUR / 2)
    won = await overtaken(place, lambda store: store.sessions.move(moving), lambda store: store.sessions.confirm(other))
    assert won == (True, False)
    await check_bookings(place)


async def overtaken(place: Place, first: Step, second: Step) -> tuple[object, object]:
    """The outcomes of two, of which the second begins before the first has committed."""
    async with place.writing() as store:
        outcome = await first(store)
        later = asyncio.create_task(done(place, second))
        await asyncio.sleep(0.05)  # the second gets as far as it can
    return outcome, await later


async def test_a_move_that_meets_a_cancellation_leaves_no_hour_taken(database: Database) -> None:
    place = await Place.made(database)
    for move_is_first in (True, False):
        moving = await proposed(place, place.ada, 5 * HOUR * move_is_first)
        assert await confirmed(place, moving)
        await wished(place, moving, TOMORROW + 12 * HOUR)
        steps = (lambda store, m=moving: store.sessions.move(m), lambda store, m=moving: store.sessions.cancel(m))
        outcomes = await overtaken(place, *(steps if move_is_first else steps[::-1]))
        assert outcomes == ((True, True) if move_is_first else (True, False))
        assert (await found(place, moving)).state is SessionState.CANCELLED
        await check_bookings(place)


async def test_a_move_that_meets_another_wish_takes_the_hour_it_says(database: Database) -> None:
    place = await Place.made(database)
    moving = await proposed(place, place.ada)
    assert await confirmed(place, moving)
    await wished(place, moving, TOMORROW + 5 * HOUR)
    outcomes = await overtaken(
        place,
        lambda store: store.sessions.wish(moving, place.ada, TOMORROW + 8 * HOUR),
        lambda store: store.sessions.move(moving),
    )
    assert outcomes == (True, True)
    assert (await found(place, moving)).start == TOMORROW + 8 * HOUR
    await check_bookings(place)


async def test_a_move_that_meets_the_same_move_is_one_move(database: Database) -> None:
    place = await Place.made(database)
    moving = await proposed(place, place.ada)
    assert await confirmed(place, moving)
    await wished(place, moving, TOMORROW + 5 * HOUR)
    assert await overtaken(place, *[lambda store: store.sessions.move(moving)] * 2) == (True, False)
    assert (await found(place, moving)).sequence == 1
    await check_bookings(place)


async def test_two_series_at_once_share_their_dates_out(database: Database) -> None:
    place = await Place.made(database)
    first, second = await proposed(place, place.ada), await proposed(place, place.eve, HOUR / 2)

    def series(session: int, start: datetime, weeks: int) -> Step:
        async def confirm_all(store: Store) -> object:
            if not await store.sessions.confirm(session):
                return 0
            dates = [start + week * weeks * WEEK for week in range(1, 9)]
            made = [await store.sessions.repeat(session, f"{session}-{date}", date) for date in dates]
            return 1 + sum(one is not None for one in made)

        return confirm_all

    later = await proposed(place, place.eve, WEEK + HOUR / 2)
    made = await at_once(
        place,
        series(first, TOMORROW, 1),
        series(second, TOMORROW + HOUR / 2, 1),
        series(later, TOMORROW + WEEK + HOUR / 2, 2),
    )
    assert sum(one for one in made if isinstance(one, int)) >= 9, "every date of the first fortnight has one"
    await check_bookings(place)
    async with place.writing() as store:
        taken = (await store.sessions.taken((place.grace,), TOMORROW - HOUR))[place.grace]
    assert all(before.end <= after.start for before, after in pairwise(taken))


async def test_confirming_one_many_times_at_once_is_confirming_once(database: Database) -> None:
    place = await Place.made(database)
    session = await proposed(place, place.ada)
    won = await at_once(place, *[lambda store: store.sessions.confirm(session)] * 8)
    assert won.count(True) == 1
    await check_bookings(place)


async def test_reproposals_at_once_are_counted_each(database: Database) -> None:
    place = await Place.made(database)
    session = await proposed(place, place.ada)
    await at_once(
        place,
        *(
            lambda store, n=n: store.sessions.repropose(session, place.ada, TOMORROW + n * HOUR)  # type: ignore[misc]  # bound early
            for n in range(6)
        ),
    )
    assert (await found(place, session)).sequence == 6
