"""Meetings of a pair: proposed by one, confirmed by the other, held or cancelled."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.slots import Span

REMINDERS = (timedelta(days=1), timedelta(hours=1), timedelta(minutes=10))
"""How long before its start both hear of a session."""
NOTICE = timedelta(hours=2)
"""How far ahead a session is proposed at least."""
BUFFER = timedelta(0)
DAYS = 14
"""How far ahead common times are offered."""


class SessionState(StrEnum):
    """`CANCELLED` is also what becomes of a proposal that is declined, withdrawn or not answered."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Session:
    """A meeting of two; `start` is aware and in UTC. `topic` is what the proposer wants to talk about.

    `reason` is what whoever called it off wrote to the other.
    """

    id: int
    mentorship: int
    mentee: int
    mentor: int
    proposer: int
    start: datetime
    minutes: int
    topic: str
    state: SessionState
    reason: str = ""

    @property
    def span(self) -> Span:
        """When it takes place."""
        return Span(self.start, self.start + timedelta(minutes=self.minutes))

    def other(self, person: int) -> int:
        """The other one of the two."""
        return self.mentor if person == self.mentee else self.mentee

    def includes(self, person: int) -> bool:
        return person in (self.mentee, self.mentor)
