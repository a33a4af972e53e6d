"""Open pages hear of everything at once: one WebSocket each, refreshed from the chat after every change."""

import asyncio
import json
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from adapters.playground.pages import shared
from adapters.playground.rendering import Reader
from adapters.playground.state import STATE, State, reader

PATIENCE = 5
"""Seconds a page has to take a message before its connection is closed; it connects again by itself."""


@dataclass(slots=True)
class Viewer:
    """An open page and the last change it has heard of."""

    who: Reader
    is_bare: bool
    change: int


class Live:
    """The open pages."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._viewers: dict[web.WebSocketResponse, Viewer] = {}

    async def refresh(self) -> None:
        """Brings every open page up to date."""
        await asyncio.gather(*(self._tell(socket, viewer) for socket, viewer in list(self._viewers.items())))

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Keeps one page up to date until it closes; first with all it missed since `change`."""
        who = reader(self._state, request.query)
        change = request.query.get("change", "")
        socket = web.WebSocketResponse(heartbeat=20, max_msg_size=1024)
        await socket.prepare(request)
        seen = int(change) if change.isascii() and change.isdigit() and len(change) < 10 else 0
        viewer = Viewer(who, "bare" in request.query, seen)
        self._viewers[socket] = viewer
        try:
            await self.refresh()
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    break
        finally:
            self._viewers.pop(socket, None)
        return socket

    async def close(self) -> None:
        """Says goodbye to every page, so that the server can stop at once."""
        sockets = list(self._viewers)
        self._viewers.clear()
        await asyncio.gather(*(socket.close(code=1001) for socket in sockets))

    async def _tell(self, socket: web.WebSocketResponse, viewer: Viewer) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await socket.send_str(self._message(viewer))
        except (ConnectionError, TimeoutError, RuntimeError):
            self._viewers.pop(socket, None)

    def _message(self, viewer: Viewer) -> str:
        state, who = self._state, viewer.who
        account = who.persona.account
        parts = shared(state, who, is_bare=viewer.is_bare)
        posts = state.chat.posts(who.room, account)
        news = [n for n, post in enumerate(posts) if post.change > viewer.change]
        viewer.change = state.chat.change
        return json.dumps(
            {
                "change": viewer.change,
                "parts": {name: state.renderer.page(f"{name}.html", **parts) for name in _PARTS},
                "posts": [
                    {
                        "id": posts[n].id,
                        "html": state.renderer.entry(posts[n], posts[n - 1] if n else None, who),
                    }
                    for n in news
                ],
                "answers": [post.id for post in posts if post.only_for],
            }
        )


_PARTS = ("sidebar", "personas", "now")
LIVE: web.AppKey[Live] = web.AppKey("live", Live)


async def live(request: web.Request) -> web.WebSocketResponse:
    """The WebSocket's route."""
    return await request.app[LIVE].connect(request)


async def say_goodbye(app: web.Application) -> None:
    """When the server stops."""
    await app[LIVE].close()


def open_pages(app: web.Application) -> Live:
    """The open pages of an application, with its state set before."""
    app[LIVE] = Live(app[STATE])
    app.on_shutdown.append(say_goodbye)
    return app[LIVE]
