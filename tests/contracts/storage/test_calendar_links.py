"""Secret addresses: one a person, kept as a hash, and worth nothing once their owner or their space is gone."""

from datetime import timedelta

from sqlalchemy import select

from bot.ports.calendar_links import Owner
from bot.ports.directory import Actor
from storage.database import Database
from storage.tables.calendar_links import calendar_links
from tests.contracts.storage.places import HOUR, START, Place, plan


async def owner(database: Database, secret: str) -> Owner | None:
    async with database.reading() as tx:
        return await tx.subscriptions.owner(secret)


async def made(place: Place, person: int) -> str:
    async with place.writing() as store:
        return await store.calendar_links.make(person, START)


async def test_a_secret_leads_to_its_owner_and_is_kept_as_a_hash_alone(database: Database) -> None:
    place = await Place.made(database)
    secret = await made(place, place.ada)
    assert await owner(database, secret) == Owner(place.community, place.ada)
    async with database.engine.connect() as connection:
        [row] = await connection.execute(select(calendar_links))
    assert secret not in repr(row)
    assert len(secret) * 4 >= 128
    async with place.writing() as store:
        assert await store.calendar_links.made_at(place.ada) == START
        assert await store.calendar_links.made_at(place.grace) is None


async def test_a_new_secret_ends_the_old_one_at_once(database: Database) -> None:
    place = await Place.made(database)
    old, hers = await made(place, place.ada), await made(place, place.grace)
    new = await made(place, place.ada)
    assert await owner(database, old) is None
    assert await owner(database, new) == Owner(place.community, place.ada)
    async with place.writing() as store:
        assert await store.calendar_links.drop(place.ada)
        assert not await store.calendar_links.drop(place.ada)
    assert await owner(database, new) is None
    assert await owner(database, hers) == Owner(place.community, place.grace)


async def test_whatever_was_never_a_secret_opens_nothing(database: Database) -> None:
    place = await Place.made(database)
    secret = await made(place, place.ada)
    for wrong in ("", secret[:-1], secret.upper(), f"{secret} ", "\ud800", "\0", "x" * 10_000, "' OR 1=1 --"):
        assert await owner(database, wrong) is None


async def test_who_left_and_where_the_bot_was_removed_shows_nothing_until_they_are_back(database: Database) -> None:
    place = await Place.made(database)
    secret = await made(place, place.ada)
    for undone in ("person", "space"):
        async with database.writing() as tx:
            if undone == "person":
                await tx.presence.account_left("town", "T1", "ada", START)
            else:
                await tx.presence.space_left("town", "T1", START)
        assert await owner(database, secret) is None
        async with database.writing() as tx:
            await tx.presence.space_back("town", "T1")
            await tx.directory.enter(Actor("town", "T1", "ada", "Ada"), place.community, START + HOUR)
        assert await owner(database, secret) == Owner(place.community, place.ada)


async def test_since_when_it_says_what_it_says_changes_with_what_it_says(database: Database) -> None:
    place = await Place.made(database)
    await made(place, place.ada)
    async with place.writing() as store:
        links = store.calendar_links
        assert await links.read(place.grace, "one", START) is None
        told = [await links.read(place.ada, digest, START + HOUR * n) for n, digest in enumerate("aabba", 1)]
    assert told == [START + HOUR, START + HOUR, START + HOUR * 3, START + HOUR * 3, START + HOUR * 5]


async def test_a_calendar_holds_what_was_agreed_and_not_what_was_only_suggested(database: Database) -> None:
    place = await Place.made(database)
    async with place.writing() as store:
        pair = await store.mentorships.add(place.ada, place.grace, START)
        assert pair is not None
        days = [START + timedelta(days=day) for day in range(1, 7)]
        agreed, off, suggested, declined, late, taken = [
            await store.sessions.propose(plan(pair, place.ada, place.grace, day)) for day in days
        ]
        other = await store.sessions.propose(plan(pair, place.ada, place.grace, days[0]))
        for one in (agreed, off, late, taken):
            assert await store.sessions.confirm(one)
        assert not await store.sessions.confirm(other), "the hour is taken"
        assert await store.sessions.cancel(off)
        assert await store.sessions.cancel(declined)
        again = await store.sessions.repeat(agreed, "again", days[0] + timedelta(hours=3))
        assert again is not None
        found = await store.sessions.in_calendar(place.ada, days[0], days[4])
        assert [one.id for one in found] == [agreed, again.id, off, late]
        assert found == await store.sessions.in_calendar(place.grace, days[0], days[4])
        assert await store.sessions.in_calendar(place.eve, START, days[5]) == []
        assert {one.id for one in found}.isdisjoint({suggested, declined, other, taken})
