import asyncio
import io
from typing import Any

import aiohttp
import discord
import pytest
from discord.http import MultipartParameters, Route, handle_message_parameters

from tests.fakes.discord import FakeDiscord, FakeGuild, FakeUser
from tests.fakes.discord.conftest import Bot


def parameters(content: str, nonce: str | None = None) -> MultipartParameters:
    return handle_message_parameters(content=content, nonce=nonce)


async def opened(bot: Bot, user: FakeUser) -> int:
    return int((await bot.http.start_private_message(user.id))["id"])


async def test_a_message_with_the_same_nonce_is_one_message(fake: FakeDiscord, ada: FakeUser, bot: Bot) -> None:
    channel = await opened(bot, ada)
    first = await bot.http.send_message(channel, params=parameters("Hello", "n1"))
    again = await bot.http.send_message(channel, params=parameters("Hello", "n1"))
    await bot.http.send_message(channel, params=parameters("Hello", "n2"))
    assert first["id"] == again["id"]
    assert [message.content for message in fake.dms(ada)] == ["Hello", "Hello"]


async def test_a_lost_answer_leaves_the_message_there(fake: FakeDiscord, ada: FakeUser, bot: Bot) -> None:
    channel = await opened(bot, ada)
    fake.drop("POST", r"/messages$")
    with pytest.raises(aiohttp.ClientError):
        await bot.http.send_message(channel, params=parameters("Hello", "n1"))
    await bot.http.send_message(channel, params=parameters("Hello", "n1"))
    assert [message.text for message in fake.dms(ada)] == ["Hello"]
    assert [request.status for request in fake.requests if request.path.endswith("/messages")] == [None, 200]


async def test_files_arrive_with_their_descriptions_and_can_go(fake: FakeDiscord, campus: FakeGuild, bot: Bot) -> None:
    await bot.wait_until_ready()
    (channel,) = campus.channels
    target = bot.get_channel(channel)
    assert isinstance(target, discord.TextChannel)
    sent = await target.send("A week", file=discord.File(io.BytesIO(b"png"), "week.png", description="Your week"))
    (message,) = fake.messages(channel)
    assert message.attachments == [("week.png", b"png", "Your week")]
    await sent.edit(content="Bare", attachments=[])
    assert (message.content, message.attachments, message.edited) == ("Bare", [], 1)
    await sent.delete()
    assert fake.messages(channel) == []


@pytest.mark.parametrize(("code", "opens"), [(50007, True), (50278, False), (50033, False), (40003, False)])
async def test_closed_direct_messages_are_refused(
    fake: FakeDiscord, ada: FakeUser, bot: Bot, code: int, opens: bool
) -> None:
    channel = await opened(bot, ada)
    fake.close_dms(ada, code)
    send, open_again = bot.http.send_message(channel, params=parameters("Hello")), opened(bot, ada)
    with pytest.raises(discord.HTTPException) as refused:
        await (send if opens else open_again)
    (open_again if opens else send).close()
    assert refused.value.code == code
    fake.open_dms(ada)
    await bot.http.send_message(channel, params=parameters("Hello"))
    assert len(fake.dms(ada)) == 1


async def test_a_channel_says_why_it_takes_no_message(fake: FakeDiscord, campus: FakeGuild, bot: Bot) -> None:
    channels = [campus.text_channel("quiet", can_send=False), campus.text_channel("hidden", can_view=False), 7]
    gone = campus.text_channel("gone")
    await fake.delete_channel(gone)
    codes = []
    for channel in (*channels, gone):
        with pytest.raises(discord.HTTPException) as refused:
            await bot.http.send_message(channel, params=parameters("Hello"))
        codes.append(refused.value.code)
    assert codes == [50013, 50001, 10003, 10003]


async def test_a_member_who_left_is_unknown(fake: FakeDiscord, ada: FakeUser, campus: FakeGuild, bot: Bot) -> None:
    assert (await bot.http.get_member(campus.id, ada.id))["user"]["id"] == str(ada.id)
    fake.leave(campus, ada)
    with pytest.raises(discord.NotFound) as refused:
        await bot.http.get_member(campus.id, ada.id)
    assert refused.value.code == 10007


async def test_a_bot_waits_out_a_429_and_tries_again(fake: FakeDiscord, ada: FakeUser, bot: Bot) -> None:
    channel = await opened(bot, ada)
    fake.fail("POST", "/messages$", 429, retry_after=0.01)
    await bot.http.send_message(channel, params=parameters("Hello"))
    tried = [request.status for request in fake.requests if request.path.endswith("/messages")]
    assert (tried, len(fake.dms(ada))) == ([429, 200], 1)


async def test_a_ban_by_cloudflare_is_no_429_of_discord(fake: FakeDiscord, ada: FakeUser, bot: Bot) -> None:
    fake.fail("POST", "/users/@me/channels", 429, html=True)
    with pytest.raises(discord.HTTPException, match="Cloudflare"):
        await opened(bot, ada)
    assert fake.requests[-1].status == 429


async def test_more_than_the_limit_of_a_second_is_refused(fake: FakeDiscord, bot: Bot) -> None:
    fake.rate_limit = 3
    asked = [bot.http.request(Route("GET", f"/users/{number}")) for number in range(5)]
    await asyncio.gather(*asked, return_exceptions=True)
    statuses = [request.status for request in fake.requests if request.path.removeprefix("/users/").isdecimal()]
    assert fake.refused_429 >= 2
    assert (statuses.count(404), statuses.count(429)) == (5, fake.refused_429)


async def test_a_route_tells_its_own_limit(fake: FakeDiscord, ada: FakeUser, bot: Bot) -> None:
    channel = await opened(bot, ada)
    fake.limit("POST", "/messages$", requests=2, seconds=0.05)
    for number in range(3):
        await bot.http.send_message(channel, params=parameters(str(number)))
    assert [message.content for message in fake.dms(ada)] == ["0", "1", "2"]
    assert fake.refused_429 == 0


async def test_commands_are_kept_changed_and_removed(fake: FakeDiscord, campus: FakeGuild, bot: Bot) -> None:
    one: Any = {"name": "one", "description": "First"}
    me = bot.application_id or 0
    made = await bot.http.upsert_guild_command(me, campus.id, one)
    await bot.http.edit_guild_command(me, campus.id, int(made["id"]), {"description": "Changed"})
    await bot.http.bulk_upsert_global_commands(me, [one])
    (kept,) = await bot.http.get_guild_commands(me, campus.id)
    assert (kept["id"], kept["description"]) == (made["id"], "Changed")
    await bot.http.delete_guild_command(me, campus.id, int(made["id"]))
    assert {place: [command["name"] for command in there] for place, there in fake.commands.items()} == {
        campus.id: [],
        None: ["one"],
    }
    bad: Any = {"name": "No Name", "description": "Bad"}
    with pytest.raises(discord.HTTPException, match="Command name is invalid"):
        await bot.http.upsert_global_command(me, bad)
