"""What is old goes, in batches, on both engines; what a community leaves behind is nothing at all."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from bot.domain.retention import RULES, Kind
from bot.domain.settings import SETTINGS, Settings
from storage.tables import metadata
from storage.tables.installs import installs
from storage.tables.people import receipts
from storage.traces import CHILDREN, TRACES
from tests.contracts.storage.checking_in import TODAY, check_in
from tests.contracts.storage.filling import Filler
from tests.contracts.storage.places import START, Place

DAY = timedelta(days=1)
OUTSIDE = {"receipts", "installs", "seal_checks"}
"""Tables that know no community."""


async def tables_of(campus: Place, community: int) -> set[str]:
    """The tables that hold a row of a community."""
    async with campus.database.engine.connect() as connection:
        found = set()
        for table in metadata.sorted_tables:
            key = table.c.id if table.name == "communities" else table.c.get("community_id")
            if key is not None and (await connection.execute(select(key).where(key == community))).first():
                found.add(table.name)
    return found


async def fill(campus: Place, other: int) -> None:
    async with campus.database.engine.begin() as connection:
        await Filler(connection, campus.community, campus.ada, other).fill()


async def test_purging_leaves_no_row_in_any_table_and_touches_no_other_community(campus: Place) -> None:
    near = await Place.made(campus.database, "T2")
    await fill(campus, campus.grace)
    await fill(near, near.grace)
    async with campus.database.engine.begin() as connection:
        for space in ("T1", "T2"):
            told = {"platform": "town", "external_id": space, "name": "x", "token": "x", "bot": "x", "at": START}
            await connection.execute(insert(installs).values(told))
    before = await tables_of(near, near.community)
    speak = {trace.table.name for trace in TRACES} | {table.name for table, _, _ in CHILDREN}
    assert speak <= await tables_of(campus, campus.community)
    async with campus.database.writing() as tx:
        await tx.presence.space_left("town", "T1", START)
        assert await tx.retention.abandoned(START) == []
        assert await tx.retention.abandoned(START + DAY) == [campus.community]
        await tx.retention.purge(campus.community)
        assert await tx.retention.communities() == [near.community]
    assert await tables_of(campus, campus.community) == set()
    assert await tables_of(near, near.community) == before
    async with campus.database.engine.connect() as connection:
        assert list(await connection.scalars(select(installs.c.external_id))) == ["T2"]
        assert (await connection.execute(select(receipts))).all() == []


async def test_every_table_of_people_is_one_that_a_purge_reaches() -> None:
    without = {table.name for table in metadata.sorted_tables if "community_id" not in table.c}
    assert without == {"communities", *OUTSIDE}


@pytest.mark.parametrize("kind", Kind)
async def test_of_each_kind_the_old_goes_in_batches_and_the_new_stays(campus: Place, kind: Kind) -> None:
    near = await Place.made(campus.database, "T2")
    await fill(campus, campus.grace)
    await fill(near, near.grace)
    long_ago, far = START - 1000 * DAY, START + 1000 * DAY
    async with campus.database.writing() as tx:
        assert await tx.retention.forget(campus.community, kind, long_ago, 100) == 0
        first = await tx.retention.forget(campus.community, kind, far, 1)
        assert first == 1
        rest = await tx.retention.forget(campus.community, kind, far, 100)
        assert await tx.retention.forget(campus.community, kind, far, 100) == 0
        assert await tx.retention.forget(near.community, kind, far, 100) == first + rest


async def test_days_are_remembered_when_what_was_written_on_them_is_not(campus: Place) -> None:
    async with campus.writing() as store:
        for step in range(3):
            await store.check_ins.save(check_in(campus.ada, campus.grace, on=TODAY + step * DAY))
        days = await store.check_ins.days(campus.ada)
    async with campus.database.writing() as tx:
        assert await tx.retention.forget(campus.community, Kind.CHECK_INS, START + DAY, 100) == 3
        store = tx.store(campus.community)
        assert await store.check_ins.of(campus.ada, 9) == []
        assert await store.check_ins.days(campus.ada) == days
        await store.check_ins.save(check_in(campus.ada, campus.grace, on=TODAY))
        assert await store.check_ins.days(campus.ada) == days


def test_a_community_may_keep_less_and_never_more() -> None:
    bounds = {setting.name: setting for setting in SETTINGS}
    for rule in RULES.values():
        if rule.setting:
            usual = getattr(Settings(), rule.setting)
            assert bounds[rule.setting].least < usual == bounds[rule.setting].most
