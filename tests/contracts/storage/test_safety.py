"""Blocks and reports keep their promises on every database."""

import asyncio

from bot.domain.safety import Report
from tests.contracts.storage.places import START, Place


async def test_a_block_counts_both_ways_until_it_is_lifted(campus: Place) -> None:
    async with campus.writing() as store:
        for _ in range(2):
            await store.safety.block(campus.ada, campus.grace, START)
        assert await store.safety.is_blocked(campus.ada, campus.grace)
        assert await store.safety.is_blocked(campus.grace, campus.ada)
        assert not await store.safety.is_blocked(campus.ada, campus.eve)
        assert await store.safety.blocked_by(campus.ada) == [campus.grace]
        assert await store.safety.blocked_by(campus.grace) == []
        await store.safety.unblock(campus.grace, campus.ada)
        assert await store.safety.is_blocked(campus.ada, campus.grace)
        await store.safety.unblock(campus.ada, campus.grace)
        assert not await store.safety.is_blocked(campus.ada, campus.grace)


async def test_two_who_block_each_other_are_apart_until_both_lift_it(campus: Place) -> None:
    async with campus.writing() as store:
        await store.safety.block(campus.ada, campus.grace, START)
        await store.safety.block(campus.grace, campus.ada, START)
        await store.safety.unblock(campus.ada, campus.grace)
        assert await store.safety.is_blocked(campus.ada, campus.grace)


async def test_of_moderators_who_close_a_report_at_once_one_does(campus: Place) -> None:
    async with campus.writing() as store:
        first = await store.safety.report(campus.ada, campus.eve, "Rude", START)
        second = await store.safety.report(campus.grace, campus.eve, "Also to me", START)
        assert [report.id for report in await store.safety.open_reports()] == [first, second]

    async def closes(number: int) -> str | None:
        async with campus.writing() as store:
            outcome = f"outcome {number}"
            return outcome if await store.safety.close_report(first, campus.grace, outcome) else None

    closed = await asyncio.gather(*(closes(number) for number in range(20)))
    [winner] = [outcome for outcome in closed if outcome]
    async with campus.writing() as store:
        kept = await store.safety.get_report(first)
        assert kept == Report(first, campus.ada, campus.eve, "Rude", START, campus.grace, winner)
        assert [report.id for report in await store.safety.open_reports()] == [second]
        assert await store.safety.get_report(900_001) is None
