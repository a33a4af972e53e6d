"""APScheduler as this process's clock: it calls `tick` every second and decides nothing.

What is due and whether it was done is in our tables: a beat that comes late or twice changes nothing, and one
that raises is logged and followed by the next.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.scheduling.clockwork import Clockwork
from bot.scheduling.steady import SteadyClock, Witness, nobody

log = logging.getLogger(__name__)

EVERY_SECONDS = 1


class Heartbeat:
    """Drives a clockwork with a clock. `last_beat_at` tells a health check whether it still beats.

    `witness` is asked when the clock jumps; see `SteadyClock`.
    """

    def __init__(self, clockwork: Clockwork, clock: Callable[[], datetime], witness: Witness = nobody) -> None:
        self._clockwork = clockwork
        self._clock = SteadyClock(clock, time.monotonic, witness)
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._beating = asyncio.Lock()
        self.last_beat_at: datetime | None = None

    async def beat(self) -> None:
        """One tick at the clock's moment; a failure is logged and the next beat tries again."""
        async with self._beating:
            try:
                now = await self._clock.now()
                if now is not None:
                    await self._clockwork.tick(now)
                    self.last_beat_at = now
            except Exception:
                log.exception("a beat failed; the next one follows in %s s", EVERY_SECONDS)

    def start(self) -> None:
        """Begins to beat, on the running event loop. A beat that is late still counts; two never overlap."""
        self._scheduler.add_job(
            self.beat,
            "interval",
            seconds=EVERY_SECONDS,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.start()

    async def stop(self) -> None:
        """No further beat begins, and the one in flight ends: APScheduler alone would cancel it after a send."""
        self._scheduler.pause()
        self._clockwork.stop()
        async with self._beating:
            self._scheduler.shutdown(wait=False)
