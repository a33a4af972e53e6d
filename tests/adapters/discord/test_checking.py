"""`office-hours check` and `discord invite`, before anything runs."""

from collections.abc import AsyncIterator
from dataclasses import replace

import discord
import pytest
import yarl

from adapters.discord.checking import invitation, invite, look
from adapters.discord.commands import sync
from adapters.discord.service import NOT_REACHED, REFUSES_US, Refused, Settings, login
from bot.registry import registry
from tests.adapters.discord.campus import START
from tests.fakes.discord import FakeDiscord

assert START


@pytest.fixture
async def fake(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    """A Discord nobody is connected to."""
    monkeypatch.setattr(discord.http.Route, "BASE", discord.http.Route.BASE)
    gateway = discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(gateway))
    async with FakeDiscord() as made:
        yield made


def settings(fake: FakeDiscord) -> Settings:
    return Settings(fake.token, fake.api_url)


async def test_a_bot_in_no_server_is_told_how_to_get_into_one(fake: FakeDiscord) -> None:
    found = await look(settings(fake), registry)
    assert [mend for what, mend in found if "no server" in what] == [f"Open {invitation(fake.application_id)}"]


async def test_a_server_that_withholds_a_permission_is_named_with_what_is_missing(fake: FakeDiscord) -> None:
    guild = fake.guild("Far Campus", joined=True)
    guild.allowed[fake.bot_id] = discord.Permissions(view_channel=True, send_messages=True).value
    found = await look(settings(fake), registry)
    [(what, mend)] = [(what, mend) for what, mend in found if "Far Campus" in what]
    assert "Attach Files" in what
    assert "role" in mend


async def test_a_server_that_gives_enough_is_fine(fake: FakeDiscord) -> None:
    fake.guild("Far Campus", joined=True)
    found = await look(settings(fake), registry)
    assert [mend for what, mend in found if "Far Campus" in what] == [""]


async def test_checking_writes_nothing_and_tells_whether_the_commands_are_there(fake: FakeDiscord) -> None:
    before = await look(settings(fake), registry)
    assert "not registered yet" in before[-1][0]
    assert not fake.commands.get(None)
    client = discord.Client(intents=discord.Intents.none())
    async with client:
        await login(client, settings(fake))
        assert await sync(client, registry, None, writes=True)
    after = await look(settings(fake), registry)
    assert after[-1] == ("The commands are registered.", "")


async def test_a_development_server_gets_the_commands_alone(fake: FakeDiscord) -> None:
    guild = fake.guild("Far Campus", joined=True)
    client = discord.Client(intents=discord.Intents.none())
    async with client:
        await login(client, settings(fake))
        await sync(client, registry, guild.id, writes=True)
    assert fake.commands[guild.id]
    assert not fake.commands.get(None)


async def test_a_wrong_token_is_explained(fake: FakeDiscord) -> None:
    found = await look(replace(settings(fake), token="wrong"), registry)
    assert [mend for _, mend in found] == [REFUSES_US]
    with pytest.raises(Refused, match="Reset Token"):
        await invite(replace(settings(fake), token="wrong"))


async def test_an_address_where_nobody_answers_is_explained(fake: FakeDiscord) -> None:
    found = await look(replace(settings(fake), api_url="http://127.0.0.1:9/api/v10"), registry)
    assert [mend for _, mend in found] == [NOT_REACHED]


async def test_the_invitation_asks_for_no_more_than_is_used(fake: FakeDiscord) -> None:
    url = yarl.URL(await invite(settings(fake)))
    asked = discord.Permissions(int(url.query["permissions"]))
    assert asked == discord.Permissions(view_channel=True, send_messages=True, attach_files=True)
    assert url.query["scope"] == "bot applications.commands"
