"""The fake itself: one server on 127.0.0.1, and what a test sets, does and looks at."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Self

from discord.utils import utcnow

from tests.fakes.discord.acting import Acting
from tests.fakes.discord.faults import BAN, VIA, Faults, Outcome, slow_down
from tests.fakes.discord.gateway import Gateway
from tests.fakes.discord.messages import FakeMessage
from tests.fakes.discord.places import FakeGuild, FakeUser
from tests.fakes.discord.serving import API, Server
from tests.fakes.discord.wire import JSON, Request
from tests.fakes.discord.world import World


class FakeDiscord(Acting):
    """A small Discord at the wire. `clock` gives aware UTC datetimes, for the ids."""

    def __init__(self, clock: Callable[[], datetime] = utcnow) -> None:
        seconds = asyncio.get_running_loop().time
        self.world = World(seconds, clock)
        self.gateway = Gateway(self.world)
        self.faults = Faults(seconds)
        self.server = Server(self.world, self.gateway, self.faults)

    @classmethod
    async def started(cls) -> Self:
        """A fake that serves; the caller closes it."""
        made = cls()
        await made.server.start()
        return made

    async def close(self) -> None:
        """Ends every connection and closes the port."""
        self.gateway.accepting.set()
        await self.gateway.disconnect(1006)
        await self.server.close()

    async def __aenter__(self) -> Self:
        await self.server.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # --- addresses and names -------------------------------------------------------------------------

    @property
    def api_url(self) -> str:
        """What discord.http.Route.BASE must be."""
        return f"http://{self.world.address}{API}"

    @property
    def gateway_url(self) -> str:
        """What discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY must be; GET /gateway answers it."""
        return f"ws://{self.world.address}/gateway"

    @property
    def token(self) -> str:
        """The only token that is right."""
        return self.world.token

    @property
    def application_id(self) -> int:
        """The application's id."""
        return self.world.application_id

    @property
    def bot_id(self) -> int:
        """The bot's user id."""
        return self.world.bot.id

    # --- who and what there is -----------------------------------------------------------------------

    def user(self, name: str) -> FakeUser:
        """Makes a person, who is in every server."""
        return self.world.user(name)

    def guild(self, name: str, owner: FakeUser | None = None, *, joined: bool | None = None) -> FakeGuild:
        """Makes a server: one the bot is in when nobody has identified yet, otherwise one to `join`."""
        here = not self.gateway.identifies if joined is None else joined
        return self.world.guild(name, owner, joined=here)

    async def join(self, guild: FakeGuild) -> None:
        """The bot is added to a server, or the server is back after an outage."""
        announcement = guild.announcement(joining=not guild.joined)
        guild.joined, guild.unavailable = True, False
        await self.gateway.dispatch("GUILD_CREATE", announcement, guild.id)

    async def kick(self, guild: FakeGuild) -> None:
        """The bot is thrown out of a server."""
        guild.joined = False
        await self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild.id)

    async def outage(self, guild: FakeGuild) -> None:
        """A server cannot be reached; the bot is still in it."""
        guild.unavailable = True
        await self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id), "unavailable": True}, guild.id)

    async def delete_channel(self, channel_id: int) -> None:
        """Somebody deletes a channel."""
        guild = next(guild for guild in self.world.guilds.values() if channel_id in guild.channels)
        await self.gateway.dispatch("CHANNEL_DELETE", guild.channels.pop(channel_id).json(), guild.id)

    async def delete_role(self, guild: FakeGuild, role_id: int) -> None:
        """Somebody deletes a role."""
        del guild.roles[role_id], guild.role_members[role_id]
        deleted = {"guild_id": str(guild.id), "role_id": str(role_id)}
        await self.gateway.dispatch("GUILD_ROLE_DELETE", deleted, guild.id)

    def leave(self, guild: FakeGuild, user: FakeUser) -> None:
        """A member leaves; without the members intent no bot is told."""
        guild.gone.add(user.id)

    async def dispatch(self, event: str, data: JSON, guild: FakeGuild | None = None) -> None:
        """Any other event."""
        await self.gateway.dispatch(event, data, guild.id if guild else None)

    # --- what the bot did ----------------------------------------------------------------------------

    @property
    def requests(self) -> list[Request]:
        """All requests, in the order they came."""
        return self.server.requests

    @property
    def refusals(self) -> list[str]:
        """Payloads that broke Discord's limits, in words."""
        return self.world.refusals

    @property
    def commands(self) -> dict[int | None, list[JSON]]:
        """Registered commands by server id, None for everywhere."""
        return self.world.commands

    @property
    def identifies(self) -> list[JSON]:
        """What bots identified with."""
        return self.gateway.identifies

    @property
    def resumes(self) -> list[JSON]:
        """What bots resumed with."""
        return self.gateway.resumes

    def messages(self, channel_id: int) -> list[FakeMessage]:
        """What everybody sees in a channel, oldest first."""
        return self.world.messages(channel_id)

    def dms(self, user: FakeUser) -> list[FakeMessage]:
        """What the bot wrote to a person, oldest first."""
        return self.world.messages(self.world.dm(user).id)

    async def until(self, done: Callable[[], object], what: str) -> None:
        """Waits until something is so; AssertionError after `timeout`."""
        try:
            async with asyncio.timeout(self.timeout):
                while not done():  # noqa: ASYNC110  it may be the bot's own state, which signals nothing
                    await asyncio.sleep(0.002)
        except TimeoutError:
            raise AssertionError(f"after {self.timeout} s: not {what}") from None

    async def connected(self, count: int = 1) -> None:
        """Waits until that many sessions are ready and have a line."""
        await self.until(lambda: len(self.gateway.live()) >= count, f"{count} connected")

    # --- faults --------------------------------------------------------------------------------------

    @property
    def rate_limit(self) -> int | None:
        """Requests a second over all routes but those of interactions; None for no limit."""
        return self.faults.rate_limit

    @rate_limit.setter
    def rate_limit(self, value: int | None) -> None:
        self.faults.rate_limit = value

    @property
    def refused_429(self) -> int:
        """How many requests were over a limit."""
        return self.faults.refused_429

    @property
    def interaction_lifetime(self) -> float:
        """Seconds within which an interaction must be answered."""
        return self.world.interaction_lifetime

    @interaction_lifetime.setter
    def interaction_lifetime(self, value: float) -> None:
        self.world.interaction_lifetime = value

    def close_dms(self, user: FakeUser, code: int = 50007) -> None:
        """Refuses direct messages: 50007 on sending, 40003 on opening, 50033 and 50278 on both."""
        user.dm_refusal = code

    def open_dms(self, user: FakeUser) -> None:
        """Takes direct messages again."""
        user.dm_refusal = None

    def fail(
        self,
        method: str,
        path: str,
        status: int = 500,
        times: int = 1,
        *,
        code: int = 0,
        headers: dict[str, str] | None = None,
        body: Any = None,
        html: bool = False,
        retry_after: float = 0.1,
        everywhere: bool = False,
    ) -> None:
        """The next `times` requests whose path (after /api/v10) matches fail; `method` may be `*`.

        429 comes with all of Discord's headers, with `html` as Cloudflare's ban, which has no Via.
        """
        if html:
            outcome = Outcome(status, body or BAN, headers or {})
        elif status == 429 and body is None:
            outcome = slow_down(retry_after, everywhere=everywhere)
            outcome.headers |= headers or {}
        else:
            outcome = Outcome(status, body or {"message": f"{status}: fault", "code": code}, VIA | (headers or {}))
        self.faults.add(method, path, times, outcome)

    def drop(self, method: str, path: str, times: int = 1) -> None:
        """The next `times` matching requests are carried out, but the connection ends before the answer."""
        self.faults.add(method, path, times)

    def limit(self, method: str, path: str, requests: int, seconds: float) -> None:
        """Gives each matching path a limit of its own, told in X-RateLimit headers and enforced."""
        self.faults.limit(method, path, requests, seconds)

    def heal(self) -> None:
        """Takes back all that `fail`, `drop` and `limit` set."""
        self.faults.clear()

    async def disconnect(self, code: int = 1006) -> None:
        """Ends every gateway connection; 1006 cuts the line without a word."""
        await self.gateway.disconnect(code)

    @asynccontextmanager
    async def cut_off(self, code: int = 1006) -> AsyncIterator[None]:
        """Ends every gateway connection, and lets none in until the block ends."""
        self.gateway.accepting.clear()
        await self.gateway.disconnect(code)
        try:
            yield
        finally:
            self.gateway.accepting.set()

    @asynccontextmanager
    async def down(self) -> AsyncIterator[None]:
        """Refuses every connection until the block ends; the sessions can be resumed afterwards."""
        await self.gateway.disconnect(1006)
        await self.server.close()
        try:
            yield
        finally:
            await self.server.start()

    async def reconnect(self) -> None:
        """Asks the bots to connect again (op 7)."""
        await self.gateway.reconnect()

    async def invalid_session(self, resumable: bool = False) -> None:
        """Ends the sessions (op 9)."""
        await self.gateway.invalidate(resumable=resumable)

    @property
    def heartbeat_interval(self) -> int:
        """Milliseconds, told to those who connect from now on."""
        return self.gateway.heartbeat_interval

    @heartbeat_interval.setter
    def heartbeat_interval(self, value: int) -> None:
        self.gateway.heartbeat_interval = value

    def stop_heartbeat_acks(self) -> None:
        """Leaves the heartbeats of the lines that there are unanswered; a new line is well."""
        for line in self.gateway.lines:
            line.acknowledging = False
