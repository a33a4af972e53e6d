"""What surrounds the sessions of one community: agendas, answers, notes, what is to be done, reminders."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.notes import ActionItem, AgendaItem, Note
from bot.domain.outcomes import Answer, Report
from bot.domain.reminder_choices import ReminderChoice


class Agendas(Protocol):
    """What both want to talk about."""

    async def add(self, session: int, author: int, text: str) -> None: ...

    async def of(self, session: int) -> Sequence[AgendaItem]:
        """In the order in which they were added."""
        ...


class Answers(Protocol):
    """Whether a session took place, in each one's words."""

    async def give(self, session: int, person: int, answer: Answer, now: datetime) -> None:
        """Their answer, or another one instead of it; the moment of the first stays."""
        ...

    async def of(self, session: int) -> Mapping[int, Report]:
        """By person."""
        ...


class Notes(Protocol):
    """One for each session and author; empty ones carry a rating alone."""

    async def write(self, session: int, author: int, text: str, rating: int, now: datetime) -> None:
        """A note, or another text and rating instead of it; the moment of the first stays."""
        ...

    async def get(self, session: int, author: int) -> Note | None: ...

    async def of_pair(self, mentorship: int, skip: int, most: int) -> Sequence[Note]:
        """Those of both with a text, the latest session first."""
        ...


class Actions(Protocol):
    """What a pair set out to do."""

    async def add(self, mentorship: int, author: int, owner: int, text: str) -> None:
        """For `owner`, 0 for both."""
        ...

    async def get(self, action: int) -> ActionItem | None: ...

    async def open_of(self, mentorships: Sequence[int]) -> Sequence[ActionItem]:
        """What is not done yet, the oldest first."""
        ...

    async def tick(self, action: int, now: datetime | None) -> bool:
        """Done at `now`, or with None to do again; False when it was so before."""
        ...


class Reminders(Protocol):
    """What people chose."""

    async def of(self, person: int) -> ReminderChoice:
        """Their choice, the usual one where they made none."""
        ...

    async def choose(self, person: int, choice: ReminderChoice) -> ReminderChoice:
        """Keeps a choice as one version more than `choice` has, and answers with it."""
        ...
