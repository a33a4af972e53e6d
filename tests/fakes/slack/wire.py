"""What a request is, how it is refused, and which function answers it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.slack.world import FakeWorkspace, World

JSON = dict[str, Any]


@dataclass(slots=True)
class Request:
    """One request as it arrived: `method` is the Web API's, or "response_url", "upload"; `at` in seconds.

    `status` is None while it is worked on, and for an answer that was lost.
    """

    method: str
    body: JSON
    team: str
    at: float
    status: int | None = None
    answer: JSON = field(default_factory=dict)


class Refusal(Exception):
    """An answer that is an error, by Slack's word for it."""

    def __init__(self, error: str, *messages: str) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages

    @property
    def body(self) -> JSON:
        """As Slack writes it."""
        found: JSON = {"ok": False, "error": self.error}
        return {**found, "response_metadata": {"messages": list(self.messages)}} if self.messages else found


Handler = Callable[[World, FakeWorkspace, JSON], JSON]
HANDLERS: dict[str, Handler] = {}


def method(name: str) -> Callable[[Handler], Handler]:
    """Registers who answers a method of the Web API with the bot's token."""

    def register(handler: Handler) -> Handler:
        HANDLERS[name] = handler
        return handler

    return register
