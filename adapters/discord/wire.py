"""What stands between discord.py and the network: our own pace, and a count of what Discord refused.

discord.py waits when it is told to, but sends as fast as it is asked: without a pace in front, bursts lose messages and
its repeated 429s reach the limit at which Discord bans an address. It also waits for as long as it is told to, inside
the request; and a request that is given up in a wait for all routes would leave every later one waiting for ever.
"""

import asyncio
import logging
from collections import deque
from types import SimpleNamespace

import aiohttp
import yarl

log = logging.getLogger(__name__)

MOST_A_SECOND = 48
"""Discord takes 50 requests a second over all routes; two are left for jitter on the way."""
TIMER = 0.002
"""Seconds that a timer of the event loop may be late."""
MOST_REFUSED = 2000
"""Within `WINDOW`; Discord bans an address for a while at 10,000 answers of 401, 403 or 429 in ten minutes."""
WINDOW = 600.0
BANNED_SECONDS = 900.0
"""After a refusal by the network in front of Discord, which bans for ten minutes or more."""
LONGEST_HELD = 3.0
"""A request waits so long for Discord to take requests again, no longer: five such waits end before a send's time."""

_REFUSALS = (401, 403, 429)
_EXEMPT = ("/interactions/", "/webhooks/")
"""Answers to interactions do not count towards the limit over all routes; nor does the gateway."""


class Held(aiohttp.ClientError):
    """Discord takes this, or nothing at all (`is_for_all`), only in so many seconds."""

    def __init__(self, seconds: float, *, is_for_all: bool) -> None:
        super().__init__(f"not before {seconds:.1f} s")
        self.seconds = seconds
        self.is_for_all = is_for_all


class Wire:
    """The pace and the count of one client. Hand `trace` to discord.py; everything it sends passes here.

    Requests that are no answers to interactions raise Held, unsent, while the way is closed for long.
    """

    def __init__(self, most_a_second: float = MOST_A_SECOND) -> None:
        self._gap = 1 / most_a_second
        self._next = 0.0
        self._order = asyncio.Lock()
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
        if self.closed_seconds < seconds / 2:
            log.error("sending to Discord is stopped for %.0f minutes: %s", seconds / 60, why)
        self._closed_until = max(self._closed_until, asyncio.get_running_loop().time() + seconds)

    async def _before(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestStartParams
    ) -> None:
        if _is_exempt(params.url):
            return
        while True:
            closed = self.closed_seconds
            if closed > LONGEST_HELD:
                raise Held(closed, is_for_all=True)
            await asyncio.sleep(closed)
            await self._turn()
            if not self.closed_seconds:
                return

    async def _turn(self) -> None:
        """One after the other; what a timer was late is caught up with, a stall is not: no burst follows it."""
        async with self._order:
            now = asyncio.get_running_loop().time()
            if now < self._next:
                await asyncio.sleep(self._next - now)
                now = asyncio.get_running_loop().time()
            self._next = max(self._next, now - TIMER) + self._gap

    async def _after(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        response = params.response
        if response.status in _REFUSALS:
            self._count(asyncio.get_running_loop().time())
        if response.status == 429:
            held = self._slowed_down(response)
            if held.seconds > LONGEST_HELD and not _is_exempt(params.url):
                response.release()
                raise held

    def _slowed_down(self, response: aiohttp.ClientResponse) -> Held:
        """Discord itself says for how long, in seconds; what stands in front of it says nothing, in HTML."""
        if "Via" not in response.headers or response.content_type != "application/json":
            self.close(BANNED_SECONDS, "its network refuses this address")
            return Held(BANNED_SECONDS, is_for_all=True)
        held = Held(float(response.headers.get("Retry-After", 0)), is_for_all="X-RateLimit-Global" in response.headers)
        if held.is_for_all:
            self._closed_until = max(self._closed_until, asyncio.get_running_loop().time() + held.seconds)
        return held

    def _count(self, now: float) -> None:
        self._refused.append(now)
        while self._refused[0] < now - WINDOW:
            self._refused.popleft()
        if len(self._refused) >= MOST_REFUSED:
            self.close(WINDOW, f"it refused {len(self._refused)} requests within ten minutes")
            self._refused.clear()


def _is_exempt(url: yarl.URL) -> bool:
    return url.scheme in ("ws", "wss") or any(part in url.path for part in _EXEMPT)
