"""What goes wrong with requests: errors, lost answers, 429."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fakes.slack.wire import JSON, Request


@dataclass(slots=True)
class Outcome:
    """An answer that comes instead of the right one."""

    status: int
    body: JSON
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` requests of a method; without `outcome` the answer is lost."""

    method: str
    times: int
    outcome: Outcome | None
    team: str = ""

    def matches(self, request: Request) -> bool:
        """Whether it is about this request."""
        return self.times > 0 and self.method == request.method and self.team in ("", request.team)


def slow_down(seconds: float) -> Outcome:
    """429 as Slack answers it."""
    return Outcome(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(max(1, round(seconds)))})


class Faults:
    """Faults by method. `channel_seconds`: how long a channel rests after a message; None for no limit."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self.channel_seconds: float | None = None
        self.refused_429 = 0
        self._seconds = seconds
        self._faults: list[Fault] = []
        self._posted: dict[tuple[str, str], float] = {}

    def add(self, method: str, times: int, outcome: Outcome | None = None, team: str = "") -> None:
        """Sets a fault."""
        self._faults.append(Fault(method, times, outcome, team))

    def clear(self) -> None:
        """All is well again."""
        self._faults.clear()

    def instead(self, request: Request) -> Outcome | None:
        """What comes instead of the right answer."""
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
        if self.channel_seconds is None or request.method != "chat.postMessage":
            return None
        key, now = (request.team, str(request.body.get("channel"))), self._seconds()
        if now - self._posted.get(key, -1e9) < self.channel_seconds:
            self.refused_429 += 1
            return slow_down(self.channel_seconds)
        self._posted[key] = now
        return None
