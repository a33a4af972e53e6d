"""What somebody works towards, how far they are, and the morning on which its day is over."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.occurrences import OPENS, at_local

MOST_OPEN, MOST_STEPS, MOST_SIGNS = 20, 10, 80
LONGEST = timedelta(days=5 * 365)
"""How far ahead a day may lie."""
FOLLOW = "goal follow"
"""The clock of goals whose deadlines were read anew: nobody owes it."""
_EARLIEST = "Pacific/Kiritimati"
"""Fourteen hours ahead of UTC: where every day begins first."""


class GoalState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Step:
    """A small part of a goal, ticked off or not."""

    id: int
    title: str
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """`until` is a day on its owner's calendar, wherever they are: it is never converted.

    `percent` is what its owner said; with steps it is theirs that count. `is_shared`: with the owner's mentors.
    `deadline` names what it was made from in its owner's calendars, empty for a goal of their own; `due_on` is the
    day that had when it was read last, and `was_on` the day before it moved.
    """

    id: int
    person: int
    title: str
    until: date | None = None
    is_shared: bool = False
    state: GoalState = GoalState.OPEN
    percent: int = 0
    steps: tuple[Step, ...] = ()
    ended_at: datetime | None = None
    deadline: str = ""
    due_on: date | None = None
    was_on: date | None = None

    @property
    def progress(self) -> int:
        """How far, 0 to 100, rounded down: 100 is only what is whole."""
        return 100 * self._ticked // len(self.steps) if self.steps else self.percent

    @property
    def standing(self) -> str:
        """The same in words: "60 %" or "2 of 5"."""
        return f"{self._ticked} of {len(self.steps)}" if self.steps else f"{self.percent} %"

    @property
    def _ticked(self) -> int:
        return sum(step.is_done for step in self.steps)


def steps_of(lines: str) -> tuple[str, ...]:
    """Steps out of lines: none empty, none twice, in their order."""
    titles = (" ".join(line.split()) for line in lines.splitlines())
    return tuple(dict.fromkeys(title for title in titles if title))


def morning_after(day: date, zone: str) -> datetime:
    """When people in `zone` wake up and this day is over, in UTC."""
    return at_local(day + timedelta(days=1), OPENS, zone)


def first_morning_after(day: date) -> datetime:
    """The earliest such moment anywhere, in UTC: until then it need not be known where somebody is."""
    return morning_after(day, _EARLIEST)
