import asyncio
from typing import Any

import discord
import pytest

from tests.fakes.discord import FakeDiscord, FakeGuild, FakeUser
from tests.fakes.discord.conftest import Bot

HELLO: Any = {"name": "hello", "description": "Says it"}


@pytest.fixture(autouse=True)
async def greets(bot: Bot) -> list[int]:
    """The bot answers everything; these are the people it answered."""
    answered: list[int] = []

    async def answer(interaction: discord.Interaction[Any]) -> None:
        answered.append(interaction.user.id)
        await interaction.response.send_message("Hello")

    bot.answer = answer
    await bot.http.bulk_upsert_global_commands(bot.application_id or 0, payload=[HELLO])
    return answered


async def test_what_was_missed_on_a_cut_line_comes_after_the_resume(
    fake: FakeDiscord, ada: FakeUser, campus: FakeGuild, greets: list[int]
) -> None:
    async with fake.cut_off():
        asked = asyncio.create_task(fake.command(ada, campus, "hello"))
        await fake.until(lambda: fake.last, "dispatched")
        assert greets == []
    assert (await asked).message.content == "Hello"
    assert (len(fake.identifies), len(fake.resumes), greets) == (1, 1, [ada.id])


async def test_a_bot_that_is_asked_to_reconnect_resumes(
    fake: FakeDiscord, ada: FakeUser, campus: FakeGuild, greets: list[int]
) -> None:
    await fake.reconnect()
    await fake.until(lambda: fake.resumes, "resumed")
    assert (await fake.command(ada, campus, "hello")).ack == 4
    assert len(fake.identifies) == 1


async def test_an_invalid_session_that_can_be_resumed_is_resumed(
    fake: FakeDiscord, ada: FakeUser, campus: FakeGuild, greets: list[int]
) -> None:
    await fake.invalid_session(resumable=True)
    await fake.until(lambda: fake.resumes, "resumed")
    assert (await fake.command(ada, campus, "hello")).ack == 4


async def test_a_lost_session_is_identified_for_anew(
    fake: FakeDiscord, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(shard: int | None, *, initial: bool = False) -> None:
        return None

    monkeypatch.setattr(bot, "before_identify_hook", at_once)
    await fake.invalid_session()
    await fake.until(lambda: len(fake.identifies) == 2, "identified again")
    await fake.connected()
    assert fake.resumes == []


async def test_a_bot_whose_intents_are_refused_ends(fake: FakeDiscord) -> None:
    client = discord.Client(intents=discord.Intents(members=True))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await client.start(fake.token)
    await client.close()


async def test_a_wrong_token_is_refused(fake: FakeDiscord) -> None:
    client = discord.Client(intents=discord.Intents.none())
    with pytest.raises(discord.LoginFailure):
        await client.login("wrong")
    await client.close()


async def test_every_shard_hears_of_its_own_servers(fake: FakeDiscord, ada: FakeUser) -> None:
    class Sharded(discord.AutoShardedClient):
        async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
            return None

    for number in range(4):
        fake.guild(f"Campus {number}", joined=True)
    client = Sharded(intents=discord.Intents(guilds=True), shard_count=2, guild_ready_timeout=0.01)
    running = asyncio.create_task(client.start(fake.token))
    await fake.connected(3)
    await client.wait_until_ready()
    known = {guild.name: guild.shard_id for guild in client.guilds}
    assert sorted(known) == ["Campus 0", "Campus 1", "Campus 2", "Campus 3", "Far Campus"]
    assert set(known.values()) == {0, 1}
    await client.close()
    await running


async def test_a_bot_that_hears_no_heartbeat_acknowledged_connects_again(fake: FakeDiscord) -> None:
    fake.heartbeat_interval = 20
    client = discord.Client(intents=discord.Intents.none(), heartbeat_timeout=0.1)
    running = asyncio.create_task(client.start(fake.token))
    await fake.connected(2)
    fake.stop_heartbeat_acks()
    await fake.until(lambda: fake.resumes, "resumed")
    await client.close()
    await running
    assert fake.gateway.heartbeats > 2


async def test_a_bot_comes_back_when_the_service_does(
    fake: FakeDiscord, bot: Bot, ada: FakeUser, campus: FakeGuild
) -> None:
    async with fake.down():
        with pytest.raises(OSError, match="Cannot connect"):
            await bot.http.get_user(ada.id)
    await fake.connected()
    assert (await fake.command(ada, campus, "hello")).ack == 4
