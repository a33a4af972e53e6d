"""What is owed is kept as promised on every database."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from bot.calls import call
from bot.ports.obligations import Obligation
from tests.contracts.storage.places import START, Place

DAY = timedelta(days=1)


def owed(campus: Place, subject: int = 7, **changes: object) -> Obligation:
    days = (2, 7)
    plain = Obligation(
        "request",
        subject,
        campus.grace,
        campus.ada,
        START,
        tuple(START + day * DAY for day in days),
        START + 14 * DAY,
        call("request.nudge", subject),
        call("request.lapse", subject),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the tests name only fields


async def opened(campus: Place, obligation: Obligation) -> int:
    async with campus.writing() as store:
        await store.obligations.open(obligation)
        [found] = await store.obligations.about(obligation.kind, obligation.subject)
    return found.id


async def take(campus: Place, obligation: int, now: datetime) -> int | None:
    """The nudge's number, 0 for a lapse, None when there was nothing to take."""
    async with campus.writing() as store:
        taken = await store.obligations.take(obligation, now)
    return taken[1] if taken else None


async def due(campus: Place, now: datetime, most: int = 10) -> list[tuple[int, int]]:
    async with campus.database.reading() as tx:
        return list(await tx.clocks.due(now, most))


async def test_an_obligation_comes_back_as_it_was_opened(campus: Place) -> None:
    identity = await opened(campus, owed(campus))
    async with campus.writing() as store:
        assert list(await store.obligations.owed_by(campus.grace)) == [owed(campus, id=identity)]
        assert list(await store.obligations.awaited_by(campus.ada)) == [owed(campus, id=identity)]
        assert await store.obligations.owed_by(campus.ada) == []


async def test_opening_again_starts_the_clock_anew(campus: Place) -> None:
    first = await opened(campus, owed(campus))
    later = owed(campus, nudges_at=(START + 20 * DAY,), deadline_at=START + 30 * DAY)
    second = await opened(campus, later)
    assert second != first
    assert await take(campus, first, START + 14 * DAY) is None
    assert await due(campus, START + 19 * DAY) == []
    assert await due(campus, START + 20 * DAY) == [(campus.community, second)]


async def test_however_many_open_the_same_one_only_one_is_open(campus: Place) -> None:
    async def opens() -> None:
        async with campus.writing() as store:
            await store.obligations.open(owed(campus))

    await asyncio.gather(*(opens() for _ in range(40)))
    async with campus.writing() as store:
        assert len(await store.obligations.about("request", 7)) == 1


async def test_closing_is_for_one_ower_or_for_all_and_twice_is_once(campus: Place) -> None:
    async with campus.writing() as store:
        await store.obligations.open(owed(campus))
        await store.obligations.open(owed(campus, owes=campus.eve))
        await store.obligations.open(owed(campus, subject=8))
        for _ in range(2):
            await store.obligations.close("request", 7, campus.eve)
        assert [one.owes for one in await store.obligations.about("request", 7)] == [campus.grace]
        await store.obligations.close("request", 7)
        assert await store.obligations.about("request", 7) == []
        [left] = await store.obligations.owed_by(campus.grace)
    assert left.subject == 8
    assert await due(campus, START + 30 * DAY) == [(campus.community, left.id)]


async def test_nudges_come_in_turn_and_then_it_lapses_for_good(campus: Place) -> None:
    identity = await opened(campus, owed(campus))
    moments = [START + DAY, START + 2 * DAY, START + 2 * DAY, START + 7 * DAY, START + 14 * DAY, START + 15 * DAY]
    assert [await take(campus, identity, moment) for moment in moments] == [None, 1, None, 2, 0, None]
    async with campus.writing() as store:
        assert await store.obligations.about("request", 7) == []


async def test_nudges_slept_through_are_not_made_up_for(campus: Place) -> None:
    identity = await opened(campus, owed(campus))
    assert [await take(campus, identity, START + 8 * DAY) for _ in range(2)] == [2, None]
    second = await opened(campus, owed(campus, subject=8))
    assert await take(campus, second, START + 14 * DAY) == 0


async def test_without_nudges_it_lapses_at_the_deadline(campus: Place) -> None:
    identity = await opened(campus, owed(campus, nudges_at=()))
    assert await take(campus, identity, START + 14 * DAY - timedelta(seconds=1)) is None
    assert await take(campus, identity, START + 14 * DAY) == 0


async def test_of_a_hundred_who_take_a_due_one_one_gets_it(campus: Place) -> None:
    for subject, moment, number in ((7, START + 2 * DAY, 1), (8, START + 14 * DAY, 0)):
        identity = await opened(campus, owed(campus, subject=subject))
        taken = await asyncio.gather(*(take(campus, identity, moment) for _ in range(100)))
        assert [one for one in taken if one is not None] == [number]


async def test_a_take_that_fails_afterwards_was_none(campus: Place) -> None:
    identity = await opened(campus, owed(campus))
    try:
        async with campus.writing() as store:
            assert await store.obligations.take(identity, START + 14 * DAY) is not None
            raise KeyError("the lapse fails")
    except KeyError:
        assert await take(campus, identity, START + 14 * DAY) == 0


async def test_the_most_urgent_comes_first(campus: Place) -> None:
    async with campus.writing() as store:
        for subject, days in ((1, 9), (2, 3), (3, 6)):
            await store.obligations.open(owed(campus, subject=subject, nudges_at=(), deadline_at=START + days * DAY))
        assert [one.subject for one in await store.obligations.owed_by(campus.grace)] == [2, 3, 1]
        assert [one.subject for one in await store.obligations.awaited_by(campus.ada)] == [2, 3, 1]
        ids = {one.subject: one.id for one in await store.obligations.owed_by(campus.grace)}
    expected = [(campus.community, ids[subject]) for subject in (2, 3)]
    assert await due(campus, START + 6 * DAY) == expected
    assert await due(campus, START + 30 * DAY, most=2) == expected


async def test_a_postponed_one_lets_those_behind_it_go_first(campus: Place) -> None:
    first, second = await opened(campus, owed(campus)), await opened(campus, owed(campus, subject=8))
    async with campus.database.writing() as tx:
        await tx.clocks.postpone(first, START + 3 * DAY)
    assert await due(campus, START + 2 * DAY) == [(campus.community, second)]
    assert await due(campus, START + 3 * DAY) == [(campus.community, second), (campus.community, first)]


async def nudged(campus: Place, now: datetime, most: int = 10) -> list[tuple[int, int]]:
    """Subject and number of what is taken together."""
    async with campus.database.writing() as tx:
        return [(one.subject, number) for _, one, number in await tx.clocks.nudge(now, most)]


async def test_nudges_are_taken_together_each_once_and_what_lapsed_is_left(campus: Place) -> None:
    for subject in (7, 8):
        await opened(campus, owed(campus, subject=subject))
    lapses = await opened(campus, owed(campus, subject=9, deadline_at=START + 2 * DAY))
    assert await nudged(campus, START + DAY) == []
    assert await nudged(campus, START + 2 * DAY, most=1) == [(7, 1)]
    assert await nudged(campus, START + 2 * DAY) == [(8, 1)]
    assert await nudged(campus, START + 2 * DAY) == []
    assert await due(campus, START + 2 * DAY) == [(campus.community, lapses)]
    assert await nudged(campus, START + 8 * DAY) == [(7, 2), (8, 2)]


async def test_however_many_take_nudges_together_each_is_taken_once(campus: Place) -> None:
    for subject in range(20):
        await opened(campus, owed(campus, subject=subject))
    taken = await asyncio.gather(*(nudged(campus, START + 2 * DAY, most=5) for _ in range(12)))
    assert sorted(one for some in taken for one in some) == [(subject, 1) for subject in range(20)]


async def test_the_next_moment_is_the_earliest_over_all_communities(campus: Place) -> None:
    other = await Place.made(campus.database, "T2")
    async with campus.database.reading() as tx:
        assert (await tx.timetable.upcoming()).owed is None
    identity = await opened(campus, owed(campus))
    await opened(other, owed(other, nudges_at=(START + 5 * DAY,)))
    async with campus.database.reading() as tx:
        assert (await tx.timetable.upcoming()).owed == START + 2 * DAY
    assert await take(campus, identity, START + 2 * DAY) == 1
    async with campus.database.reading() as tx:
        assert (await tx.timetable.upcoming()).owed == START + 5 * DAY
