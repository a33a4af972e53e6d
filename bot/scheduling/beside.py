"""Runs a job again and again beside the tick, so that what it waits for delays no reminder."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

log = logging.getLogger(__name__)

EVERY_SECONDS = 2.0
GRACE_SECONDS = 3.0
"""How long a run that is under way may take to end; what it leaves is taken up when its lease ends."""


class Job(Protocol):
    """Does what is due at a moment; twice is once."""

    async def run(self, now: datetime) -> object: ...


class Beside:
    """Drives a job with a clock: one run after another, and a failure is logged and followed by the next."""

    def __init__(self, job: Job, clock: Callable[[], datetime]) -> None:
        self._job = job
        self._clock = clock
        self._stopping = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins, on the running event loop."""
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """No further run begins; the one under way ends, or is cut off."""
        self._stopping.set()
        if self._running is not None:
            _, late = await asyncio.wait((self._running,), timeout=GRACE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.wait((self._running,))

    async def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                await self._job.run(self._clock())
            except Exception:
                log.exception("%s failed; it runs again in %s s", type(self._job).__name__, EVERY_SECONDS)
            try:
                await asyncio.wait_for(self._stopping.wait(), EVERY_SECONDS)
            except TimeoutError:
                continue
