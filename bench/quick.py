"""A Discord that is quick enough to drive a bot to its limit: dispatches interactions and times their first answers."""

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.discord import FakeDiscord, FakeGuild, FakeUser
from tests.fakes.discord.interactions import Interaction
from tests.fakes.discord.options import Value, command_data
from tests.fakes.discord.serving import Server

LATE_SECONDS = 3.0
"""Discord forgets an interaction that is not answered by then."""
_NUMBER = "100000000000000000"


@dataclass(frozen=True, slots=True)
class Case:
    """What people do: a command, or with `typing` the option whose value is being typed. `expects` is in the answer."""

    name: str
    command: str
    options: Mapping[str, Value] = field(default_factory=dict)
    typing: str = ""
    expects: str = ""


class Quick(Server):
    """Answers callbacks with what the fake said to one of the same kind; all else is the fake's own."""

    waiting: dict[str, "asyncio.Future[tuple[float, bytes]]"]
    learned: bytes

    async def _serve(self, received: web.Request) -> web.StreamResponse:
        if not received.path.endswith("/callback"):
            return await super()._serve(received)
        body = await received.read()
        waits = self.waiting.pop(received.path.split("/")[-2])
        waits.set_result((time.perf_counter(), body))
        if self.learned:
            return web.Response(body=self.learned, content_type="application/json")
        response = await super()._serve(received)
        assert isinstance(response, web.Response)
        assert isinstance(response.body, bytes)
        self.learned = response.body
        return response


class Driver:
    """One fake with one bot in another process, and people who never rest. `users` act in turn."""

    def __init__(self, fake: FakeDiscord, guild: FakeGuild, users: Sequence[FakeUser]) -> None:
        self.fake = fake
        self.guild = guild
        self.users = users
        self.server = Quick(fake.world, fake.gateway, fake.faults)
        self.server.waiting, self.server.learned = {}, b""
        fake.server = self.server

    async def drive(self, case: Case, seconds: float, in_flight: int) -> tuple[float, list[float]]:
        """Interactions a second, and the seconds from each dispatch to its first answer.

        Raises TimeoutError for an answer that is late, ValueError for one that is not as expected.
        """
        kind, packets = 4 if case.typing else 2, [self._packet(user, case) for user in self.users]
        self.server.learned, expects, took = b"", case.expects.encode(), list[float]()
        number, waits = self._next()
        self.fake.world.interactions[f"token-{number}"] = self._made(self.users[0], case, int(number), kind)

        async def act(at: int) -> None:
            while time.perf_counter() < ends:
                number, waits = self._next()
                began = time.perf_counter()
                await self._send(packets[at % len(packets)], number)
                answered, body = await asyncio.wait_for(waits, LATE_SECONDS)
                if expects not in body:
                    raise ValueError(body.decode())
                took.append(answered - began)
                at += in_flight

        await self._send(packets[0], number)
        await asyncio.wait_for(waits, LATE_SECONDS)
        began = time.perf_counter()
        ends = began + seconds
        await asyncio.gather(*(act(start) for start in range(in_flight)))
        return len(took) / (time.perf_counter() - began), took

    def _next(self) -> tuple[str, "asyncio.Future[tuple[float, bytes]]"]:
        number = str(self.fake.world.ids.next())
        waits: asyncio.Future[tuple[float, bytes]] = asyncio.get_running_loop().create_future()
        self.server.waiting[f"token-{number}"] = waits
        return number, waits

    async def _send(self, packet: str, number: str) -> None:
        (session,) = self.fake.gateway.live()
        assert session.line
        assert session.line.compress
        session.sequence += 1
        numbered = packet.replace(_NUMBER, number).replace('"s": 0', f'"s": {session.sequence}', 1)
        await session.line.socket.send_bytes(session.line.compress(numbered.encode()))

    def _made(self, user: FakeUser, case: Case, number: int, kind: int) -> Interaction:
        data = command_data(self.fake.world, self.guild, case.command, case.options, focused=case.typing or None)
        channel = next(iter(self.guild.channels.values()))
        return Interaction(number, f"token-{number}", kind, user, self.guild, channel, data, self.fake.world.seconds())

    def _packet(self, user: FakeUser, case: Case) -> str:
        made = self._made(user, case, int(_NUMBER), 4 if case.typing else 2)
        about: dict[str, Any] = made.json({"application_id": str(self.fake.application_id)})
        return json.dumps({"op": 0, "s": 0, "t": "INTERACTION_CREATE", "d": about})
