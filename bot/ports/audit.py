"""Who changed what in one community: written with the change itself, and never changed afterwards."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.audit import Change


class Audit(Protocol):
    """The trail of what moderators do."""

    async def note(self, person: int, what: str, before: str, after: str, now: datetime) -> None: ...

    async def latest(self, before: int, most: int) -> Sequence[Change]:
        """The newest first, at most `most`; with a `before` above 0 only those older than the change of that id."""
        ...
