"""Whatever stops a tick, what was sent is marked, and nothing is lost or arrives twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.ports.messenger import Address, Undeliverable
from bot.ports.storage import StorageBusy, Transaction
from bot.scheduling.delivery import LEASE
from bot.scheduling.lanes import IN_FLIGHT
from bot.scheduling.ledger import TRIES
from storage.database import Database
from tests.conversations.town import START
from tests.scheduling.office import FAREWELL, Office

QUICK = 7
"""So many sends are answered at once; all that follow hang."""
ALL = 30


class Stuck:
    """A platform that takes every message and, after some, answers no more until it is told to."""

    def __init__(self, office: Office) -> None:
        self.answers, self.is_stuck = asyncio.Event(), asyncio.Event()
        office.town.after = self.hang

    async def hang(self, to: Address, number: int) -> None:
        if number == QUICK + IN_FLIGHT:
            self.is_stuck.set()
        if number > QUICK:
            await self.answers.wait()


class Busy:
    """A storage that is too busy to mark, a few times."""

    def __init__(self, database: Database, times: int) -> None:
        self.reading = database.reading
        self._database, self._times, self._opened = database, times, 0
        self.scrub = database.scrub

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        self._opened += 1
        if 1 < self._opened <= 1 + self._times:
            raise StorageBusy("database is locked")
        async with self._database.writing() as tx:
            yield tx


async def until_stuck(desk: Office) -> tuple[Stuck, asyncio.Task[None]]:
    await desk.put(*await desk.people(ALL))
    stuck = Stuck(desk)
    ticking = asyncio.create_task(desk.clockwork.tick(START))
    await asyncio.wait_for(stuck.is_stuck.wait(), 30)
    return stuck, ticking


def everything() -> list[str]:
    return sorted(f"Number {number}" for number in range(1, ALL + 1))


async def test_no_more_than_the_sends_in_flight_are_ever_unmarked(desk: Office) -> None:
    stuck, ticking = await until_stuck(desk)
    assert desk.town.attempts == QUICK + IN_FLIGHT
    assert await desk.states() == {("sent", 0): QUICK, ("sending", 0): ALL - QUICK}
    stuck.answers.set()
    await ticking
    assert await desk.states() == {("sent", 0): ALL}


async def test_a_stop_lets_sends_end_and_gives_the_rest_back_at_once(desk: Office) -> None:
    stuck, ticking = await until_stuck(desk)
    desk.clockwork.stop()
    stuck.answers.set()
    await ticking
    sent = QUICK + IN_FLIGHT
    assert await desk.states() == {("sent", 0): sent, ("due", 0): ALL - sent}
    await desk.started().tick(START)
    assert desk.town.said == everything()
    assert desk.town.attempts == ALL


async def test_a_cancelled_tick_marks_what_was_sent_and_a_restart_doubles_nothing(desk: Office) -> None:
    _, ticking = await until_stuck(desk)
    ticking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ticking
    assert await desk.states() == {("sent", 0): QUICK, ("sending", 0): ALL - QUICK}
    desk.town.after = desk.town.before
    again = desk.started()
    await again.tick(START)
    assert desk.town.attempts == QUICK + IN_FLIGHT
    await again.tick(await desk.next_at())
    assert desk.town.said == everything()
    assert desk.town.attempts == ALL + IN_FLIGHT


async def test_what_is_sent_and_not_marked_when_cancelled_is_marked_still(desk: Office) -> None:
    """Cancelled by the send itself: its answer is there, and no group was written yet."""
    [person] = await desk.people(1)
    await desk.put(person)
    ticking: list[asyncio.Task[None]] = []

    async def cancel(to: Address, number: int) -> None:
        asyncio.get_running_loop().call_soon(ticking[0].cancel)

    desk.town.after = cancel
    ticking.append(asyncio.create_task(desk.clockwork.tick(START)))
    with pytest.raises(asyncio.CancelledError):
        await ticking[0]
    assert await desk.states() == {("sent", 0): 1}


async def test_a_busy_database_is_asked_again_before_a_mark_is_given_up(desk: Office) -> None:
    await desk.put(*await desk.people(3))
    await desk.started(Busy(desk.database, TRIES - 1)).tick(START)
    assert await desk.states() == {("sent", 0): 3}
    assert desk.town.attempts == 3


async def test_a_mark_that_was_given_up_is_made_up_for_when_the_lease_ends(desk: Office) -> None:
    await desk.put(*await desk.people(1))
    await desk.started(Busy(desk.database, TRIES)).tick(START)
    assert await desk.states() == {("sending", 0): 1}
    assert await desk.next_at() >= START + LEASE
    await desk.clockwork.tick(await desk.next_at())
    assert await desk.states() == {("sent", 0): 1}
    assert desk.town.said == ["Number 1"]
    assert desk.town.attempts == 2


async def test_what_one_notice_sets_off_undoes_no_mark(desk: Office, caplog: pytest.LogCaptureFixture) -> None:
    """The ask that acts on somebody's leaving fails: that is logged, and every mark is kept, its own too."""

    async def first_has_left(to: Address, number: int) -> None:
        if to.account == "town0":
            raise Undeliverable("gone", has_left=True)

    desk.breaking[FAREWELL] = "raises"
    desk.town.before = first_has_left
    await desk.put(*await desk.people(5))
    await desk.clockwork.tick(START)
    assert await desk.states() == {("sent", 0): 4, ("dead", 0): 1}
    assert "broken template" in caplog.text
