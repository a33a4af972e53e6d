from tests.fakes.discord import FakeDiscord, FakeGuild
from tests.fakes.discord.conftest import Bot


async def test_a_bot_becomes_ready_and_knows_its_servers(fake: FakeDiscord, campus: FakeGuild, bot: Bot) -> None:
    await bot.wait_until_ready()
    assert [(guild.id, guild.name) for guild in bot.guilds] == [(campus.id, "Far Campus")]
    assert fake.identifies[0]["intents"] == 1


async def test_a_bot_hears_of_a_server_it_joins(fake: FakeDiscord, bot: Bot) -> None:
    await bot.wait_until_ready()
    await fake.join(fake.guild("Near Campus"))
    await fake.until(lambda: bot.guilds_seen == ["Near Campus"], "joined")
    assert len(bot.guilds) == 2
