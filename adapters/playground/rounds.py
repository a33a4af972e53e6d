"""What goes on beside the clock: calendars are read in real time, as of the moment the clock shows."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Protocol

from aiohttp import web

from adapters.playground.live import LIVE
from adapters.playground.state import STATE

log = logging.getLogger(__name__)

SECONDS = 1
"""Between two rounds."""


class Rounds(Protocol):
    """Reads what is due; the core's own rounds fit."""

    async def run(self, now: datetime) -> int: ...


def going(rounds: Rounds) -> Callable[[web.Application], AsyncIterator[None]]:
    """For as long as the application runs."""

    async def context(app: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(_go(app, rounds))
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    return context


async def _go(app: web.Application, rounds: Rounds) -> None:
    while True:
        await asyncio.sleep(SECONDS)
        try:
            await _once(app, rounds)
        except Exception:
            log.exception("a round failed; the next one follows in %s s", SECONDS)


async def _once(app: web.Application, rounds: Rounds) -> None:
    """What was read may have something to tell, so a tick follows it."""
    state = app[STATE]
    if await rounds.run(state.clock.now()):
        async with state.turn:
            await state.clockwork.tick(state.clock.now())
        await app[LIVE].refresh()
