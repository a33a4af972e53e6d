from tests.fakes.discord import FakeDiscord, FakeGuild, FakeUser
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


async def test_a_bot_tells_an_outage_from_being_thrown_out(fake: FakeDiscord, campus: FakeGuild, bot: Bot) -> None:
    await bot.wait_until_ready()
    await fake.outage(campus)
    await fake.until(lambda: bot.guilds[0].unavailable, "unavailable")
    await fake.join(campus)
    await fake.until(lambda: not bot.guilds[0].unavailable, "back")
    assert bot.guilds_seen == []
    await fake.kick(campus)
    await fake.until(lambda: not list(bot.guilds), "thrown out")
    assert bot.get_guild(campus.id) is None


async def test_a_bot_sees_channels_and_roles_go(fake: FakeDiscord, campus: FakeGuild, ada: FakeUser, bot: Bot) -> None:
    await bot.wait_until_ready()
    (channel,) = campus.channels
    new = fake.guild("Near Campus")
    role = new.role("Mentors", ada)
    await fake.join(new)
    await fake.until(lambda: len(bot.guilds) == 2, "joined")
    assert [found.name for found in bot.guilds[1].roles] == ["@everyone", "Mentors"]
    await fake.delete_channel(channel)
    await fake.delete_role(new, role)
    await fake.until(lambda: bot.get_channel(channel) is None and len(bot.guilds[1].roles) == 1, "gone")
    assert (campus.channels, new.roles) == ({}, {})
