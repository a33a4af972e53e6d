"""The HTTP side: reads requests, applies faults, finds who answers, writes the answer down."""

import base64
import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.fakes.slack import chat, rest, views
from tests.fakes.slack.faults import Faults, Outcome
from tests.fakes.slack.socket import Sockets
from tests.fakes.slack.wire import HANDLERS, JSON, Refusal, Request
from tests.fakes.slack.world import FakeWorkspace, World

MODULES = (chat, rest, views)
OPEN = ("oauth.v2.access", "apps.connections.open")
_NOBODY = FakeWorkspace("", "", "", "")


class Server:
    """Serves one world on 127.0.0.1; `requests` are in the order they came."""

    def __init__(self, world: World, sockets: Sockets, faults: Faults) -> None:
        self.world = world
        self.sockets = sockets
        self.faults = faults
        self.requests: list[Request] = []
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Opens a free port."""
        app = web.Application(client_max_size=20_000_000)
        app.router.add_get("/link", self.sockets.connect)
        app.router.add_route("*", "/api/{method}", self._method)
        app.router.add_post("/commands/{key:.*}", self._hook)
        app.router.add_post("/upload/{file}", self._upload)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.world.address = f"{host}:{port}"

    async def close(self) -> None:
        """Closes the port."""
        await self.sockets.close()
        if self._runner:
            await self._runner.cleanup()

    async def _method(self, received: web.Request) -> web.Response:
        token = received.headers.get("Authorization", "").removeprefix("Bearer ")
        workspace = self.world.by_token(token) or _NOBODY
        body = await _read(received)
        request = Request(received.match_info["method"], body, workspace.id, self.world.seconds())
        self.requests.append(request)
        outcome = self.faults.instead(request) or self._outcome(request, token, workspace, received)
        request.answer = outcome.body
        if self.faults.loses(request):
            assert received.transport
            received.transport.close()
        else:
            request.status = outcome.status
        return web.json_response(outcome.body, status=outcome.status, headers=outcome.headers)

    def _outcome(self, request: Request, token: str, workspace: FakeWorkspace, received: web.Request) -> Outcome:
        try:
            if request.method in OPEN:
                return Outcome(200, {"ok": True, **self._without_bot(request, token, received)})
            if not workspace.id:
                raise Refusal("invalid_auth" if token else "not_authed")
            if workspace.why_not:
                raise Refusal(workspace.why_not)
            handler = HANDLERS.get(request.method)
            if handler is None:
                raise Refusal("unknown_method")
            answer = {"ok": True, **handler(self.world, workspace, request.body)}
            return Outcome(200, answer, {"X-OAuth-Scopes": ",".join(workspace.scopes)})
        except Refusal as refusal:
            if refusal.messages:
                self.world.refusals.append(f"{request.method}: {refusal.error} {refusal.messages}")
            return Outcome(200, refusal.body)

    def _without_bot(self, request: Request, token: str, received: web.Request) -> JSON:
        if request.method == "oauth.v2.access":
            basic = received.headers.get("Authorization", "").removeprefix("Basic ")
            name, _, secret = base64.b64decode(basic).decode().partition(":") if basic else ("", "", "")
            return rest.granted(self.world, request.body, (name, secret))
        if token != self.world.app_token:
            raise Refusal("invalid_auth")
        return {"url": f"ws://{self.world.address}/link?ticket=1"}

    async def _hook(self, received: web.Request) -> web.Response:
        body = json.loads(await received.text())
        hook = self.world.hooks.get(received.match_info["key"])
        request = Request("response_url", body, hook.team if hook else "", self.world.seconds())
        self.requests.append(request)
        outcome = self.faults.instead(request)
        if outcome is not None:
            return web.json_response(outcome.body, status=outcome.status, headers=outcome.headers)
        request.status, words = chat.respond(self.world, hook, body) if hook else (404, "no_hook")
        return web.Response(text=words, status=request.status)

    async def _upload(self, received: web.Request) -> web.Response:
        file = self.world.files.get(received.match_info["file"])
        if file is None:
            return web.Response(status=404)
        file["data"] = await received.read()
        return web.Response(text=f"OK - {len(file['data'])}")


async def _read(received: web.Request) -> JSON:
    """JSON, or a form in which nested values are JSON."""
    said = received.query_string or await received.text()
    if received.content_type == "application/json":
        found: JSON = json.loads(said) if said else {}
        return found
    return {key: _value(value) for key, value in parse_qsl(said, keep_blank_values=True)}


def _value(said: str) -> Any:
    if said[:1] in "[{":
        return json.loads(said)
    return {"True": True, "False": False, "1": said, "0": said}.get(said, said)
