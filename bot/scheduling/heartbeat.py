"""APScheduler as this process's clock: it calls `tick` every second, and looks for calendars to read beside it.

What is due and whether it was done is in our tables: a beat that comes late or twice changes nothing, and one
that raises is logged and followed by the next.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.scheduling.clockwork import Clockwork
from bot.scheduling.feeds import Rounds

log = logging.getLogger(__name__)

EVERY_SECONDS = 1
ROUND_SECONDS = 2


class Heartbeat:
    """Drives a clockwork with a clock, and the rounds where there are any.

    `last_beat_at` tells a health check whether it still beats.
    """

    def __init__(self, clockwork: Clockwork, clock: Callable[[], datetime], rounds: Rounds | None = None) -> None:
        self._clockwork = clockwork
        self._clock = clock
        self._rounds = rounds
        self._going = asyncio.Lock()
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._beating = asyncio.Lock()
        self.last_beat_at: datetime | None = None

    async def beat(self) -> None:
        """One tick at the clock's moment; a failure is logged and the next beat tries again."""
        async with self._beating:
            try:
                await self._clockwork.tick(self._clock())
                self.last_beat_at = self._clock()
            except Exception:
                log.exception("a beat failed; the next one follows in %s s", EVERY_SECONDS)

    async def go_round(self) -> None:
        """Reads the calendars that are due; a failure is logged and the next round tries again."""
        assert self._rounds is not None
        async with self._going:
            try:
                await self._rounds.go(self._clock())
            except Exception:
                log.exception("a round failed; the next one follows in %s s", ROUND_SECONDS)

    def start(self) -> None:
        """Begins to beat, on the running event loop. A beat that is late still counts; two never overlap."""
        self._add(self.beat, EVERY_SECONDS)
        if self._rounds is not None:
            self._add(self.go_round, ROUND_SECONDS)
        self._scheduler.start()

    def _add(self, job: Callable[[], Awaitable[None]], seconds: float) -> None:
        self._scheduler.add_job(
            job, "interval", seconds=seconds, misfire_grace_time=None, coalesce=True, max_instances=1
        )

    async def stop(self) -> None:
        """No further beat begins, and the one in flight ends: APScheduler alone would cancel it after a send."""
        self._scheduler.pause()
        self._clockwork.stop()
        if self._rounds is not None:
            self._rounds.stop()
        async with self._beating, self._going:
            self._scheduler.shutdown(wait=False)
