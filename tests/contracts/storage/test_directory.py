"""The directory keeps its promises on every database."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.people import Community, Person, Role
from bot.domain.settings import Settings
from bot.ports.directory import Actor
from bot.ports.people import Handle
from storage.database import Database
from storage.tables.people import accounts, people, spaces
from tests.contracts.storage.places import HOUR, START, Place

BO = Actor("town", "T1", "bo", "Bo")


async def enter(campus: Place, actor: Actor, hours: int = 0) -> Person:
    async with campus.database.writing() as tx:
        return await tx.directory.enter(actor, campus.community, START + hours * HOUR)


async def leave(campus: Place, person: int) -> None:
    async with campus.database.engine.begin() as connection:
        await connection.execute(update(people).where(people.c.id == person).values(left_at=START))


async def names(database: Database, platform: str, account: str) -> list[str]:
    async with database.reading() as tx:
        return [community.name for community in await tx.directory.of_account(platform, account)]


async def test_a_new_community_is_empty_and_has_the_default_settings(database: Database) -> None:
    async with database.writing() as tx:
        made = await tx.directory.add_community("Far Campus", "Africa/Lagos", START)
        assert made == Community(made.id, "Far Campus", "Africa/Lagos", Settings())
        assert await tx.directory.community(made.id) == made
        assert await tx.directory.community(made.id + 1) is None
        assert await tx.store(made.id).topics.all() == []
        assert await tx.store(made.id).people.moderators() == []


async def test_a_space_belongs_to_one_community_only(campus: Place) -> None:
    async with campus.database.writing() as tx:
        other = (await tx.directory.add_community("Other", "UTC", START)).id
        await tx.directory.add_space(other, "village", "T1", "The same id on another platform")
    with pytest.raises(IntegrityError):
        await taken_again(campus.database, other)
    async with campus.database.reading() as tx:
        found = await tx.directory.of_space("town", "T1")
        assert found is not None
        assert found.id == campus.community
        elsewhere = await tx.directory.of_space("village", "T1")
        assert elsewhere is not None
        assert elsewhere.id == other
        assert await tx.directory.of_space("town", "T2") is None
        assert await tx.directory.platforms() == {"town", "village"}


async def taken_again(database: Database, community: int) -> None:
    async with database.writing() as tx:
        await tx.directory.add_space(community, "town", "T1", "Taken")


async def test_changed_settings_come_with_the_community_and_the_last_save_counts(campus: Place) -> None:
    chosen = Settings(undo_days=3, is_mentor_approval=1)
    for settings in (chosen, Settings(question_most_held=2, undo_days=4), chosen):
        async with campus.writing() as store:
            await store.choices.save(settings)
        async with campus.database.reading() as tx:
            found = await tx.directory.community(campus.community)
        assert found is not None
        assert found.settings == settings


async def test_moderators_who_save_at_once_both_get_an_answer(campus: Place) -> None:
    async def saves(days: int) -> None:
        async with campus.writing() as store:
            await store.choices.save(Settings(undo_days=days))

    await asyncio.gather(*(saves(days) for days in range(1, 7)))
    async with campus.database.reading() as tx:
        found = await tx.directory.community(campus.community)
    assert found is not None
    assert found.settings.undo_days in range(1, 7)


async def test_an_account_not_seen_before_becomes_one_person_however_often_it_comes_at_once(campus: Place) -> None:
    entered = await asyncio.gather(*(enter(campus, BO) for _ in range(50)))
    assert {person.id for person in entered} == {entered[0].id}
    assert entered[0] == Person(entered[0].id, "Bo", "Europe/London", is_zone_assumed=True)


async def test_name_and_moderator_flag_are_kept_fresh(campus: Place) -> None:
    await enter(campus, replace(BO, is_moderator=True))
    again = await enter(campus, replace(BO, name="Bobby", is_moderator=True))
    assert (again.name, again.roles) == ("Bobby", {Role.MODERATOR})
    async with campus.writing() as store:
        assert await store.people.moderators() == [again]
    demoted = await enter(campus, BO)
    assert (demoted.name, demoted.roles) == ("Bo", frozenset())


async def test_a_dm_neither_makes_nor_unmakes_a_moderator(campus: Place) -> None:
    await enter(campus, replace(BO, is_moderator=True))
    written = await enter(campus, replace(BO, space="", is_moderator=False))
    assert written.has(Role.MODERATOR)
    plain = await enter(campus, replace(BO, account="cy", name="Cy"))
    written = await enter(campus, replace(BO, account="cy", name="Cy", space="", is_moderator=True))
    assert (written.id, written.has(Role.MODERATOR)) == (plain.id, False)


async def test_a_told_zone_is_kept_until_the_person_chooses_one(campus: Place) -> None:
    assert (await enter(campus, replace(BO, zone="Asia/Kolkata"))).zone == "Asia/Kolkata"
    assert (await enter(campus, BO)).zone == "Asia/Kolkata"
    moved = await enter(campus, replace(BO, zone="Asia/Tokyo"))
    assert (moved.zone, moved.is_zone_assumed) == ("Asia/Tokyo", False)
    async with campus.writing() as store:
        await store.people.set_zone(moved.id, "America/Lima")
    assert (await enter(campus, replace(BO, zone="Asia/Tokyo"))).zone == "America/Lima"


async def test_somebody_who_left_is_gone_until_they_come_back(campus: Place) -> None:
    bo = await enter(campus, replace(BO, is_moderator=True))
    await leave(campus, bo.id)
    async with campus.writing() as store:
        assert await store.people.get(bo.id) is None
        assert await store.people.of_account("town", "T1", "bo") is None
        assert await store.people.handle(bo.id) is None
        assert await store.people.moderators() == []
    assert await names(campus.database, "town", "bo") == []
    assert (await enter(campus, BO)).id == bo.id
    assert await names(campus.database, "town", "bo") == ["Campus T1"]


async def test_a_stranger_in_a_dm_or_a_foreign_space_does_not_get_in(campus: Place) -> None:
    await Place.made(campus.database, "T2")
    for actor in (replace(BO, space=""), replace(BO, space="T2"), replace(BO, platform="village")):
        with pytest.raises(LookupError):
            await enter(campus, actor)


async def test_an_account_known_in_several_communities_is_asked_or_remembered(campus: Place) -> None:
    other = await Place.made(campus.database, "T0")
    assert await names(campus.database, "town", "ada") == ["Campus T0", "Campus T1"]
    assert await names(campus.database, "village", "ada") == []
    for place in (campus, other):
        async with campus.database.writing() as tx:
            await tx.directory.remember("town", "ada", place.community)
        assert await names(campus.database, "town", "ada") == [f"Campus {place.space}"]
    assert await names(campus.database, "town", "grace") == ["Campus T0", "Campus T1"]


async def test_a_remembered_community_one_has_left_is_not_meant(campus: Place) -> None:
    await Place.made(campus.database, "T0")
    async with campus.database.writing() as tx:
        await tx.directory.remember("town", "ada", campus.community)
    await leave(campus, campus.ada)
    assert await names(campus.database, "town", "ada") == ["Campus T0"]


async def another_account(campus: Place, person: int) -> None:
    """A person of two spaces, who used the second one last."""
    async with campus.database.writing() as tx:
        await tx.directory.add_space(campus.community, "village", "V1", "Village")
    async with campus.database.engine.begin() as connection:
        space = (await connection.execute(select(spaces.c.id).where(spaces.c.external_id == "V1"))).scalar_one()
        account = {"person_id": person, "space_id": space, "platform": "village", "external_id": "V-bo"}
        used = {"community_id": campus.community, "used_at": START + HOUR}
        await connection.execute(insert(accounts).values(**account, **used))


async def test_a_dm_goes_to_the_account_used_last_and_is_closed_for_it_alone(campus: Place) -> None:
    bo = (await enter(campus, BO)).id
    await another_account(campus, bo)
    async with campus.writing() as store:
        assert await store.people.handle(bo) == Handle("village", "V1", "V-bo")
        await store.people.set_dms_closed(bo, True)
        assert await store.people.are_dms_closed(bo)
        assert not await store.people.are_dms_closed(campus.ada)
    assert (await enter(campus, BO, hours=2)).id == bo
    async with campus.writing() as store:
        assert await store.people.handle(bo) == Handle("town", "T1", "bo")
        assert not await store.people.are_dms_closed(bo)
        assert await store.people.named((bo,), "village", "V1") == {bo: ("Bo", "V-bo")}
    assert (await enter(campus, Actor("village", "V1", "V-bo", "Bo"), hours=3)).id == bo
    async with campus.writing() as store:
        assert await store.people.are_dms_closed(bo)
        await store.people.set_dms_closed(bo, False)
        assert not await store.people.are_dms_closed(bo)


async def test_whoever_is_only_named_by_another_stays_as_they_are(database: Database) -> None:
    place = await Place.made(database)
    mo = Actor("town", "T1", "mo", "Mo", is_moderator=True, is_global=True)
    async with database.writing() as tx:
        known = await tx.directory.enter(mo, place.community, START)
        await tx.directory.add_space(place.community, "town", "T9", "Other")
        for _ in range(2):
            await tx.directory.introduce(replace(mo, space="T9", name="M", is_moderator=False), place.community, START)
        store = tx.store(place.community)
        assert [person.id for person in await store.people.moderators()] == [known.id]
        found = await store.people.of_account("town", "T9", "mo")
        assert found is not None
        assert (found.id, found.name) == (known.id, "Mo")
        handle = await store.people.handle(known.id)
        assert handle is not None
        assert handle.space == "T1"
