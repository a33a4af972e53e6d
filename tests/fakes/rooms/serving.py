"""What the three have in common: tokens they give and take back, faults that come next, a server on this machine."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

Fault = Callable[[], Awaitable[web.StreamResponse]]


class Refused(Exception):
    """The request is not as the documents want it, or not allowed."""

    def __init__(self, status: int, body: Mapping[str, Any]) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body


class Fake:
    """One service. `said` is what it heard, `issued` the tokens it gave, `lasts` for how many seconds each."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.issued: list[str] = []
        self.taken: set[str] = set()
        self.lasts = 3600
        self.is_revoked = False
        self.faults: list[Fault] = []
        self.token_faults: list[Fault] = []
        self.url = ""
        self.link = "https://rooms.example/canary-link-"

    def token(self) -> dict[str, Any]:
        made = f"canary-token-{secrets.token_hex(8)}"
        self.issued.append(made)
        self.taken.add(made)
        return {"access_token": made, "token_type": "Bearer", "expires_in": self.lasts}

    def expire(self) -> None:
        """No token given so far is good any more."""
        self.taken.clear()

    def check_token(self, request: web.Request, refusal: Mapping[str, Any]) -> None:
        """Raises Refused."""
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind != "Bearer" or token not in self.taken or self.is_revoked:
            raise Refused(401, refusal)

    def routes(self) -> list[web.RouteDef]:
        raise NotImplementedError

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        app = web.Application(middlewares=[self._answered])
        app.add_routes(self.routes())
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield
        finally:
            await runner.cleanup()

    @web.middleware
    async def _answered(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        is_token = request.path.endswith("/token")
        self.said.append(f"{request.method} {request.path}")
        faults = self.token_faults if is_token else self.faults
        if faults:
            return await faults.pop(0)()
        try:
            return await handler(request)
        except Refused as error:
            return web.json_response(error.body, status=error.status)


def status(code: int, body: str = "{}", **headers: str) -> Fault:
    """Answers so, whatever was asked."""

    async def answer() -> web.StreamResponse:
        return web.Response(status=code, text=body, headers=headers)

    return answer


def hangs() -> Fault:
    """Never answers."""

    async def answer() -> web.StreamResponse:
        await asyncio.sleep(600)
        return web.Response()

    return answer


async def form_of(request: web.Request) -> Mapping[str, str]:
    """Raises Refused for what is no form."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise Refused(415, {"error": "invalid_request"})
    return {name: str(value) for name, value in (await request.post()).items()}


async def json_of(request: web.Request) -> dict[str, Any]:
    """Raises Refused for what is no JSON object."""
    if request.content_type != "application/json":
        raise Refused(415, {"error": "invalid_request"})
    found = await request.json()
    if not isinstance(found, dict):
        raise Refused(400, {"error": "invalid_request"})
    return found
