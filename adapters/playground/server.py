"""The playground's web server: bound to this machine, one page per persona."""

import logging
from dataclasses import replace
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from adapters.playground import actions, live, pages
from adapters.playground.chat import Chat
from adapters.playground.clock import SimulatedClock
from adapters.playground.rendering import Renderer
from adapters.playground.rounds import Rounds, going
from adapters.playground.security import ADDRESS, MOST_BYTES, Guard
from adapters.playground.state import STATE, State
from adapters.playground.travel import Clockwork
from bot.app import App

log = logging.getLogger(__name__)

_STATIC = Path(__file__).parent / "static"
CALENDAR = "/calendar/{secret}.ics"
_DEFECT = "Something went wrong in the playground itself. The log in the terminal says more."


@web.middleware
async def _calm(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A defect of ours is logged once and answered with a sentence, never with a trace."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        log.exception("%s of the playground failed", request.method)
        return web.Response(status=500, text=_DEFECT)


class Playground:
    """A local chat around an app. Everything it shows comes from `app.answer` and from the messenger."""

    def __init__(
        self,
        app: App,
        clockwork: Clockwork,
        chat: Chat,
        clock: SimulatedClock,
        calendars: Handler | None = None,
        rounds: Rounds | None = None,
    ) -> None:
        """`calendars` answers for people's own calendars, whose address the app's asks tell once it is known.

        `rounds` read the calendars that people add.
        """
        self._calendars = calendars
        self._state = State(app, clockwork, chat, clock, Renderer(chat.town))
        self._guard = Guard()
        self._rounds = rounds

    @property
    def url(self) -> str:
        """What to open in a browser; carries the token, so it is printed and not logged."""
        return f"http://{ADDRESS}:{self._guard.port}/{self._guard.token}/"

    async def serve(self, port: int) -> web.AppRunner:
        """Listens on this machine only; port 0 takes any free one. Raises OSError when the port is taken.

        `await runner.cleanup()` ends it.
        """
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=2)
        await runner.setup()
        try:
            await web.TCPSite(runner, ADDRESS, port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._guard.port = runner.addresses[0][1]
        if self._calendars:
            asks = self._state.app.registry
            asks.installation = replace(asks.installation, feeds=f"{self.url}calendar")
        await self._state.clockwork.tick(self._state.clock.now())
        return runner

    def _application(self) -> web.Application:
        app = web.Application(middlewares=[self._guard.middleware(), _calm], client_max_size=MOST_BYTES)
        app[STATE] = self._state
        app.on_response_prepare.append(self._guard.protect)
        live.open_pages(app)
        if self._rounds is not None:
            app.cleanup_ctx.append(going(self._rounds))
        root = f"/{self._guard.token}"
        app.router.add_get(f"{root}/", pages.page)
        app.router.add_get(f"{root}/pair", pages.pair)
        app.router.add_get(f"{root}/commands", pages.commands)
        app.router.add_get(f"{root}/command", pages.command)
        app.router.add_get(f"{root}/suggest", pages.suggest)
        app.router.add_get(f"{root}/mark.svg", pages.mark)
        app.router.add_get(root + r"/picture/{post:\d{1,9}}", pages.picture)
        app.router.add_get(root + r"/file/{post:\d{1,9}}", pages.attachment)
        if self._calendars:
            app.router.add_get(root + CALENDAR, self._calendars)
        app.router.add_get(f"{root}/live", live.live)
        app.router.add_post(f"{root}/say", actions.say)
        app.router.add_post(f"{root}/act", actions.act)
        app.router.add_post(f"{root}/dismiss", actions.dismiss)
        app.router.add_post(f"{root}/read", actions.read)
        app.router.add_post(f"{root}/dms", actions.direct_messages)
        app.router.add_post(f"{root}/clock", actions.move)
        app.router.add_static(f"{root}/static", _STATIC)
        return app
