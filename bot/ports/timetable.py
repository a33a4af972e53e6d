"""When there is something to do next, over all communities: one look, however much there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ports.prompts import Ahead
from bot.ports.summaries import Ends


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The earliest moments (aware) at which a notice, something that is owed and an anonymous post are due, and what
    prompts and summaries want: those of communities and those of people."""

    notice: datetime | None
    owed: datetime | None
    vent: datetime | None
    prompts: Ahead
    summaries: Sequence[Ends]


class Timetable(Protocol):
    """Asked at every beat, so it costs one statement."""

    async def upcoming(self) -> Upcoming:
        """What comes next of each kind; a notice that is being sent comes when its lease ends."""
        ...
