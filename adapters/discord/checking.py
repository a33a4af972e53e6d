"""What Discord says about this bot before it runs: the token, the servers, the permissions, the commands."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any, cast

import discord
from yarl import URL

from adapters.discord.commands import is_registered
from adapters.discord.service import Refused, Settings, login
from bot.registry import Registry

NEEDED = {"view_channel": "View Channels", "send_messages": "Send Messages", "attach_files": "Attach Files"}
"""The least that does all the bot does, in discord.py's words and as Discord's settings call it."""
PERMISSIONS = discord.Permissions(**dict.fromkeys(NEEDED, True))
MOST_SERVERS = 200
"""One page of Discord's list; an operator with more looks at some of them."""

Found = tuple[str, str]
"""What was found, and how to mend it; the second is empty when all is well."""


def invitation(application: int) -> str:
    """The address that adds the bot to a server, with the least permissions."""
    wanted = {
        "client_id": str(application),
        "scope": "bot applications.commands",
        "permissions": str(PERMISSIONS.value),
        "integration_type": "0",
    }
    return str(URL("https://discord.com/oauth2/authorize").with_query(wanted))


async def invite(settings: Settings) -> str:
    """The invitation for the bot of this token. Raises Refused."""
    client = discord.Client(intents=discord.Intents(guilds=True))
    async with client:
        await login(client, settings)
        assert client.application_id is not None
        return invitation(client.application_id)


async def look(settings: Settings, registry: Registry) -> Sequence[Found]:
    """Everything there is to say. Nothing is written to Discord."""
    client = discord.Client(intents=discord.Intents(guilds=True))
    async with client:
        try:
            await login(client, settings)
            return [found async for found in _looked(client, settings, registry)]
        except Refused as error:
            return [("Discord is set up, but the bot cannot log in.", str(error))]
        except discord.HTTPException as error:
            return [(f"Discord refuses to tell (status {error.status}).", "Try again in a few minutes.")]


async def _looked(client: discord.Client, settings: Settings, registry: Registry) -> AsyncIterator[Found]:
    assert client.user is not None
    assert client.application_id is not None
    yield f"Discord takes the token: the bot is called {client.user.name}.", ""
    servers = cast("list[Mapping[str, Any]]", await client.http.get_guilds(MOST_SERVERS, with_counts=False))
    if not servers:
        yield "The bot is in no server yet.", f"Open {invitation(client.application_id)}"
    for found in _permitted(servers):
        yield found
    yield await _commands(client, settings, registry)


def _permitted(servers: Sequence[Mapping[str, Any]]) -> Iterator[Found]:
    for server in servers:
        held = discord.Permissions(int(server.get("permissions", 0)))
        lacking = [words for name, words in NEEDED.items() if not (held.administrator or getattr(held, name))]
        if lacking:
            mend = "Give them to the bot's role in the server's settings."
            yield f"In {server['name']} the bot lacks: {', '.join(lacking)}.", mend
        else:
            yield f"In {server['name']} the bot has what it needs.", ""


async def _commands(client: discord.Client, settings: Settings, registry: Registry) -> Found:
    guild = settings.development_guild
    if await is_registered(client, registry, guild):
        return "The commands are registered.", ""
    return "The commands are not registered yet, or have changed; `office-hours run` does it.", ""
