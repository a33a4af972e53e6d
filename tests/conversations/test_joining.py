"""Several servers are one community, by a code that a moderator of each of them has in hand."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.calls import call
from bot.ports.directory import Actor
from bot.views import Confirm
from storage.database import Database
from storage.tables import metadata
from tests.conversations.codes import UNKNOWN, code_in
from tests.conversations.town import Speaker, Town
from tests.conversations.words import words

LIVED_IN = "a life of their own"


@pytest.fixture
async def young(town: Town, database: Database) -> Town:
    """Another server, in which nobody has done anything yet."""
    founded = await Town.founded(database, "New Server", "T2")
    founded.mailbox, founded.clockwork = town.mailbox, town.clockwork
    return founded


async def code_for_a_server(town: Town, name: str = "Mo") -> str:
    mo = town.person(name, moderator=True)
    await mo.types("/link")
    return code_in(await mo.presses("Get a code for this server"))


async def joins(speaker: Speaker, code: str) -> str:
    view = await speaker.types("/link", code=code)
    return words(await speaker.presses("Join")) if isinstance(view, Confirm) else words(view)


async def community_of(town: Town) -> int:
    async with town.storage.reading() as tx:
        found = await tx.directory.of_space("town", town.space)
    assert found is not None
    return found.id


async def rows_of(town: Town, community: int) -> dict[str, int]:
    """How many rows of each table are a community's."""
    assert isinstance(town.storage, Database)
    found = {}
    async with town.storage.engine.connect() as connection:
        for table in metadata.sorted_tables:
            if "community_id" in table.c:
                mine = select(func.count()).select_from(table).where(table.c.community_id == community)
                found[table.name] = int((await connection.execute(mine)).scalar_one())
    return found


async def test_a_young_server_joins_and_its_people_meet_the_others(town: Town, young: Town) -> None:
    grace, lee, una = await town.mentor("Grace"), young.person("Lee", moderator=True), young.person("Una")
    await una.types("/timezone", zone="Lagos")
    await young.opens_channel("mentors")
    code, left = await code_for_a_server(town), young.community.id
    view = await lee.types("/link", code=code)
    assert isinstance(view, Confirm)
    assert "Join Far Campus?" in words(view)
    assert "for good" in words(view)
    assert "Joined" in words(await lee.presses("Join"))
    assert await community_of(young) == town.community.id
    assert not any((await rows_of(town, left)).values())
    assert "Grace" in words(await una.types("/find-mentor", topic="statistics"))
    await una.sends(call("request.make", await town.id(grace)), {"note": "Hello from the other server"})
    await town.clockwork.tick(town.now)
    assert "Una" in words(grace.last_dm)


async def test_the_moderator_who_made_the_code_is_told_that_it_was_used(town: Town, young: Town) -> None:
    code = await code_for_a_server(town)
    await joins(young.person("Lee", moderator=True), code)
    await town.clockwork.tick(town.now)
    assert "Another server joined" in words(town.person("Mo").last_dm)
    trail = words(await town.person("Mo", moderator=True).types("/audit"))
    assert "A server joined\nMo, " in trail
    assert "a community of its own → part of this one" in trail


async def test_moderators_of_the_server_that_joined_are_moderators_of_the_community(town: Town, young: Town) -> None:
    lee = young.person("Lee", moderator=True)
    assert "Joined" in await joins(lee, await code_for_a_server(town))
    assert "Settings of Far Campus" in words(await lee.types("/config"))
    assert "for moderators" in words(await young.person("Una").types("/config"))


async def test_one_account_of_a_global_platform_in_both_servers_is_one_person(town: Town, young: Town) -> None:
    there = Speaker(town, replace(town.person("Kim").actor, is_global=True))
    here = Speaker(young, replace(there.actor, space="T2"))
    before = await town.id(there)
    await young.id(here)
    assert "Joined" in await joins(young.person("Lee", moderator=True), await code_for_a_server(town))
    assert await town.id(here) == before
    stranger = Speaker(young, Actor("town", "T2", town.person("Mo").actor.account, "Not Mo"))
    assert await town.id(stranger) != await town.id(town.person("Mo", moderator=True))


async def test_somebody_who_is_no_moderator_cannot_use_or_get_a_code_for_a_server(town: Town, young: Town) -> None:
    una, code = young.person("Una"), await code_for_a_server(town)
    assert UNKNOWN in await joins(una, code)
    assert UNKNOWN in words(await una.sends(call("link.confirm", code.replace("-", ""))))
    assert "for moderators" in words(await una.sends(call("link.space")))
    assert await community_of(young) == young.community.id
    assert "Joined" in await joins(young.person("Lee", moderator=True), code)


async def test_a_code_of_somebody_who_moderates_no_more_opens_nothing(town: Town, young: Town) -> None:
    code = await code_for_a_server(town)
    await town.person("Mo").types("/home")
    assert UNKNOWN in await joins(young.person("Lee", moderator=True), code)


async def test_a_code_for_a_server_ends_after_an_hour_and_works_once(
    town: Town, young: Town, database: Database
) -> None:
    third = await Town.founded(database, "Third", "T3")
    code, late = await code_for_a_server(town), await code_for_a_server(town, "Moe")
    assert "Joined" in await joins(young.person("Lee", moderator=True), code)
    assert UNKNOWN in await joins(third.person("Max", moderator=True), code)
    third.now += timedelta(hours=1)
    assert UNKNOWN in await joins(third.person("Max", moderator=True), late)
    assert UNKNOWN in await joins(town.person("Mo", moderator=True), await code_for_a_server(town))


@pytest.mark.parametrize("begun", ["mentor", "question", "report", "block"])
async def test_a_server_where_people_have_begun_something_stays_what_it_is(town: Town, young: Town, begun: str) -> None:
    una, bo = young.person("Una"), young.person("Bo")
    await young.id(bo)
    if begun == "mentor":
        await young.mentor("Grace")
    elif begun == "question":
        await una.sends(call("question.ask"), {"question": "How?", "topic": "statistics"})
    elif begun == "report":
        await una.sends(call("safety.report"), {"person": bo.actor.account, "text": "Rude"})
    else:
        await una.sends(call("block.do", await young.id(bo)))
    lee, code = young.person("Lee", moderator=True), await code_for_a_server(town)
    assert LIVED_IN in await joins(lee, code)
    assert LIVED_IN in words(await lee.sends(call("link.confirm", code.replace("-", ""))))
    assert await community_of(young) == young.community.id


async def test_a_community_of_several_servers_does_not_join_another(
    town: Town, young: Town, database: Database
) -> None:
    third = await Town.founded(database, "Third", "T3")
    assert "Joined" in await joins(third.person("Max", moderator=True), await code_for_a_server(young, "Lee"))
    assert LIVED_IN in await joins(young.person("Lee", moderator=True), await code_for_a_server(town))


async def test_of_two_servers_that_use_one_code_at_the_same_moment_one_joins(
    town: Town, young: Town, database: Database
) -> None:
    third = await Town.founded(database, "Third", "T3")
    code = (await code_for_a_server(town)).replace("-", "")
    servers = (young, third)
    tries = (
        one.app.answer(one.person("Lee", moderator=True).actor, call("link.confirm", code), now=town.now)
        for one in servers
    )
    said = [words(view) for view in await asyncio.gather(*tries)]
    assert sum("Joined" in one for one in said) == 1
    assert sum(UNKNOWN in one for one in said) == 1
    assert [await community_of(one) for one in servers].count(town.community.id) == 1


async def test_of_two_moderators_of_one_server_one_joins_it_and_the_other_is_answered(town: Town, young: Town) -> None:
    code = (await code_for_a_server(town)).replace("-", "")
    speakers = [young.person(name, moderator=True) for name in ("Lee", "Lou")]
    for speaker in speakers:
        await young.id(speaker)
    tries = (town.app.answer(speaker.actor, call("link.confirm", code), now=town.now) for speaker in speakers)
    said = [words(view) for view in await asyncio.gather(*tries)]
    assert sum("Joined" in one for one in said) == 1
    assert await community_of(young) == town.community.id


async def test_a_community_that_takes_the_place_of_one_that_went_starts_with_its_own_mentors(
    town: Town, young: Town, database: Database
) -> None:
    una = young.person("Una")
    await una.types("/find-mentor", topic="statistics")
    async with young.storage.writing() as tx:
        topics = tx.store(young.community.id).topics
        for topic in (await topics.all())[-3:]:
            await topics.remove(topic.id)
    await una.types("/find-mentor", topic="statistics")
    assert "Joined" in await joins(young.person("Lee", moderator=True), await code_for_a_server(town))
    after = await Town.founded(database, "After", "T4")
    await after.mentor("Ruth")
    assert "Ruth" in words(await after.person("Eli").types("/find-mentor", topic="statistics"))
