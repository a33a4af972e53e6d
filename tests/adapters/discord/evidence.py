"""What can be said of every request that went out, and of a service that has come to rest."""

import asyncio
from collections.abc import Iterator
from typing import Any

import discord

from adapters.discord.service import Discord
from tests.adapters.discord.campus import Campus
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord.interactions import Interaction
from tests.fakes.discord.wire import Request

MODAL, MESSAGE, UPDATE = 9, 4, 7


def sends(fake: FakeDiscord) -> Iterator[tuple[Request, dict[str, Any]]]:
    """Each request that writes or changes a message, with the message's JSON."""
    for request in fake.requests:
        body = request.body or {}
        if request.path.endswith("/callback"):
            if body["type"] in (MESSAGE, UPDATE):
                yield request, body["data"]
        elif request.method in ("POST", "PATCH") and "/messages" in request.path:
            yield request, body


def assert_nobody_is_pinged(fake: FakeDiscord) -> None:
    """No send may mention anybody, nor say anything outside of components, where Discord would read mentions."""
    for request, body in sends(fake):
        where = f"{request.method} {request.path}"
        assert {key: found for key, found in body["allowed_mentions"].items() if found} == {}, where
        assert "parse" in body["allowed_mentions"], where
        assert not body.get("content"), where


def posts(campus: Campus, path: str = r"/channels/", *, since: int = 0) -> list[Request]:
    """The POST requests under a path that came after the first `since` requests, in their order."""
    return [one for one in campus.fake.requests[since:] if one.method == "POST" and one.path.startswith(path)]


def answers(fake: FakeDiscord, interaction: Interaction) -> list[Request]:
    """The first answers that were tried to one interaction; edits that came later are not among them."""
    return [one for one in fake.requests if one.path.startswith(f"/interactions/{interaction.id}/")]


async def at_rest(campus: Campus) -> None:
    """Waits until every running service has heard all that was dispatched to it, and has no event in hand."""
    running = [service for service in campus.services if not service.client.is_closed()]
    await campus.fake.until(lambda: all(_has_heard_all(campus.fake, one) for one in running), "all events heard")
    for _ in range(3):
        await asyncio.sleep(0)
    await campus.fake.until(lambda: not any(service.is_busy for service in running), "all services at rest")


def _has_heard_all(fake: FakeDiscord, service: Discord) -> bool:
    client, sessions = service.client, fake.gateway.sessions
    lines = [client.ws]
    if isinstance(client, discord.AutoShardedClient):
        lines = [shard._parent.ws for shard in client.shards.values()]
    return all(line.session_id in sessions and line.sequence == sessions[line.session_id].sequence for line in lines)
