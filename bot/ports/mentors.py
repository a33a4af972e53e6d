"""Profiles, and the search over them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.mentors import MentorProfile, Search, StudentProfile
from bot.domain.ranking import Ranked


class Students(Protocol):
    """Student profiles of one community."""

    async def get(self, person: int) -> StudentProfile:
        """The profile; an empty one with their zone when they have not written one."""
        ...

    async def save(self, profile: StudentProfile) -> None:
        """Keeps everything but the zone, which is the person's."""
        ...

    async def dismiss(self, person: int, mentor: int, now: datetime) -> None:
        """This mentor is not shown to this student any more; nobody is told."""
        ...

    async def undismiss(self, person: int) -> None:
        """All dismissed mentors are shown again."""
        ...


class Mentors(Protocol):
    """Mentor profiles of one community."""

    async def get(self, person: int) -> MentorProfile | None:
        """The profile, or None when they do not mentor."""
        ...

    async def save(self, profile: MentorProfile) -> None:
        """Makes or changes a profile. `taken`, `answers` and `answer_hours` are never written from it."""
        ...

    async def take_place(self, person: int) -> bool:
        """One place fewer, in one statement; False when none was left, whatever raced."""
        ...

    async def free_place(self, person: int) -> None:
        """One place more; never below zero taken."""
        ...

    async def answered(self, person: int, hours: float) -> None:
        """Counts one answered request and how long it took, in the database."""
        ...

    async def waiting(self) -> Sequence[MentorProfile]:
        """Profiles that a moderator has not approved yet, oldest first."""
        ...

    async def refuse(self, person: int, reason: str) -> None:
        """A moderator's words to somebody who is not approved."""
        ...

    async def refusal(self, person: int) -> str:
        """Those words; empty when there are none or they are approved."""
        ...

    async def of_topic(self, topic: int | None, now: datetime) -> Sequence[int]:
        """Approved, unpaused mentors of a topic (all of them for None), whether full or not."""
        ...

    async def remove(self, person: int) -> None:
        """They mentor no more."""
        ...

    async def best(self, search: Search, now: datetime, most: int, skip: int = 0) -> tuple[Sequence[Ranked], bool]:
        """The best mentors for a search and whether there are more, exactly as a full scan would rank them.

        Left out: oneself, full, paused, unapproved, incomplete, dismissed, blocked either way, mentors with an
        open request or an active or paused mentorship with the seeker.
        """
        ...
