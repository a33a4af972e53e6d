"""What stands between discord.py and the network: our own pace, and a count of what Discord refused.

discord.py waits when it is told to, but sends as fast as it is asked: without a pace in front, bursts lose messages and
its repeated 429s reach the limit at which Discord bans an address.
"""

import asyncio
import logging
from collections import deque
from types import SimpleNamespace

import aiohttp

log = logging.getLogger(__name__)

MOST_A_SECOND = 48
"""Discord takes 50 requests a second over all routes; two are left for jitter on the way."""
MOST_REFUSED = 2000
"""Within `WINDOW`; Discord bans an address for a while at 10,000 answers of 401, 403 or 429 in ten minutes."""
WINDOW = 600.0
BANNED_SECONDS = 900.0
"""After a refusal by the network in front of Discord, which bans for ten minutes or more."""

_REFUSALS = (401, 403, 429)
_EXEMPT = ("/interactions/", "/webhooks/")
"""Answers to interactions do not count towards the limit over all routes."""


class Wire:
    """The pace and the count of one client. Hand `trace` to discord.py; everything it sends passes here."""

    def __init__(self, most_a_second: float = MOST_A_SECOND) -> None:
        self._gap = 1 / most_a_second
        self._next = 0.0
        self._refused: deque[float] = deque()
        self._closed_until = 0.0
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_start.append(self._before)
        self.trace.on_request_end.append(self._after)

    @property
    def closed_seconds(self) -> float:
        """How long nothing of our own accord should be sent yet; 0 when the way is free."""
        return max(0.0, self._closed_until - asyncio.get_running_loop().time())

    def close(self, seconds: float, why: str) -> None:
        """Nothing is sent of our own accord for a while. Told to the operator once."""
        if not self.closed_seconds:
            log.error("sending to Discord is stopped for %.0f minutes: %s", seconds / 60, why)
        self._closed_until = max(self._closed_until, asyncio.get_running_loop().time() + seconds)

    async def _before(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestStartParams
    ) -> None:
        if any(part in params.url.path for part in _EXEMPT):
            return
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next)
        self._next = turn + self._gap
        if turn > now:
            await asyncio.sleep(turn - now)

    async def _after(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        if params.response.status in _REFUSALS:
            self._count(asyncio.get_running_loop().time())

    def _count(self, now: float) -> None:
        self._refused.append(now)
        while self._refused[0] < now - WINDOW:
            self._refused.popleft()
        if len(self._refused) >= MOST_REFUSED:
            self.close(WINDOW, f"it refused {len(self._refused)} requests within ten minutes")
            self._refused.clear()
