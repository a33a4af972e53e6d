"""Whoever is erased is in no table any more, on either engine, and in no byte of a SQLite database."""

from pathlib import Path

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls import call
from bot.domain.mentorships import Outcome
from bot.ports.directory import Actor
from bot.ports.outbox import Dm, Notice
from storage.parts.personal import SOMEBODY
from storage.tables import metadata
from storage.tables.outbox import notices
from storage.tables.people import accounts, homes, people
from storage.traces import CHILDREN, TRACES
from tests.contracts.storage.filling import CANARY, Filler
from tests.contracts.storage.places import START, Place

WHO = 987_654_321
NAME, ACCOUNT, DM = "Zebedee the Erased", "account-of-the-erased", "dm-of-the-erased"


async def arrive(connection: AsyncConnection, campus: Place) -> None:
    """Somebody with an id that is found again, and an account."""
    values = {"id": WHO, "community_id": campus.community, "name": NAME, "joined_at": START}
    await connection.execute(insert(people).values(values))
    space = (await connection.execute(select(accounts.c.space_id).limit(1))).scalar_one()
    account = {"community_id": campus.community, "person_id": WHO, "space_id": space, "platform": "town"}
    told = {"external_id": ACCOUNT, "used_at": START, "dm": DM}
    await connection.execute(insert(accounts).values(**account, **told))
    await connection.execute(insert(homes).values(platform="town", external_id=ACCOUNT, community_id=campus.community))


async def dumped(connection: AsyncConnection) -> str:
    """Every value of every table."""
    rows = []
    for table in metadata.sorted_tables:
        rows += [f"{table.name}: {tuple(row)}" for row in await connection.execute(select(table))]
    return "\n".join(rows)


async def filled(campus: Place) -> list[str]:
    async with campus.database.engine.begin() as connection:
        await arrive(connection, campus)
        names = await Filler(connection, campus.community, WHO, campus.grace).fill()
        held = await dumped(connection)
        assert [word for word in (CANARY, NAME, ACCOUNT, DM, str(WHO)) if word not in held] == []
    return names


async def erase(campus: Place) -> bool:
    async with campus.writing() as store:
        done = await store.personal.erase(WHO, [("approval.waiting", 0)], START)
    await campus.database.scrub()
    return done


async def test_every_table_that_speaks_of_people_is_filled_and_nothing_is_left(campus: Place) -> None:
    names = await filled(campus)
    speak = {trace.table.name for trace in TRACES} | {table.name for table, _, _ in CHILDREN}
    assert speak - {*names} == {"people"}
    assert await erase(campus)
    async with campus.database.engine.connect() as connection:
        left = await dumped(connection)
    for word in (str(WHO), NAME, ACCOUNT, DM, CANARY):
        assert word not in left, [line for line in left.splitlines() if word in line]
    assert "of the other" in left, "what others wrote, and that there was something, stays"


async def test_no_byte_of_the_file_or_its_log_is_left(campus: Place) -> None:
    file = campus.database.engine.url.database
    if campus.database.engine.dialect.name != "sqlite" or file is None:
        return
    await filled(campus)
    files = [Path(f"{file}{suffix}") for suffix in ("", "-wal", "-shm")]

    def held() -> bytes:
        return b"".join(one.read_bytes() for one in files if one.exists())

    marks = [word.encode() for word in (NAME, ACCOUNT, DM, CANARY)] + [WHO.to_bytes(4, "big")]
    assert all(mark in held() for mark in marks)
    assert await erase(campus)
    assert [mark for mark in marks if mark in held()] == []


async def test_whoever_is_not_there_is_not_erased_and_nobody_else_loses_anything(campus: Place) -> None:
    other = await Place.made(campus.database, "T2")
    await filled(campus)
    async with other.writing() as store:
        assert not await store.personal.erase(WHO, [], START)
        assert await store.personal.export(WHO) == {}
    assert await erase(campus)
    assert not await erase(campus)
    async with campus.database.reading() as tx:
        for person in (campus.ada, campus.grace, campus.eve):
            assert await tx.store(campus.community).people.get(person) is not None


async def test_one_nobody_stands_for_all_who_were_erased_and_is_met_nowhere(campus: Place) -> None:
    async with campus.writing() as store:
        pair = await store.mentorships.add(campus.ada, campus.grace, START)
        other = await store.mentorships.add(campus.ada, campus.eve, START)
        assert pair is not None
        assert other is not None
        for one in (pair, other):
            await store.mentorships.end(one, Outcome.COMPLETED, 0, START)
        for person in (campus.grace, campus.eve):
            assert await store.personal.erase(person, [], START)
        ended = await store.mentorships.of(campus.ada, with_ended=True)
        assert len({one.mentor for one in ended}) == 1
        assert len(ended) == 2
        nobody = ended[0].mentor
        assert await store.personal.is_nobody(nobody)
        assert not await store.personal.is_nobody(campus.ada)
        assert await store.people.get(nobody) is None
        assert not await store.personal.erase(nobody, [], START)
        assert (await store.people.named([nobody], "town", "T1"))[nobody] == (SOMEBODY, "")
        assert await store.personal.erase(campus.ada, [], START)
        assert await store.mentorships.get(pair) is None, "nobody is left to remember it"


async def test_no_id_is_given_to_anybody_again(campus: Place) -> None:
    """An old button that means somebody who was erased must not come to mean somebody else."""
    seen = {campus.ada, campus.grace, campus.eve}
    for number in range(4):
        async with campus.database.writing() as tx:
            new = (await tx.directory.enter(Actor("town", "T1", f"new{number}", "New"), campus.community, START)).id
            assert new not in seen
            seen.add(new)
            assert await tx.store(campus.community).personal.erase(new, [], START)
    async with campus.database.engine.connect() as connection:
        spare = select(func.count()).select_from(people).where(people.c.is_nobody)
        assert (await connection.execute(spare)).scalar_one() <= 2


async def test_messages_to_others_and_the_trail_name_them_no_longer(campus: Place) -> None:
    async with campus.database.writing() as tx:
        outbox, store = tx.outbox(campus.community), tx.store(campus.community)
        for key, said in (("a", call("approval.waiting", campus.eve)), ("b", call("approval.waiting", campus.ada))):
            await outbox.put(Notice(key, Dm(campus.grace), said, START, START))
        await outbox.put(Notice("c", Dm(campus.grace), call("session.show", campus.eve), START, START))
        await store.audit.note(campus.grace, "A moderator was named", "", "Eve", START)
        assert await store.personal.erase(campus.eve, [("approval.waiting", 0)], START)
        [change] = await store.audit.latest(0, 9)
        assert change.after == SOMEBODY
    async with campus.database.engine.connect() as connection:
        left = await connection.scalars(select(notices.c.key).order_by(notices.c.key))
        assert list(left) == ["b", "c"], "a session may have the same number as a person"
