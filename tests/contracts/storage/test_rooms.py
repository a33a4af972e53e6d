"""Rooms: one for a session, claimed by one process at a time, and never lost between a change and an answer."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.domain.rooms import Room, RoomState
from storage.database import Database
from tests.contracts.storage.places import HOUR, START, Place, plan

MINUTE = timedelta(minutes=1)
LATER = START + timedelta(days=3)


async def session_of(place: Place, days: int = 1) -> int:
    """A confirmed session of Ada and Grace."""
    async with place.writing() as store:
        pair = await store.mentorships.running_between(place.ada, place.grace)
        which = pair.id if pair else await store.mentorships.add(place.ada, place.grace, START)
        assert which is not None
        made = await store.sessions.propose(plan(which, place.ada, place.grace, START + timedelta(days=days)))
        assert await store.sessions.confirm(made)
        return made


async def wanted(place: Place, session: int, service: str = "zoom", url: str = "") -> int | None:
    async with place.writing() as store:
        return await store.rooms.open(session, service, f"key-{session}", START, url)


async def room_of(place: Place, session: int) -> Room | None:
    async with place.writing() as store:
        return await store.rooms.of(session)


async def claimed(database: Database, after: timedelta = timedelta(0)) -> list[Room]:
    now = START + after
    async with database.writing() as tx:
        return [room for _, room in await tx.room_work.claim(now, now + MINUTE, 9)]


async def kept(place: Place, room: Room) -> None:
    async with place.writing() as store:
        await store.rooms.keep(room)


async def test_a_session_has_one_room_however_many_ask_at_once(database: Database) -> None:
    place = await Place.made(database)
    session = await session_of(place)
    made = await asyncio.gather(*(wanted(place, session) for _ in range(20)))
    assert len([one for one in made if one is not None]) == 1


async def test_a_claim_is_one_processs_until_its_lease_ends(database: Database) -> None:
    place = await Place.made(database)
    ids = {await wanted(place, await session_of(place, days)) for days in (1, 2, 3)}
    taken = await asyncio.gather(*(claimed(database) for _ in range(6)))
    assert {room.id for batch in taken for room in batch} == ids
    assert sum(map(len, taken)) == 3
    assert await claimed(database, MINUTE / 2) == []
    again = await claimed(database, MINUTE)
    assert [room.tries for room in again] == [2, 2, 2]


async def test_nothing_is_due_before_its_time_or_when_it_is_ready(database: Database) -> None:
    place = await Place.made(database)
    session = await session_of(place)
    await wanted(place, session, "jitsi", "https://meet.example/a")
    second = await session_of(place, 2)
    async with place.writing() as store:
        await store.rooms.open(second, "zoom", "key", START + HOUR)
    async with database.reading() as tx:
        assert not await tx.room_work.is_due(START)
        assert await tx.room_work.is_due(START + HOUR)
    assert await claimed(database) == []
    found = await room_of(place, session)
    assert found is not None
    assert found.is_open


async def test_what_a_service_keeps_is_moved_and_deleted_there(database: Database) -> None:
    place = await Place.made(database)
    session = await session_of(place)
    await wanted(place, session)
    [room] = await claimed(database)
    ready = replace(room, state=RoomState.READY, external="7", url="https://zoom.example/j/7", tries=0)
    await kept(place, ready)
    async with place.writing() as store:
        await store.rooms.move(session, START + HOUR, LATER)
    [moving] = await claimed(database, HOUR)
    assert (moving.state, moving.external, moving.url, moving.tries) == (RoomState.TO_MOVE, "7", ready.url, 1)
    async with place.writing() as store:
        await store.rooms.drop(session, START + HOUR)
    assert await room_of(place, session) is None
    [gone] = await claimed(database, HOUR)
    assert (gone.state, gone.external, gone.tries) == (RoomState.TO_DELETE, "7", 1)


async def test_what_no_service_was_asked_for_is_given_up_without_a_call(database: Database) -> None:
    place = await Place.made(database)
    for days, service, url in ((1, "zoom", ""), (2, "jitsi", "https://meet.example/a")):
        session = await session_of(place, days)
        await wanted(place, session, service, url)
        async with place.writing() as store:
            await store.rooms.drop(session, START)
        assert await room_of(place, session) is None
        assert await wanted(place, session) is not None, "another one may follow"
        async with place.writing() as store:
            await store.rooms.drop(session, START)
    assert await claimed(database, HOUR) == []


async def test_what_is_being_made_is_deleted_when_its_lease_ends_and_not_before(database: Database) -> None:
    place = await Place.made(database)
    session = await session_of(place)
    await wanted(place, session)
    [asked] = await claimed(database)
    async with place.writing() as store:
        await store.rooms.drop(session, START)
    assert await claimed(database, MINUTE / 2) == []
    [unheard] = await claimed(database, MINUTE)
    assert (unheard.id, unheard.state, unheard.external) == (asked.id, RoomState.TO_DELETE, "")


async def test_a_session_that_moves_waits_for_its_room_until_then_unless_it_is_being_made(database: Database) -> None:
    place = await Place.made(database)
    first, second = await session_of(place, 1), await session_of(place, 2)
    await wanted(place, first)
    async with place.writing() as store:
        await store.rooms.move(first, START, LATER)
    await wanted(place, second)
    [making] = await claimed(database)
    assert making.session == second
    async with place.writing() as store:
        await store.rooms.move(second, START, LATER)
        moved = await store.rooms.held(making.id)
    assert moved == making, "whoever waits for the answer sees to it"
    waiting = await room_of(place, first)
    assert waiting is not None
    assert (waiting.due_at, waiting.wanted_at) == (LATER, LATER)
