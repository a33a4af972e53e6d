"""Requests of one community."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.requests import Request, RequestState


class Requests(Protocol):
    """What students asked of mentors."""

    async def add(self, mentee: int, mentor: int, note: str, now: datetime) -> int | None:
        """The new request's id; None when an open one between the two exists, refused by the database."""
        ...

    async def get(self, request: int) -> Request | None: ...

    async def between(self, mentee: int, mentor: int) -> Request | None:
        """The latest request of this student to this mentor."""
        ...

    async def last_of(self, mentee: int) -> Request | None:
        """The student's newest request, whatever became of it: its note is offered again."""
        ...

    async def open_of(self, mentee: int) -> Sequence[Request]:
        """A student's open requests, oldest first."""
        ...

    async def open_to(self, mentor: int) -> Sequence[Request]:
        """The open requests to a mentor, oldest first."""
        ...

    async def decide(self, request: int, state: RequestState, now: datetime, reason: str = "") -> bool:
        """Leaves `OPEN` for good; False when somebody else decided first."""
        ...

    async def ask(self, request: int, question: str) -> None:
        """The mentor's question; an older one is replaced and its reply cleared."""
        ...

    async def reply(self, request: int, reply: str) -> None:
        """The student's reply to it."""
        ...
