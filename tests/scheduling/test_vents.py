"""Vents by the clock when the database is busy, the platform breaks, or a send is cut off."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.calls import call
from bot.domain.vents import AUTHOR, KEPT, Fate, VentState
from bot.ports.messenger import Address, TryLater
from bot.ports.outbox import UNKNOWN, Notice, Post
from bot.ports.storage import Storage, StorageBusy
from bot.ports.vents import Words
from bot.scheduling.vents import VentClock
from storage.database import Database, DatabaseTransaction
from storage.tables.outbox import notices
from tests.conversations.town import START, Mailbox, Town
from tests.conversations.venting import ids
from tests.scheduling.office import Office

LATER = START + timedelta(minutes=16)


@pytest.fixture
async def town(database: Database) -> Town:
    return await Town.founded(database)


class Broken:
    """A database of which writing fails."""

    def __init__(self, database: Storage, error: Exception) -> None:
        self._database, self._error = database, error

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[DatabaseTransaction]:
        raise self._error
        yield

    def reading(self) -> object:
        return self._database.reading()


class Silent(Mailbox):
    """Breaks in a way nobody foresaw."""

    async def withdraw(self, channel: Address, message: str) -> None:
        raise RuntimeError("what is this")


async def waiting(town: Town) -> str:
    author = await town.id(town.person("Ada"))
    async with town.storage.writing() as tx:
        store = tx.store(town.community.id)
        await store.people.set_channel("vent", "town", town.space, "vent")
        key = await store.vents.wait(author, Words("Rain"), "", AUTHOR, START)
        found = await store.vents.of_key(key)
        assert found is not None
        return found.id


async def removed(town: Town) -> str:
    """Stands in the channel, and should not."""
    vent = await waiting(town)
    await town.clockwork.tick(LATER)
    async with town.storage.writing() as tx:
        assert await tx.store(town.community.id).vents.move(vent, (VentState.POSTED,), VentState.REMOVED, LATER)
    assert len(town.channel("vent")) == 1
    return vent


@pytest.mark.parametrize(
    ("error", "said"), [(StorageBusy("locked"), "busy"), (RuntimeError("broken"), "looked at again")]
)
async def test_a_database_that_fails_costs_nothing_but_time(
    town: Town, error: Exception, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await waiting(town)
    broken = VentClock(Broken(town.storage, error), {"town": town.mailbox})  # type: ignore[arg-type]  # reads and writes
    assert await broken.keep(LATER) == 0
    assert said in caplog.text
    assert await VentClock(town.storage, {"town": town.mailbox}).keep(LATER) == 1
    await town.clockwork.tick(LATER)
    async with town.storage.writing() as tx:
        assert await tx.store(town.community.id).vents.move(ids(town)[0], (VentState.POSTED,), VentState.REMOVED, LATER)
    assert await broken.withdraw(LATER) == 0
    assert len(town.channel("vent")) == 1
    assert await VentClock(town.storage, {"town": town.mailbox}).withdraw(LATER) == 1
    assert town.channel("vent") == []


async def test_a_platform_that_breaks_or_is_not_connected_is_tried_again(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await removed(town)
    for messengers in ({"town": Silent()}, {}):
        assert await VentClock(town.storage, messengers).withdraw(LATER) <= 1  # type: ignore[arg-type]  # as the port
    assert "could not be taken out of a channel yet (RuntimeError)" in caplog.text
    assert await VentClock(town.storage, {"town": town.mailbox}).withdraw(LATER) == 0, "it waits first"
    assert await VentClock(town.storage, {"town": town.mailbox}).withdraw(LATER + timedelta(hours=1)) == 1
    assert town.channel("vent") == []


async def test_one_that_left_its_state_meanwhile_is_left_alone(town: Town) -> None:
    await waiting(town)
    await town.clockwork.tick(LATER)
    await town.clockwork.tick(LATER)
    assert len(town.channel("vent")) == 1


@pytest.mark.parametrize("error", [TryLater("lost", is_unknown=True), RuntimeError("broken"), TimeoutError()])
async def test_what_is_sent_once_is_not_sent_again_where_nobody_knows(database: Database, error: Exception) -> None:
    office = await Office.opened(database)
    await office.channel("vent")
    await once(office)

    async def breaks(to: Address, number: int) -> None:
        raise error

    office.town.after = breaks
    for minutes in range(0, 60, 10):
        await office.clockwork.tick(START + timedelta(minutes=minutes))
    assert office.town.attempts == 1
    assert await reasons(office) == [("dead", UNKNOWN)]


async def test_what_is_sent_once_is_tried_again_where_it_surely_did_not_arrive(database: Database) -> None:
    office = await Office.opened(database)
    await office.channel("vent")
    await once(office)

    async def refuses(to: Address, number: int) -> None:
        if number == 1:
            raise TryLater("too fast")

    office.town.before = refuses
    for minutes in range(0, 60, 10):
        await office.clockwork.tick(START + timedelta(minutes=minutes))
    assert office.town.attempts == 2
    assert [state for state, _ in await reasons(office)] == ["sent"]


async def once(office: Office) -> None:
    async with office.database.writing() as tx:
        said = Notice("once", Post("vent"), call("say.number", 1), START, START + timedelta(days=1), is_once=True)
        await tx.outbox(office.community).put(said)


async def reasons(office: Office) -> list[tuple[str, str]]:
    async with office.database.engine.connect() as connection:
        rows = await connection.execute(select(notices.c.state, notices.c.reason))
        return [(row.state, row.reason) for row in rows]


async def test_what_waited_longer_than_posts_are_kept_is_let_go_and_holds_up_no_tick(town: Town) -> None:
    await waiting(town)
    much_later = START + KEPT + timedelta(days=1)
    await town.clockwork.tick(much_later)
    moment = await town.clockwork.next_at()
    assert moment is None or moment > much_later
    assert (town.channel("vent"), ids(town)) == ([], [])


async def test_what_an_outage_held_up_for_days_does_not_surprise_its_author(town: Town) -> None:
    vent = await waiting(town)
    await town.clockwork.tick(START + timedelta(days=3))
    assert town.channel("vent") == []
    async with town.storage.reading() as tx:
        assert await tx.store(town.community.id).vents.fate(vent) is Fate.LOST
