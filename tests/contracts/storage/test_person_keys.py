"""Keys of single people: they open what they sealed, and once they are gone nothing does."""

import asyncio

import pytest
from sqlalchemy import delete, select

from storage.database import Database, DatabaseTransaction
from storage.parts.keys import PersonKeys, Shredded
from storage.seal import WrongKey
from storage.tables.keys import person_keys
from storage.tables.people import people
from tests.contracts.storage.places import Place
from tests.sealing import SEAL


def keys_of(tx: DatabaseTransaction, community: int) -> PersonKeys:
    return PersonKeys(tx._connection, community)


async def sealed_for(campus: Place, person: int, text: str) -> bytes:
    async with campus.database.writing() as tx:
        return await keys_of(tx, campus.community).seal_for(person, "vents.text", text)


async def opened_for(campus: Place, person: int, sealed: bytes, column: str = "vents.text") -> str:
    async with campus.database.reading() as tx:
        return await keys_of(tx, campus.community).open_for(person, column, sealed)


async def test_what_is_sealed_for_a_person_opens_for_them_alone(campus: Place) -> None:
    first = await sealed_for(campus, campus.ada, "canary")
    await sealed_for(campus, campus.grace, "other")
    assert await opened_for(campus, campus.ada, first) == "canary"
    with pytest.raises(WrongKey):
        await opened_for(campus, campus.grace, first)
    with pytest.raises(WrongKey, match="another place"):
        await opened_for(campus, campus.ada, first, "notes.text")


async def test_a_person_keeps_one_key(campus: Place) -> None:
    for text in ("one", "two"):
        await sealed_for(campus, campus.ada, text)
    async with campus.database.engine.connect() as connection:
        [row] = (await connection.execute(select(person_keys))).all()
    assert row.person_id == campus.ada


async def test_once_the_keys_are_gone_nobody_reads_it_and_a_new_one_changes_nothing(campus: Place) -> None:
    was = await sealed_for(campus, campus.ada, "canary")
    async with campus.database.writing() as tx:
        assert await keys_of(tx, campus.community).shred(campus.ada)
        assert not await keys_of(tx, campus.community).shred(campus.ada)
    with pytest.raises(Shredded, match="Nobody can read it"):
        await opened_for(campus, campus.ada, was)
    now = await sealed_for(campus, campus.ada, "new")
    with pytest.raises(Shredded):
        await opened_for(campus, campus.ada, was)
    assert await opened_for(campus, campus.ada, now) == "new"


async def test_a_key_goes_with_its_person(campus: Place) -> None:
    was = await sealed_for(campus, campus.ada, "canary")
    async with campus.database.engine.begin() as connection:
        await connection.execute(delete(people).where(people.c.id == campus.ada))
    with pytest.raises(Shredded):
        await opened_for(campus, campus.ada, was)


async def test_when_two_accounts_become_one_person_what_both_sealed_opens(campus: Place) -> None:
    hers, his = await sealed_for(campus, campus.ada, "hers"), await sealed_for(campus, campus.grace, "his")
    async with campus.writing() as store:
        await store.links.merge(campus.ada, campus.grace)
    assert [await opened_for(campus, campus.grace, one) for one in (hers, his)] == ["hers", "his"]


async def test_two_who_seal_first_at_once_can_both_be_read(campus: Place) -> None:
    sealed = await asyncio.gather(*(sealed_for(campus, campus.ada, text) for text in "abcd"))
    assert [await opened_for(campus, campus.ada, one) for one in sealed] == list("abcd")


async def test_keys_are_wrapped_and_of_no_use_in_another_community(campus: Place, database: Database) -> None:
    was = await sealed_for(campus, campus.ada, "canary")
    async with database.engine.connect() as connection:
        wrapped = (await connection.execute(select(person_keys.c.wrapped))).scalar_one()
    SEAL.open(campus.community, "person_keys.wrapped", wrapped)
    with pytest.raises(WrongKey):
        SEAL.open(campus.community + 1, "person_keys.wrapped", wrapped)
    async with database.reading() as tx:
        with pytest.raises(Shredded):
            await keys_of(tx, campus.community + 1).open_for(campus.ada, "vents.text", was)
