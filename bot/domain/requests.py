"""A student's request to one mentor, and the states it can be in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RequestState(StrEnum):
    """`OPEN` until somebody decides or time does; every other state is final."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    """Fourteen days without an answer, another mentor accepted first, or the mentor left."""


@dataclass(frozen=True, slots=True)
class Request:
    """`question` is the mentor's, `reply` the student's; both empty until asked."""

    id: int
    mentee: int
    mentor: int
    note: str
    state: RequestState
    created_at: datetime
    decided_at: datetime | None = None
    reason: str = ""
    question: str = ""
    reply: str = ""
