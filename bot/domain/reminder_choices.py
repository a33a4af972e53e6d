"""Which reminders somebody wants of their sessions, and when their day begins and ends."""

from dataclasses import dataclass, replace
from datetime import time, timedelta

from bot.domain.occurrences import CLOSES, OPENS
from bot.domain.sessions import REMINDERS

BEFORE = (timedelta(days=7), timedelta(days=1), timedelta(hours=3), timedelta(hours=1), timedelta(minutes=10))
"""What there is to choose from, longest first."""
BEGINS, ENDS = range(4, 13), range(17, 24)
"""The hours at which somebody's day may begin and end."""


@dataclass(frozen=True, slots=True)
class ReminderChoice:
    """`version` counts the changes: what was planned for an earlier one is no longer said."""

    before: tuple[timedelta, ...] = REMINDERS
    opens: time = OPENS
    closes: time = CLOSES
    version: int = 0

    def turned(self, before: timedelta, *, on: bool) -> "ReminderChoice":
        """With or without the reminder so long before."""
        chosen = {*self.before, before} if on else {*self.before} - {before}
        return replace(self, before=tuple(sorted(chosen, reverse=True)))
