"""Connections to PostgreSQL that go: what is undone is called busy, what may be done is not."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.ports.storage import StorageBusy
from storage.database import Database
from tests import postgres
from tests.contracts.storage.places import Place, named
from tests.sealing import SEAL


async def cut_off(server: postgres.Server, url: str) -> None:
    """Ends every connection to the database, as a restart of the server does."""
    name = url.rpartition("/")[2]
    ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name AND pid <> pg_backend_pid()"
    other = Database.open(f"{server.url}/postgres", seal=SEAL)
    async with other.engine.begin() as connection:
        await connection.execute(text(ends), {"name": name})
    await other.close()


async def written_while_cut_off(campus: Place, server: postgres.Server, first: str, *rest: str) -> None:
    """Adds a space, loses the connection, adds the rest and commits."""
    async with campus.database.writing() as tx:
        await tx.directory.add_space(campus.community, "town", first, "Lost")
        await cut_off(server, str(campus.database.engine.url))
        for space in rest:
            await tx.directory.add_space(campus.community, "town", space, "Lost")


@pytest.fixture
async def on_postgresql(server: postgres.Server, template: str) -> AsyncIterator[Database]:
    url = await server.make(template=template)
    database = Database.open(url, seal=SEAL)
    yield database
    await database.close()
    await server.drop(url)


async def test_a_connection_lost_between_transactions_is_not_noticed(
    on_postgresql: Database, server: postgres.Server
) -> None:
    campus = await Place.made(on_postgresql)
    await cut_off(server, str(on_postgresql.engine.url))
    assert await named(on_postgresql, campus.community) == "Campus T1"


async def test_a_connection_lost_inside_a_transaction_is_busy_and_undone(
    on_postgresql: Database, server: postgres.Server
) -> None:
    """`reliability` M20."""
    campus = await Place.made(on_postgresql)
    with pytest.raises(StorageBusy):
        await written_while_cut_off(campus, server, "T9", "T10")
    async with on_postgresql.reading() as tx:
        assert await tx.directory.of_space("town", "T9") is None


async def test_a_commit_cut_off_is_not_called_safe_to_try_again(
    on_postgresql: Database, server: postgres.Server
) -> None:
    """`reliability` F7: it may have been written, so another try could do it twice."""
    campus = await Place.made(on_postgresql)
    with pytest.raises(DBAPIError):
        await written_while_cut_off(campus, server, "T9")


async def test_two_who_wait_for_each_other_are_told_busy_and_one_goes_on(on_postgresql: Database) -> None:
    campus = await Place.made(on_postgresql)
    both = asyncio.Barrier(2)

    async def locks(first: int, second: int) -> bool:
        try:
            async with campus.writing() as store:
                await store.people.lock(first)
                await both.wait()
                await store.people.lock(second)
        except StorageBusy:
            return False
        return True

    went_on = await asyncio.gather(locks(campus.ada, campus.grace), locks(campus.grace, campus.ada))
    assert sorted(went_on) == [False, True]


async def test_a_server_that_is_not_there_is_busy() -> None:
    nowhere = Database.open("postgresql://tests@127.0.0.1:1/none", seal=SEAL)
    for transaction in (nowhere.writing, nowhere.reading):
        with pytest.raises(StorageBusy):
            async with transaction():
                pytest.fail("there is no server")
    await nowhere.close()
