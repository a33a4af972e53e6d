"""Rounds read what is due beside everything else: a few at a time, and one that fails stops no other."""

import asyncio

import pytest

from bot.domain.feeds import MOST, Address, FeedKind
from bot.ports.feeds import Read, Refused, Seen, Wanted
from bot.scheduling.feeds import IN_FLIGHT, Rounds
from tests.contracts.storage.places import START, Place


class Hosts:
    """Readers wait until they are let go; those whose host begins with "bad" raise."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.busy = asyncio.Event()
        self.under_way = self.most_at_once = self.ended = 0

    async def read(self, address: Address, seen: Seen, wanted: Wanted) -> Read | Refused:
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        if self.under_way == IN_FLIGHT:
            self.busy.set()
        try:
            await self.open.wait()
            if address.host.startswith("bad"):
                raise RuntimeError("a defect")
            return Read(Seen())
        finally:
            self.under_way -= 1
            self.ended += 1


@pytest.fixture
async def place(sqlite_database: object) -> Place:
    return await Place.made(sqlite_database)  # type: ignore[arg-type]  # a database


async def add(place: Place, host: str = "calendar.example.com") -> None:
    async with place.writing() as store:
        for person in (place.ada, place.grace):
            for number in range(MOST):
                address = Address.parse(f"https://{host if number else 'bad.example.com'}/{number}")
                assert await store.feeds.add(person, FeedKind.BUSY, address, False, START)


async def read_at(place: Place) -> list[bool]:
    async with place.writing() as store:
        return [one.read_at is not None for who in (place.ada, place.grace) for one in await store.feeds.of(who)]


async def test_a_few_are_read_at_a_time_and_a_defect_stops_no_other(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    await add(place)
    hosts = Hosts()
    going = asyncio.create_task(Rounds(place.database, hosts).run(START))
    await hosts.busy.wait()
    async with place.database.writing():
        hosts.open.set()
    assert await going == 2 * MOST
    assert hosts.most_at_once == IN_FLIGHT
    assert await read_at(place) == [False, True, True, True, True] * 2
    assert caplog.text.count("RuntimeError: a defect") == 2


async def test_two_processes_do_not_read_the_same(place: Place) -> None:
    await add(place)
    hosts = Hosts()
    hosts.open.set()
    await asyncio.gather(*(Rounds(place.database, hosts).run(START) for _ in range(3)))
    assert hosts.ended == 2 * MOST


async def test_what_is_being_read_is_given_up_when_it_has_to_end(place: Place) -> None:
    await add(place)
    hosts = Hosts()
    rounds = Rounds(place.database, hosts)
    going = asyncio.create_task(rounds.run(START))
    await hosts.busy.wait()
    going.cancel()
    await asyncio.wait((going,))
    assert going.cancelled()
    assert hosts.ended == IN_FLIGHT
    hosts.open.set()
    assert await rounds.run(START) == 2 * MOST - IN_FLIGHT
