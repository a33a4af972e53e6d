"""A tick ends in time, and forgets what no platform delivers again."""

from datetime import timedelta

import pytest

from bot.ports.messenger import Address
from bot.scheduling import delivery
from bot.scheduling.watch import Watch
from tests.conversations.town import START
from tests.scheduling.office import Office

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


async def is_new(desk: Office, receipt: str, after: timedelta) -> bool:
    async with desk.database.writing() as tx:
        return await tx.presence.receive("town", receipt, START + after)


async def test_receipts_are_forgotten_after_two_days(desk: Office) -> None:
    assert await is_new(desk, "a", timedelta())
    await desk.clockwork.tick(START + DAY)
    assert not await is_new(desk, "a", DAY)
    await desk.clockwork.tick(START + 2 * DAY + MINUTE)
    assert await is_new(desk, "a", 2 * DAY + MINUTE)


async def test_receipts_are_looked_at_once_an_hour_and_not_at_every_tick(desk: Office) -> None:
    assert await is_new(desk, "a", 2 * MINUTE)
    await desk.clockwork.tick(START + 2 * DAY)
    await desk.clockwork.tick(START + 2 * DAY + 59 * MINUTE)
    assert not await is_new(desk, "a", 2 * DAY)
    await desk.clockwork.tick(START + 2 * DAY + 60 * MINUTE)
    assert await is_new(desk, "a", 2 * DAY)


async def test_a_long_burst_leaves_the_rest_to_the_next_tick(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its moment is fresh, and a health check sees that the heart beats."""
    spent = 0

    async def takes_8_seconds(to: Address, number: int) -> None:
        nonlocal spent
        spent += 8

    monkeypatch.setattr(Watch, "spent", property(lambda watch: timedelta(seconds=spent)))
    monkeypatch.setattr(delivery, "BATCH", 1)
    desk.town.before = takes_8_seconds
    await desk.put(*await desk.people(5))
    await desk.clockwork.tick(START)
    assert desk.town.said == ["Number 1", "Number 2", "Number 3"]
    spent = 0
    await desk.clockwork.tick(START)
    assert desk.town.said == [f"Number {number}" for number in range(1, 6)]
