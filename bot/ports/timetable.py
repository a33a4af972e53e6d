"""When there is something to do next, over all communities: one look, however much there is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ports.prompts import Ahead


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The earliest moments (aware) at which a notice and something that is owed are due, and what prompts want."""

    notice: datetime | None
    owed: datetime | None
    prompts: Ahead


class Timetable(Protocol):
    """Asked at every beat, so it costs one statement."""

    async def upcoming(self) -> Upcoming:
        """What comes next of each kind; a notice that is being sent comes when its lease ends."""
        ...
