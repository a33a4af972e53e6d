"""How far a tick has come: its moment, and the loop's own clock since."""

import asyncio
from datetime import datetime, timedelta


class Watch:
    """Started at a moment that was passed in. Raises RuntimeError where no event loop runs.

    `start` is the same however quick the machine is; `now` (aware, UTC) is for promises that begin during the tick.
    """

    def __init__(self, start: datetime) -> None:
        self.start = start
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()

    @property
    def spent(self) -> timedelta:
        """Since the start."""
        return timedelta(seconds=self._loop.time() - self._began)

    @property
    def now(self) -> datetime:
        """The start and what has been spent since."""
        return self.start + self.spent
