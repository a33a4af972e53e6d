"""Several connections to Discord, in one process and in two."""

import pytest

from tests.adapters.discord.campus import Campus
from tests.adapters.discord.evidence import answers, at_rest, posts
from tests.fakes.discord import FakeGuild, Reply

pytestmark = pytest.mark.usefixtures("hasty")


def on_shard(campus: Campus, shard: int) -> FakeGuild:
    """A new server the bot is in, among those of one shard of two."""
    while True:
        guild = campus.fake.guild(f"Campus of shard {shard}", joined=False)
        if (guild.id >> 22) % 2 == shard:
            guild.text_channel("general")
            guild.joined = True
            return guild


def shards_of(campus: Campus, since: int = 1) -> list[int]:
    """The shards that were asked for after the first identifies, in order."""
    return sorted(asked["shard"][0] for asked in campus.fake.identifies[since:])


async def answered_once(campus: Campus, reply: Reply) -> None:
    await at_rest(campus)
    callbacks = answers(campus.fake, reply.interaction)
    assert [one.status for one in callbacks] == [200]


async def everybody_is_heard(campus: Campus, guilds: tuple[FakeGuild, FakeGuild]) -> None:
    """In each server and in direct messages, everything is answered once."""
    ada = campus.person("Ada")
    for guild in guilds:
        await answered_once(campus, await campus.fake.command(ada.user, guild, "home"))
    await answered_once(campus, await campus.fake.command(ada.user, None, "home"))


@pytest.fixture
async def guilds(campus: Campus) -> tuple[FakeGuild, FakeGuild]:
    """One server on each shard of two; nobody is connected."""
    await campus.service.stop()
    return on_shard(campus, 0), on_shard(campus, 1)


async def test_two_shards_in_one_process_serve_all_servers(campus: Campus, guilds: tuple[FakeGuild, FakeGuild]) -> None:
    await campus.starts(shard_count=2)
    await campus.fake.connected(2)
    assert shards_of(campus) == [0, 1]
    await at_rest(campus)
    await everybody_is_heard(campus, guilds)
    for guild in guilds:
        assert len(campus.fake.messages(next(iter(guild.channels)))) == 1


async def test_a_shard_that_is_cut_off_resumes_alone(campus: Campus, guilds: tuple[FakeGuild, FakeGuild]) -> None:
    await campus.starts(shard_count=2)
    await campus.fake.connected(2)
    second = next(one for one in campus.fake.gateway.live() if one.shard == 1)
    assert second.line is not None
    second.line.cut()
    await campus.fake.until(lambda: campus.fake.resumes, "resumed")
    await campus.fake.connected(2)
    assert len(campus.fake.resumes) == 1
    await everybody_is_heard(campus, guilds)


@pytest.fixture
async def processes(campus: Campus, guilds: tuple[FakeGuild, FakeGuild]) -> tuple[int, int]:
    """Two processes on one database, each with its shard; how many requests there were before each."""
    before = len(campus.fake.requests)
    await campus.starts(shard_count=2, shard_ids=(1,))
    between = len(campus.fake.requests)
    await campus.starts(shard_count=2, shard_ids=(0,))
    await campus.fake.connected(2)
    await at_rest(campus)
    return before, between


async def test_two_processes_answer_everything_once(
    campus: Campus, guilds: tuple[FakeGuild, FakeGuild], processes: tuple[int, int]
) -> None:
    assert shards_of(campus) == [0, 1]
    await everybody_is_heard(campus, guilds)
    heard = [one.shard for one in campus.fake.gateway.live() if one.hears(None)]
    assert heard == [0], "direct messages are heard on shard 0"
    for guild in guilds:
        assert len(campus.fake.messages(next(iter(guild.channels)))) == 1, "one welcome, whoever hears of it"


async def test_only_the_process_of_the_first_shard_writes_commands(campus: Campus) -> None:
    await campus.service.stop()
    campus.fake.commands[None].append({"name": "old", "description": "An old command", "type": 1, "id": "1"})
    since = len(campus.fake.requests)
    await campus.starts(shard_count=2, shard_ids=(1,))
    assert [one.method for one in campus.fake.requests[since:] if one.path.endswith("/commands")] == ["GET"]
    await campus.starts(shard_count=2, shard_ids=(0,))
    written = [one.method for one in campus.fake.requests[since:] if one.path.endswith("/commands")]
    assert written == ["GET", "GET", "PUT"]


async def test_a_process_does_not_leave_the_servers_of_another_shard(
    campus: Campus, guilds: tuple[FakeGuild, FakeGuild], processes: tuple[int, int]
) -> None:
    mine, other = guilds
    for guild in guilds:
        mo = campus.fake.user("Mo")
        guild.allow(mo, manage_guild=True)
        reply = await campus.fake.command(mo, guild, "setup")
        assert "Set up" in reply.message.text
    async with campus.storage.reading() as tx:
        assert set(await tx.presence.spaces("discord")) == {str(one.id) for one in (campus.guild, mine, other)}
    for service in campus.services:
        await service.stop()
    await campus.fake.kick(other)
    await campus.starts(shard_count=2, shard_ids=(0,))
    await at_rest(campus)
    async with campus.storage.reading() as tx:
        assert str(other.id) in await tx.presence.spaces("discord")
    await campus.starts(shard_count=2, shard_ids=(1,))
    await at_rest(campus)
    async with campus.storage.reading() as tx:
        assert str(other.id) not in await tx.presence.spaces("discord")
    assert posts(campus, "/users/@me/channels") == []
