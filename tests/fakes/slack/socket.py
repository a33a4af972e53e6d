"""Socket Mode: websockets over which payloads go out and acknowledgements come back."""

import asyncio
import itertools
import json
from typing import Any

from aiohttp import WSMsgType, web

from tests.fakes.slack.wire import JSON

Acknowledgement = JSON | None
"""What came with an acknowledgement; None when there was none in time."""


class Sockets:
    """All connections of the app; any of them may get a payload, in turns."""

    def __init__(self) -> None:
        self.open: list[web.WebSocketResponse] = []
        self.seen = 0
        self.envelopes: list[str] = []
        self._turns = itertools.count()
        self._waiting: dict[str, list[asyncio.Future[JSON]]] = {}

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """A connection, until it is closed."""
        line = web.WebSocketResponse(heartbeat=None)
        await line.prepare(request)
        self.seen += 1
        self.open.append(line)
        hello = {
            "type": "hello", "num_connections": len(self.open), "connection_info": {"app_id": "A1"},
            "debug_info": {"host": "fake", "approximate_connection_time": 3600},
        }  # fmt: skip
        await line.send_json(hello)
        try:
            async for message in line:
                if message.type == WSMsgType.TEXT:
                    self._hear(json.loads(message.data))
        finally:
            if line in self.open:
                self.open.remove(line)
        return line

    def _hear(self, said: JSON) -> None:
        """Each acknowledgement is for the copy of the envelope that has waited longest."""
        for waiting in self._waiting.get(str(said.get("envelope_id")), []):
            if not waiting.done():
                waiting.set_result(said.get("payload") or {})
                return

    async def deliver(
        self, kind: str, payload: JSON, seconds: float, envelope: str, line: web.WebSocketResponse | None = None
    ) -> Acknowledgement:
        """Sends a payload over one of the connections, and waits so long for its acknowledgement."""
        line = line or self.open[next(self._turns) % len(self.open)]
        waiting: asyncio.Future[JSON] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(envelope, []).append(waiting)
        self.envelopes.append(envelope)
        sent: dict[str, Any] = {
            "envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True
        }  # fmt: skip
        await line.send_json(sent)
        try:
            return await asyncio.wait_for(waiting, seconds)
        except TimeoutError:
            return None

    async def refresh(self) -> None:
        """Slack asks every connection to be renewed, as it does every few hours."""
        for line in list(self.open):
            await line.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "fake"}})

    async def cut(self, number: int = 0) -> None:
        """A connection breaks without a word."""
        line = self.open.pop(number)
        transport = line._req.transport if line._req is not None else None
        assert transport is not None
        transport.abort()

    async def close(self) -> None:
        """No connection stays."""
        for line in list(self.open):
            await line.close()
