"""The outbox keeps its promises on every database."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls import call
from bot.domain.mentors import MentorProfile
from bot.ports.directory import Actor
from bot.ports.outbox import Delivery, Dm, Done, Later, Notice, Post
from bot.ports.outbox import Place as Where
from storage.database import Database
from storage.tables.outbox import notices
from storage.tables.people import accounts, spaces
from tests.contracts.storage.places import HOUR, START, Place

LEASE = timedelta(minutes=2)


def notice(key: str, person: int, *, due_in: timedelta = timedelta(), good_for: timedelta = HOUR) -> Notice:
    due = START + due_in
    return Notice(key, Dm(person), call("request.asked", 7), due, due + good_for)


def post(key: str, purpose: str = "mentors") -> Notice:
    return Notice(key, Post(purpose), call("question.posted", 1), START, START + HOUR)


async def put(campus: Place, *some: Notice) -> list[bool]:
    async with campus.database.writing() as tx:
        return [await tx.outbox(campus.community).put(one) for one in some]


async def claim(database: Database, after: timedelta = timedelta(), most: int = 500) -> Sequence[Delivery]:
    now = START + after
    async with database.writing() as tx:
        return await tx.deliveries.claim(now, now + LEASE, most)


async def row(database: Database, key: str) -> tuple[str, int, str | None, str | None]:
    """State, attempts, reason and message of a notice."""
    async with database.engine.connect() as connection:
        found = await connection.execute(
            select(notices.c.state, notices.c.attempts, notices.c.reason, notices.c.message).where(notices.c.key == key)
        )
        state, attempts, reason, message = found.one()
        return state, attempts, reason, message


async def test_a_notice_comes_out_as_it_was_put(campus: Place) -> None:
    to_ada = notice("a", campus.ada)
    to_channel = Notice("b", Post("mentors"), call("question.posted", "x:y", 2), START, START + HOUR)
    assert await put(campus, to_ada, to_channel) == [True, True]
    taken = await claim(campus.database)
    assert [delivery.notice for delivery in taken] == [to_ada, to_channel]
    assert {(delivery.community, delivery.attempts) for delivery in taken} == {(campus.community, 0)}


async def test_of_a_hundred_puts_of_one_key_the_first_counts(campus: Place) -> None:
    results = await asyncio.gather(*(put(campus, notice("a", campus.ada)) for _ in range(100)))
    assert sum(done for [done] in results) == 1
    assert await put(campus, notice("a", campus.grace)) == [False]
    [delivery] = await claim(campus.database)
    assert delivery.notice == notice("a", campus.ada)


async def test_a_key_is_taken_for_ever(campus: Place) -> None:
    await put(campus, notice("a", campus.ada))
    [delivery] = await claim(campus.database)
    async with campus.database.writing() as tx:
        await tx.deliveries.done([Done(delivery.id, "sent", "m1")], START)
    assert await put(campus, notice("a", campus.ada)) == [False]
    assert await claim(campus.database, HOUR) == []


async def test_the_nonce_fits_discord_and_stays_the_same_over_every_attempt(campus: Place) -> None:
    other = await Place.made(campus.database, "T2")
    await put(campus, notice("a", campus.ada), notice("b", campus.ada))
    await put(other, notice("a", other.ada))
    first = await claim(campus.database)
    nonces = [delivery.nonce for delivery in first]
    assert all(re.fullmatch("[0-9a-f]{24}", nonce) for nonce in nonces)
    assert len(set(nonces)) == 3
    again = await claim(campus.database, LEASE)
    assert [delivery.nonce for delivery in again] == nonces


async def test_no_row_is_claimed_by_two(campus: Place) -> None:
    await put(campus, *(notice(str(number), campus.ada) for number in range(200)))
    batches = await asyncio.gather(*(claim(campus.database, most=7) for _ in range(40)))
    taken = [delivery.id for batch in batches for delivery in batch]
    assert max(len(batch) for batch in batches) == 7
    taken += [delivery.id for delivery in await claim(campus.database)]
    assert len(taken) == len(set(taken)) == 200


async def test_the_earliest_due_are_claimed_first_and_what_is_not_due_waits(campus: Place) -> None:
    minutes = (5, 1, 9, 3)
    await put(campus, *(notice(str(due), campus.ada, due_in=timedelta(minutes=due)) for due in minutes))
    assert await claim(campus.database) == []
    after = timedelta(minutes=5)
    assert [delivery.notice.key for delivery in await claim(campus.database, after, most=2)] == ["1", "3"]
    assert [delivery.notice.key for delivery in await claim(campus.database, after)] == ["5"]


async def test_a_claimed_row_is_due_again_when_its_lease_ran_out(campus: Place) -> None:
    await put(campus, notice("a", campus.ada))
    [first] = await claim(campus.database)
    assert await claim(campus.database, LEASE - timedelta(seconds=1)) == []
    [again] = await claim(campus.database, LEASE)
    assert again.id == first.id


async def test_what_is_past_its_expiry_is_marked_and_never_claimed(campus: Place) -> None:
    await put(campus, notice("a", campus.ada), notice("b", campus.ada, good_for=2 * HOUR))
    assert [delivery.notice.key for delivery in await claim(campus.database, HOUR)] == ["b"]
    assert (await row(campus.database, "a"))[0] == "expired"
    assert await claim(campus.database, 2 * HOUR) == []
    assert (await row(campus.database, "b"))[0] == "expired"


async def test_a_later_attempt_is_counted_and_due_when_told(campus: Place) -> None:
    await put(campus, notice("a", campus.ada))
    [delivery] = await claim(campus.database)
    async with campus.database.writing() as tx:
        await tx.deliveries.later([Later(delivery.id, START + timedelta(minutes=1), "platform is down")])
    assert await claim(campus.database, timedelta(seconds=59)) == []
    [again] = await claim(campus.database, timedelta(minutes=1))
    assert (again.id, again.attempts) == (delivery.id, 1)


async def test_each_end_is_final_and_says_why(campus: Place) -> None:
    await put(campus, *(notice(key, campus.ada) for key in ("sent", "dropped", "dead")))
    ids = {delivery.notice.key: delivery.id for delivery in await claim(campus.database)}
    async with campus.database.writing() as tx:
        ends = [
            Done(ids["sent"], "sent", "m1"),
            Done(ids["dropped"], "dropped", "no longer true"),
            Done(ids["dead"], "dead", "they closed their messages"),
        ]
        await tx.deliveries.done(ends, START)
    async with campus.database.writing() as tx:
        await tx.deliveries.later([Later(delivery, START, "late word") for delivery in ids.values()])
        await tx.deliveries.done([Done(delivery, "sent", "m2") for delivery in ids.values()], START)
    assert await row(campus.database, "sent") == ("sent", 0, None, "m1")
    assert await row(campus.database, "dropped") == ("dropped", 0, "no longer true", None)
    assert await row(campus.database, "dead") == ("dead", 0, "they closed their messages", None)
    assert await claim(campus.database, LEASE) == []


async def test_the_next_moment_is_the_earliest_that_waits(campus: Place) -> None:
    async def next_at() -> timedelta | None:
        async with campus.database.reading() as tx:
            found = (await tx.timetable.upcoming()).notice
        return found - START if found else None

    assert await next_at() is None
    await put(campus, notice("b", campus.ada, due_in=HOUR), notice("a", campus.ada))
    assert await next_at() == timedelta()
    [delivery] = await claim(campus.database)
    assert await next_at() == LEASE
    async with campus.database.writing() as tx:
        await tx.deliveries.done([Done(delivery.id, "sent", "m1")], START)
    assert await next_at() == HOUR


async def test_a_notice_goes_with_the_transaction_that_put_it(campus: Place) -> None:
    try:
        async with campus.database.writing() as tx:
            assert await tx.outbox(campus.community).put(notice("a", campus.ada))
            raise KeyError("the cause fails")
    except KeyError:
        assert await claim(campus.database) == []
    assert await put(campus, notice("a", campus.ada)) == [True]


async def test_a_claim_looks_only_at_what_waits(campus: Place) -> None:
    """However many old rows there are: the plan walks the index of what waits."""
    waiting = "SELECT id FROM notices WHERE state IN ('due', 'sending') AND due_at <= '2026-03-02' ORDER BY due_at, id"
    async with campus.database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {waiting} LIMIT 500")
        else:
            await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plan = await connection.exec_driver_sql(f"EXPLAIN {waiting} LIMIT 500")
        assert "ix_notices_waiting" in str(plan.all())


async def test_a_wait_that_was_no_attempt_is_not_counted(campus: Place) -> None:
    await put(campus, notice("a", campus.ada))
    [delivery] = await claim(campus.database)
    async with campus.database.writing() as tx:
        await tx.deliveries.later([Later(delivery.id, START, "a pause", is_attempt=False)])
    [again] = await claim(campus.database)
    assert again.attempts == 0


async def test_many_ends_and_waits_are_written_at_once(campus: Place) -> None:
    await put(campus, *(notice(str(number), campus.ada) for number in range(60)))
    ids = [delivery.id for delivery in await claim(campus.database)]
    async with campus.database.writing() as tx:
        await tx.deliveries.done([Done(one, "sent", f"m{one}") for one in reversed(ids[:30])], START)
        await tx.deliveries.later([Later(one, START + HOUR / 2, "slow") for one in ids[30:]])
        await tx.deliveries.done([], START)
        await tx.deliveries.later([])
    assert await row(campus.database, "0") == ("sent", 0, None, f"m{ids[0]}")
    assert [delivery.id for delivery in await claim(campus.database, HOUR / 2)] == ids[30:]


async def used_last_in(connection: AsyncConnection, space: str, at: datetime) -> None:
    """Makes the accounts of a space ones that were used last at that moment."""
    this = select(spaces.c.id).where(spaces.c.external_id == space).scalar_subquery()
    await connection.execute(update(accounts).where(accounts.c.space_id == this).values(used_at=at))


async def places(database: Database) -> dict[str, Where]:
    """Where everything due goes, by key."""
    due = await claim(database)
    async with database.reading() as tx:
        found = await tx.deliveries.places(due)
    return {delivery.notice.key: found[delivery.id] for delivery in due if delivery.id in found}


async def test_each_notice_goes_to_the_account_used_last_and_to_its_own_communitys_channel(campus: Place) -> None:
    other = await Place.made(campus.database, "T2")
    async with campus.database.writing() as tx:
        people = tx.store(campus.community).people
        await people.set_channel("mentors", "town", "T1", "C1")
        await tx.store(other.community).people.set_channel("mentors", "town", "T2", "C2")
        await tx.directory.add_space(campus.community, "town", "T3", "Another")
        there = Actor("town", "T3", "ada", "Ada", is_global=True, is_moderator=True, zone="Asia/Tokyo")
        await tx.directory.enter(there, campus.community, START + HOUR)
        await tx.directory.add_space(campus.community, "town", "T4", "Older")
        await tx.directory.enter(replace(there, space="T4"), campus.community, START + HOUR)
        await used_last_in(tx.store(campus.community).people._connection, "T4", START)
        await people.set_dm(campus.ada, "D1")
        await people.set_dms_closed(campus.grace, True)
        await tx.store(campus.community).mentors.save(MentorProfile(campus.grace, "Grace", "UTC"))
    await put(campus, notice("ada", campus.ada), notice("grace", campus.grace), notice("ghost", 999), post("here"))
    await put(other, notice("other", other.ada), notice("stranger", campus.ada), post("there"))
    async with campus.database.reading() as tx:
        people, theirs = tx.store(campus.community).people, tx.store(other.community).people
        ada, grace, namesake = await people.get(campus.ada), await people.get(campus.grace), await theirs.get(other.ada)
    assert await places(campus.database) == {
        "ada": Where("town", "T3", "ada", dm="D1", reader=ada),
        "grace": Where("town", "T1", "grace", has_dms_closed=True, reader=grace),
        "other": Where("town", "T2", "ada", reader=namesake),
        "here": Where("town", "T1", channel="C1"),
        "there": Where("town", "T2", channel="C2"),
    }


async def test_what_left_or_is_in_trouble_is_no_place(campus: Place) -> None:
    other = await Place.made(campus.database, "T2")
    async with campus.database.writing() as tx:
        for place, purpose in ((campus, "mentors"), (campus, "moderators"), (other, "mentors")):
            channel = f"{place.space} {purpose}"
            await tx.store(place.community).people.set_channel(purpose, "town", place.space, channel)
        await tx.presence.channel_lost("town", "T1", "T1 mentors", "gone")
        await tx.presence.account_left("town", "T1", "ada", START)
        await tx.presence.space_left("town", "T2", START)
    await put(campus, notice("ada", campus.ada), notice("grace", campus.grace))
    await put(campus, post("lost"), post("kept", "moderators"))
    await put(other, notice("far", other.grace), post("away"))
    found = await places(campus.database)
    assert sorted(found) == ["grace", "kept"]
    assert found["kept"] == Where("town", "T1", channel="T1 moderators")
