"""Private pages, and what is told to a mentor. Both are sealed before they are stored."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.journal import Entry, MentorVent


class Journal(Protocol):
    """Each page is sealed with a key of its author's own, and no method gives it to anybody else."""

    async def write(self, author: int, text: str, now: datetime) -> int: ...

    async def of(self, author: int, skip: int, most: int) -> Sequence[Entry]:
        """The author's own pages, newest first."""
        ...

    async def get(self, author: int, entry: int) -> Entry | None: ...

    async def drop(self, author: int, entry: int) -> bool: ...


class MentorVents(Protocol):
    """What a mentee tells their mentor, and the answers."""

    async def send(self, author: int, reader: int, about: str, text: str, now: datetime) -> str:
        """Its id, which is random."""
        ...

    async def get(self, vent: str) -> MentorVent | None: ...
