"""Sends go out together and yet in order, and neither a slow platform nor a hanging send stops the others."""

import asyncio
from datetime import timedelta

import pytest

from bot.ports.messenger import Address, TryLater
from bot.scheduling import lanes
from bot.scheduling.lanes import CHUNK, IN_FLIGHT
from bot.scheduling.ledger import MOST_ATTEMPTS
from bot.scheduling.watch import Watch
from storage.database import Database
from tests.conversations.town import START
from tests.scheduling.office import Office, nothing


async def unevenly(to: Address, number: int) -> None:
    """Later sends may overtake earlier ones."""
    for _ in range(40 - number % 7 * 5):
        await asyncio.sleep(0)


async def test_sends_are_in_flight_together_and_in_order_for_each_address(desk: Office) -> None:
    people = await desk.people(20)
    await desk.channel("mentors")
    desk.town.before = unevenly
    await desk.put(*(people * 4), *(["mentors"] * 5), *people)
    await desk.clockwork.tick(START)
    assert [desk.town.said_to(f"town{n}") for n in range(20)] == [
        [f"Number {number}" for number in (n + 1, n + 21, n + 41, n + 61, n + 86)] for n in range(20)
    ]
    assert desk.town.said_to("mentors") == [f"Number {number}" for number in range(81, 86)]
    assert desk.town.most_to_one == 1
    assert 1 < desk.town.most_at_once <= IN_FLIGHT


async def test_a_slow_platform_does_not_hold_up_another(database: Database) -> None:
    office = await Office.opened(database, "town", "slow")
    quick, slow = await office.people(CHUNK), await office.people(CHUNK, "slow")
    everybody = [person for pair in zip(slow, quick, strict=True) for person in pair]
    answers, all_quick = asyncio.Event(), asyncio.Event()

    async def hangs(to: Address, number: int) -> None:
        await answers.wait()

    async def counts(to: Address, number: int) -> None:
        if number == len(quick):
            all_quick.set()

    office.platforms["slow"].before = hangs
    office.town.after = counts
    await office.put(*everybody)
    async with asyncio.TaskGroup() as group:
        group.create_task(office.clockwork.tick(START))
        await asyncio.wait_for(all_quick.wait(), 30)
        assert office.platforms["slow"].arrived == {}
        answers.set()
    assert len(office.platforms["slow"].arrived) == len(slow)
    assert await office.states() == {("sent", 0): len(everybody)}


async def test_a_send_that_hangs_is_tried_again_and_stops_no_other(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "SEND_SECONDS", 0.05)

    async def hangs_first(to: Address, number: int) -> None:
        if number == 1:
            await asyncio.Event().wait()

    desk.town.before = hangs_first
    await desk.put(*await desk.people(3))
    await desk.clockwork.tick(START)
    assert desk.town.said == ["Number 2", "Number 3"]
    assert await desk.states() == {("sent", 0): 2, ("due", 1): 1}
    await desk.clockwork.tick(await desk.next_at())
    assert desk.town.said == ["Number 1", "Number 2", "Number 3"]


async def test_a_platform_is_given_the_time_it_asks_for(desk: Office) -> None:
    async def busy_once(to: Address, number: int) -> None:
        if number == 1:
            raise TryLater("slow down", timedelta(minutes=10))

    desk.town.before = busy_once
    await desk.put(*await desk.people(1))
    await desk.clockwork.tick(START)
    assert await desk.next_at() >= START + timedelta(minutes=10)
    assert await desk.states() == {("due", 1): 1}
    await desk.clockwork.tick(START + timedelta(minutes=9))
    assert desk.town.attempts == 1


async def test_a_pause_of_the_platform_costs_one_send_and_no_attempt(desk: Office) -> None:
    number = CHUNK + 20

    async def pauses(to: Address, number: int) -> None:
        raise TryLater("everything waits", timedelta(seconds=60), is_pause=True)

    desk.town.before = pauses
    await desk.put(*await desk.people(5), *await desk.people(5) * (number // 5 - 1))
    moment = START
    for times in range(1, MOST_ATTEMPTS + 2):
        await desk.clockwork.tick(moment)
        assert desk.town.attempts == times
        assert desk.rendered == times * CHUNK
        assert await desk.states() == {("due", 0): number}
        assert await desk.next_at() >= moment + timedelta(seconds=60)
        moment = await desk.next_at()
    desk.town.before = nothing
    await desk.clockwork.tick(moment)
    assert len(desk.town.arrived) == number
    assert desk.town.said_to("town0") == [f"Number {n}" for n in range(1, number, 5)]


async def test_what_a_batch_cannot_begin_in_time_is_given_back(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    spent = 0

    async def takes_40_seconds(to: Address, number: int) -> None:
        nonlocal spent
        spent += 40

    monkeypatch.setattr(Watch, "spent", property(lambda watch: timedelta(seconds=spent)))
    desk.town.before = takes_40_seconds
    await desk.put(*await desk.people(1) * 3)
    await desk.clockwork.tick(START)
    assert desk.town.attempts == 2
    assert await desk.states() == {("sent", 0): 2, ("due", 0): 1}
    spent = 0
    await desk.clockwork.tick(START)
    assert desk.town.said == ["Number 1", "Number 2", "Number 3"]


async def test_what_expires_while_others_are_sent_is_not_sent(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    spent = 0

    async def takes_40_seconds(to: Address, number: int) -> None:
        nonlocal spent
        spent += 40

    monkeypatch.setattr(Watch, "spent", property(lambda watch: timedelta(seconds=spent)))
    desk.town.before = takes_40_seconds
    await desk.put(*await desk.people(1) * 2, good_for=timedelta(seconds=30))
    await desk.clockwork.tick(START)
    assert desk.town.said == ["Number 1"]
    assert await desk.states() == {("sent", 0): 1, ("expired", 0): 1}


async def test_a_platform_that_is_switched_off_is_waited_for(database: Database) -> None:
    office = await Office.opened(database, "town", "other")
    await office.put(*await office.people(1, "other"), *await office.people(1))
    gone = office.platforms.pop("other")
    for _ in range(MOST_ATTEMPTS + 1):
        await office.clockwork.tick(await office.next_at())
    assert office.town.said == ["Number 2"]
    assert await office.states() == {("sent", 0): 1, ("due", 0): 1}
    office.platforms["other"] = gone
    await office.clockwork.tick(await office.next_at())
    assert gone.said == ["Number 1"]
