"""The HTTP side: reads requests, applies faults, finds who answers, writes the answer down."""

import json
import re
from typing import Any

from aiohttp import BodyPartReader, web

from tests.fakes.discord import answers, commands, rest
from tests.fakes.discord.faults import Faults, Outcome
from tests.fakes.discord.gateway import Gateway
from tests.fakes.discord.wire import Refusal, Request, find
from tests.fakes.discord.world import World

HANDLERS = (answers, commands, rest)
API = "/api/v10"
OPEN = re.compile(r"/interactions/|/webhooks/|/gateway$")
LARGEST = 30 * 1024 * 1024


class Server:
    """Serves one world on 127.0.0.1; `requests` are in the order they came."""

    def __init__(self, world: World, gateway: Gateway, faults: Faults) -> None:
        self.world = world
        self.gateway = gateway
        self.faults = faults
        self.requests: list[Request] = []
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Opens a free port, or the one it had."""
        port = int(self.world.address.partition(":")[2] or 0)
        app = web.Application(client_max_size=LARGEST)
        app.router.add_get("/gateway", self.gateway.connect)
        app.router.add_get("/resume", self.gateway.connect)
        app.router.add_route("*", API + "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.world.address = f"{host}:{port}"

    async def close(self) -> None:
        """Closes the port."""
        if self._runner:
            await self._runner.cleanup()

    async def _serve(self, received: web.Request) -> web.StreamResponse:
        body, files = await _read(received)
        request = Request(
            received.method, received.path.removeprefix(API), body, files, self.world.seconds(), dict(received.query)
        )
        self.requests.append(request)
        outcome = self._outcome(request, received.headers.get("Authorization"))
        request.answer = outcome.body
        if self.faults.loses(request):
            assert received.transport
            received.transport.close()
        else:
            request.status = outcome.status
        return _written(outcome)

    def _outcome(self, request: Request, authorization: str | None) -> Outcome:
        if outcome := self.faults.instead(request):
            return outcome
        headers, outcome = self.faults.bucket(request)
        if outcome:
            return outcome
        try:
            if authorization != f"Bot {self.world.token}" and not OPEN.match(request.path):
                raise Refusal(401, 0, "401: Unauthorized")
            handler, call = find(request)
            status, answer = handler(self.world, call)
            return Outcome(status, answer, headers)
        except Refusal as refusal:
            if refusal.code in (50006, 50035):
                words = json.dumps(refusal.errors, ensure_ascii=False)
                self.world.refusals.append(f"{request.method} {request.path}: {refusal.message} {words}")
            return Outcome(refusal.status, refusal.body, headers)


async def _read(received: web.Request) -> tuple[Any, list[tuple[str, bytes]]]:
    if not received.content_type.startswith("multipart/"):
        text = await received.text()
        return (json.loads(text) if text else None), []
    body, files = None, []
    async for part in await received.multipart():
        assert isinstance(part, BodyPartReader)
        data = bytes(await part.read())
        if part.name == "payload_json":
            body = json.loads(data)
        else:
            files.append((part.filename or "", data))
    return body, files


def _written(outcome: Outcome) -> web.Response:
    if outcome.status == 204:
        return web.Response(status=204, headers=outcome.headers)
    html = isinstance(outcome.body, str)
    data = outcome.body.encode() if html else json.dumps(outcome.body).encode()
    kind = "text/html" if html else "application/json"
    return web.Response(status=outcome.status, body=data, headers={**outcome.headers, "Content-Type": kind})
