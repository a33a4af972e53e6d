"""Transactions keep their promises: whole or not at all, and busy is said in time."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import pytest
from sqlalchemy import text

from bot.ports.storage import StorageBusy
from storage.database import Database
from tests.contracts.storage.places import START, Place, named
from tests.sealing import SEAL


@asynccontextmanager
async def locked(database: Database) -> AsyncIterator[None]:
    """Another program holds the write lock for as long as the block lasts."""
    with closing(sqlite3.connect(str(database.engine.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_a_locked_database_is_busy_for_writers_and_open_to_readers(sqlite_database: Database) -> None:
    """`reliability` F4."""
    campus = await Place.made(sqlite_database)
    impatient = Database.open(sqlite_database.engine.url.render_as_string(), seal=SEAL, busy_seconds=0.1)
    async with locked(sqlite_database):
        assert await named(impatient, campus.community) == "Campus T1"
        with pytest.raises(StorageBusy):
            async with impatient.writing() as tx:
                await tx.directory.add_community("Never", "UTC", START)
    async with impatient.writing() as tx:
        kept = await tx.directory.add_community("Kept", "UTC", START)
    assert await named(impatient, kept.id) == "Kept"
    assert kept.id == campus.community + 1
    await impatient.close()


async def test_a_writer_waits_for_a_short_lock(sqlite_database: Database) -> None:
    campus = await Place.made(sqlite_database)

    async def writes() -> None:
        async with campus.writing() as store:
            await store.people.set_zone(campus.ada, "Asia/Tokyo")

    async with locked(sqlite_database):
        writing = asyncio.create_task(writes())
        await asyncio.sleep(0.2)
        assert not writing.done()
    await writing
    async with campus.writing() as store:
        ada = await store.people.get(campus.ada)
    assert ada is not None
    assert ada.zone == "Asia/Tokyo"


async def fails(campus: Place) -> None:
    async with campus.database.writing() as tx:
        await tx.directory.add_space(campus.community, "town", "T9", "Lost")
        raise KeyError("the block fails")


async def test_a_block_that_raises_leaves_nothing_behind(campus: Place) -> None:
    with pytest.raises(KeyError, match="the block fails"):
        await fails(campus)
    async with campus.database.reading() as tx:
        assert await tx.directory.of_space("town", "T9") is None


async def test_a_reader_does_not_wait_for_a_writer_nor_see_its_work(campus: Place) -> None:
    async with campus.database.writing() as tx:
        await tx.directory.add_space(campus.community, "town", "T9", "Soon")
        async with campus.database.reading() as other:
            assert await other.directory.of_space("town", "T9") is None
    async with campus.database.reading() as tx:
        assert await tx.directory.of_space("town", "T9") is not None


async def test_sqlite_keeps_every_commit_and_erases_what_is_deleted(sqlite_database: Database) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "busy_timeout": 5000}
    async with sqlite_database.engine.connect() as connection:
        found = {name: (await connection.execute(text(f"PRAGMA {name}"))).scalar_one() for name in wanted}
    assert found == wanted


async def test_a_database_in_memory_serves_readers_and_writers_in_turn() -> None:
    database = Database.open("sqlite://", seal=SEAL)
    await database.make_tables()
    campus = await Place.made(database)

    async def writes(number: int) -> None:
        async with database.writing() as tx:
            await tx.directory.add_space(campus.community, "town", f"S{number}", "More")

    async def reads() -> str:
        return await named(database, campus.community)

    said = await asyncio.gather(*(writes(number) for number in range(20)), *(reads() for _ in range(20)))
    assert said[20:] == ["Campus T1"] * 20
    async with database.reading() as tx:
        assert await tx.directory.of_space("town", "S19") is not None
    await database.close()
