"""Faults of the REST side: errors, lost answers, rate limits."""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord.wire import Request

VIA = {"Via": "1.1 google"}
EXEMPT = re.compile(r"/(interactions|webhooks)/")
BAN = "<!DOCTYPE html><html><head><title>Access denied | discord.com used Cloudflare</title></head></html>"


@dataclass(slots=True)
class Outcome:
    """An answer that comes instead of the right one: `body` is JSON, or text for HTML."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` requests that match; without `outcome` the answer is lost."""

    method: str
    path: re.Pattern[str]
    times: int
    outcome: Outcome | None = None

    def matches(self, request: Request) -> bool:
        """Whether it is about this request."""
        return bool(self.times > 0 and self.method in (request.method, "*") and self.path.search(request.path))


@dataclass(slots=True)
class RouteLimit:
    """A limit of its own for each path that matches: `requests` in `seconds`, told in headers."""

    method: str
    path: re.Pattern[str]
    requests: int
    seconds: float
    windows: dict[str, tuple[float, int]] = field(default_factory=dict)


def slow_down(retry_after: float, *, everywhere: bool, scope: str = "user", bucket: str = "") -> Outcome:
    """429 as Discord itself answers; `retry_after` in seconds."""
    headers = VIA | {
        "Retry-After": str(max(1, round(retry_after))), "X-RateLimit-Scope": "global" if everywhere else scope
    }  # fmt: skip
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    else:
        headers |= {
            "X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0", "X-RateLimit-Bucket": bucket or "fake",
            "X-RateLimit-Reset-After": f"{retry_after:.3f}",
        }  # fmt: skip
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    return Outcome(429, body, headers)


class Faults:
    """What goes wrong with which request. `rate_limit`: requests a second over all routes, None for no limit."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self.seconds = seconds
        self.rate_limit: int | None = None
        self.refused_429 = 0
        self._faults: list[Fault] = []
        self._recent: deque[float] = deque()
        self._limits: list[RouteLimit] = []

    def add(self, method: str, path: str, times: int, outcome: Outcome | None = None) -> None:
        """Sets a fault."""
        self._faults.append(Fault(method, re.compile(path), times, outcome))

    def limit(self, method: str, path: str, requests: int, seconds: float) -> None:
        """Sets a limit for each path that matches."""
        self._limits.append(RouteLimit(method, re.compile(path), requests, seconds))

    def clear(self) -> None:
        """All is well again."""
        self._faults.clear()
        self._limits.clear()

    def instead(self, request: Request) -> Outcome | None:
        """What comes instead of the right answer: a set fault, or 429."""
        for fault in self._faults:
            if fault.outcome and fault.matches(request):
                fault.times -= 1
                return fault.outcome
        return self._pace(request)

    def loses(self, request: Request) -> bool:
        """Whether the answer to this request gets lost."""
        for fault in self._faults:
            if fault.outcome is None and fault.matches(request):
                fault.times -= 1
                return True
        return False

    def _pace(self, request: Request) -> Outcome | None:
        if self.rate_limit is None or EXEMPT.match(request.path):
            return None
        now = self.seconds()
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) >= self.rate_limit:
            self.refused_429 += 1
            return slow_down(self._recent[0] + 1 - now, everywhere=True)
        self._recent.append(now)
        return None

    def bucket(self, request: Request) -> tuple[dict[str, str], Outcome | None]:
        """The headers about the route's own limit, and 429 when it is exceeded."""
        limit = next(
            (one for one in self._limits if one.method == request.method and one.path.search(request.path)), None
        )
        if limit is None:
            return {}, None
        now = self.seconds()
        began, used = limit.windows.get(request.path, (now, 0))
        if now - began >= limit.seconds:
            began, used = now, 0
        left = began + limit.seconds - now
        name = f"bucket-{self._limits.index(limit)}"
        if used >= limit.requests:
            self.refused_429 += 1
            return {}, slow_down(left, everywhere=False, bucket=name)
        limit.windows[request.path] = (began, used + 1)
        return {
            "X-RateLimit-Limit": str(limit.requests), "X-RateLimit-Remaining": str(limit.requests - used - 1),
            "X-RateLimit-Reset-After": f"{left:.3f}", "X-RateLimit-Bucket": name,
        }, None  # fmt: skip
