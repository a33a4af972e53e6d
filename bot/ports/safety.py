"""Blocks and reports of one community."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.safety import Report


class Safety(Protocol):
    """Both are silent: nobody is told that they were blocked or reported."""

    async def block(self, person: int, other: int, now: datetime) -> None:
        """Neither meets the other through the bot from now on. Blocking twice is blocking once."""
        ...

    async def unblock(self, person: int, other: int) -> None: ...

    async def is_blocked(self, one: int, other: int) -> bool:
        """Whether either blocked the other."""
        ...

    async def blocked_by(self, person: int) -> Sequence[int]:
        """Whom a person blocked."""
        ...

    async def report(self, author: int, about: int, text: str, now: datetime) -> int: ...

    async def get_report(self, report: int) -> Report | None: ...

    async def open_reports(self) -> Sequence[Report]:
        """Those no moderator has closed, oldest first."""
        ...

    async def close_report(self, report: int, by: int, outcome: str) -> bool:
        """False when it was closed before."""
        ...
