"""Calendars people add: five of each person, claimed once, the last good copy kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.feeds import MOST, Address, Deadline, Feed, FeedKind
from bot.domain.slots import Span
from bot.ports.feeds import PAUSE, Feeds, Read, Seen
from bot.ports.storage import StorageBusy
from storage.tables.feeds import feed_deadlines, feed_spans
from tests.contracts.storage.places import HOUR, START, Place

LEASE = START + timedelta(minutes=2)
LATER = START + timedelta(days=1)


def address(number: int = 0) -> Address:
    return Address.parse(f"https://calendar.example.com/{number}")


def span(hours: int) -> Span:
    return Span(START + hours * HOUR, START + (hours + 1) * HOUR)


COPY = Read(
    Seen('"a1"', "Mon"),
    (span(1), span(5)),
    (Deadline("a", "Essay", START + 2 * HOUR), Deadline("b", "Lab", START + 26 * HOUR, True)),
)


@asynccontextmanager
async def feeds(campus: Place) -> AsyncIterator[Feeds]:
    async with campus.writing() as store:
        yield store.feeds


async def added(campus: Place, kind: FeedKind = FeedKind.BUSY, number: int = 0, *, is_shared: bool = False) -> int:
    async with feeds(campus) as part:
        made = await part.add(campus.ada, kind, address(number), is_shared, START)
    assert made is not None
    return made


async def claimed(campus: Place, feed: int) -> Feed:
    async with feeds(campus) as part:
        found = await part.claim(feed, START, LEASE)
    assert found is not None
    return found


async def due(campus: Place) -> list[int]:
    async with campus.database.reading() as tx:
        return [feed for _, feed in await tx.feed_clocks.due(LATER - timedelta(seconds=1), 9)]


async def test_a_calendar_is_kept_as_it_was_added_and_is_due_at_once(campus: Place) -> None:
    made = await added(campus, FeedKind.DEADLINES, is_shared=True)
    async with feeds(campus) as part:
        [found] = await part.of(campus.ada)
        assert found == await part.get(made)
    kind = FeedKind.DEADLINES
    assert found == Feed(made, campus.ada, kind, address(), True, "", "", "", None, None, 0, "", 0)
    async with campus.database.reading() as tx:
        assert await tx.feed_clocks.due(START, 9) == [(campus.community, made)]
        assert await tx.feed_clocks.due(START - HOUR, 9) == []


async def test_nobody_has_more_than_five_nor_one_twice(campus: Place) -> None:
    ids = [await added(campus, number=number) for number in range(MOST)]
    async with feeds(campus) as part:
        assert await part.add(campus.ada, FeedKind.BUSY, address(9), False, START) is None
        assert await part.add(campus.grace, FeedKind.BUSY, address(0), False, START) is not None
        assert await part.remove(ids[2])
        assert not await part.remove(ids[2])
        assert await part.add(campus.ada, FeedKind.DEADLINES, address(0), False, START) is None
        assert await part.add(campus.ada, FeedKind.BUSY, address(9), False, START) is not None


async def test_five_is_the_most_also_when_they_are_added_at_once(campus: Place) -> None:
    async def add(number: int) -> int | None:
        async with feeds(campus) as part:
            return await part.add(campus.ada, FeedKind.BUSY, address(number), False, START)

    await asyncio.gather(*(add(number) for number in range(12)))
    async with feeds(campus) as part:
        assert 1 <= len(await part.of(campus.ada)) <= MOST


async def test_of_many_who_claim_one_has_it(campus: Place) -> None:
    made = await added(campus)

    async def claim() -> Feed | None:
        async with feeds(campus) as part:
            return await part.claim(made, START, LEASE)

    found = [one for one in await asyncio.gather(*(claim() for _ in range(8))) if one is not None]
    assert [one.turn for one in found] == [1]
    async with feeds(campus) as part:
        again = await part.claim(made, LEASE, LEASE + HOUR)
    assert again is not None
    assert again.turn == 2


async def test_what_was_read_is_found_by_time(campus: Place) -> None:
    feed = await claimed(campus, await added(campus, FeedKind.DEADLINES, is_shared=True))
    async with feeds(campus) as part:
        assert await part.keep(feed, COPY, "Europe/Berlin", START, LATER)
        assert await part.busy((campus.ada, campus.grace), START, LATER) == {campus.ada: [span(1), span(5)]}
        assert await part.busy((campus.ada,), START + 2 * HOUR, START + 5 * HOUR) == {}
        assert await part.deadlines(campus.ada, START, LATER, only_shared=False) == [COPY.deadlines[0]]
        assert await part.deadlines(campus.ada, START + 3 * HOUR, LATER, only_shared=False) == []
        found = await part.deadlines(campus.ada, START, START + 27 * HOUR, only_shared=True)
        assert found == list(COPY.deadlines)
        now = await part.get(feed.id)
    assert now == replace(feed, zone="Europe/Berlin", etag='"a1"', modified="Mon", read_at=START, tried_at=START)
    assert await due(campus) == []


async def test_what_is_not_shared_is_for_its_owner_alone(campus: Place) -> None:
    feed = await claimed(campus, await added(campus, FeedKind.DEADLINES))
    async with feeds(campus) as part:
        await part.keep(feed, COPY, "UTC", START, LATER)
        assert await part.deadlines(campus.ada, START, LATER, only_shared=True) == []
        await part.share(feed.id, True)
        assert await part.deadlines(campus.ada, START, LATER, only_shared=True) == [COPY.deadlines[0]]


async def test_a_new_copy_replaces_the_last_and_a_failure_keeps_it(campus: Place) -> None:
    feed = await claimed(campus, await added(campus))
    async with feeds(campus) as part:
        await part.keep(feed, COPY, "UTC", START, LATER)
        await part.keep(feed, Read(Seen(), (span(3),)), "UTC", START, LATER)
        assert await part.busy((campus.ada,), START, LATER) == {campus.ada: [span(3)]}
        failed = await part.failed(feed, "It is gone.", LEASE, LATER)
        assert failed is not None
        assert (failed.failures, failed.trouble, failed.tried_at, failed.read_at) == (1, "It is gone.", LEASE, START)
        assert await part.busy((campus.ada,), START, LATER) == {campus.ada: [span(3)]}
        assert await part.unchanged(failed, LATER, LATER)
        now = await part.get(feed.id)
    assert now is not None
    assert (now.failures, now.trouble, now.read_at, now.tried_at) == (0, "", START, LATER)


async def test_who_comes_too_late_writes_nothing(campus: Place) -> None:
    first = await claimed(campus, await added(campus))
    async with feeds(campus) as part:
        assert await part.claim(first.id, LEASE, LATER) is not None
        assert not await part.keep(first, COPY, "UTC", LATER, LATER)
        assert not await part.unchanged(first, LATER, LATER)
        assert await part.failed(first, "No.", LATER, LATER) is None
        assert await part.busy((campus.ada,), START, LATER) == {}


async def test_removing_one_removes_what_was_read(campus: Place) -> None:
    feed = await claimed(campus, await added(campus))
    async with feeds(campus) as part:
        await part.keep(feed, COPY, "UTC", START, LATER)
        await part.remove(feed.id)
    async with campus.database.engine.connect() as connection:
        for table in (feed_spans, feed_deadlines):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar_one() == 0


async def test_no_calendar_gets_the_number_of_one_that_was_removed(campus: Place) -> None:
    first = await added(campus)
    async with feeds(campus) as part:
        await part.remove(first)
    assert await added(campus) != first


async def test_an_error_does_not_carry_the_address(campus: Place) -> None:
    with pytest.raises((SQLAlchemyError, StorageBusy)) as caught:
        async with feeds(campus) as part:
            await part.add(900_000, FeedKind.BUSY, address(), False, START)
    assert address().url not in f"{caught.value} {caught.value.__cause__}"


async def test_one_may_be_read_sooner_but_not_later(campus: Place) -> None:
    feed = await claimed(campus, await added(campus))
    async with feeds(campus) as part:
        await part.unchanged(feed, START, LATER)
        assert not await part.hasten(feed.id, LATER + HOUR)
    assert await due(campus) == []
    async with feeds(campus) as part:
        assert await part.hasten(feed.id, LEASE)
        assert not await part.hasten(feed.id, LEASE - PAUSE)
    assert await due(campus) == [feed.id]


async def test_calendars_of_somebody_who_has_left_rest(campus: Place) -> None:
    made = await added(campus)
    assert await due(campus) == [made]
    async with campus.database.writing() as tx:
        assert await tx.presence.account_left("town", "T1", "ada", START)
    assert await due(campus) == []
