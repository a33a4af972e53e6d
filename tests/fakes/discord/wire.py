"""What a request is, how it is refused, and which function answers it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fakes.discord.world import World

JSON = dict[str, Any]


@dataclass(slots=True)
class Request:
    """One request as it arrived: `path` starts after `/api/v10`; `at` in monotonic seconds of the event loop.

    `files` are (filename, bytes); `status` is None while it is worked on, and for an answer that was lost.
    """

    method: str
    path: str
    body: Any
    files: list[tuple[str, bytes]]
    at: float
    query: dict[str, str] = field(default_factory=dict)
    status: int | None = None
    answer: Any = None


class Refusal(Exception):
    """An answer that is an error: HTTP status, Discord's code and message, and perhaps which fields are wrong."""

    def __init__(self, status: int, code: int, message: str, errors: JSON | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    @property
    def body(self) -> JSON:
        """As Discord writes it."""
        body: JSON = {"message": self.message, "code": self.code}
        return body | ({"errors": self.errors} if self.errors else {})


def unknown(code: int, what: str) -> Refusal:
    """404 with one of the 10xxx codes."""
    return Refusal(404, code, f"Unknown {what}")


@dataclass(slots=True)
class Call:
    """A request together with the parts of its path that are named in the route."""

    request: Request
    parts: dict[str, str]

    @property
    def body(self) -> Any:
        """The JSON sent, {} when there was none."""
        return {} if self.request.body is None else self.request.body

    def id(self, name: str) -> int:
        """The id called `name` in the path; raises Refusal for what is no number."""
        if not self.parts[name].isdecimal():
            raise Refusal(400, 50035, "Invalid Form Body", {name: {"_errors": [{"code": "NUMBER_TYPE_COERCE"}]}})
        return int(self.parts[name])


Answer = tuple[int, Any]
Handler = Callable[["World", Call], Answer]
_ROUTES: list[tuple[str, re.Pattern[str], Handler]] = []


def route(method: str, path: str) -> Callable[[Handler], Handler]:
    """Registers a handler; `{name}` in the path is one segment."""
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))

    def register(handler: Handler) -> Handler:
        _ROUTES.append((method, pattern, handler))
        return handler

    return register


def find(request: Request) -> tuple[Handler, Call]:
    """The handler of a request; raises Refusal when there is none."""
    for method, pattern, handler in _ROUTES:
        if method == request.method and (match := pattern.fullmatch(request.path)):
            return handler, Call(request, match.groupdict())
    raise Refusal(404, 0, "404: Not Found")
