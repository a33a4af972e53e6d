"""Mentors and what students look for."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.week import Week


@dataclass(frozen=True, slots=True)
class MentorProfile:
    """Somebody who mentors. `week` is in their own `zone`; `notice_hours`: how long before a session they are told.

    `answers` requests have been answered so far, after `answer_hours` on average (0.0 when none has).
    """

    person: int
    name: str
    zone: str
    topics: tuple[int, ...] = ()
    bio: str = ""
    languages: tuple[str, ...] = ()
    week: Week = Week(0)
    capacity: int = 2
    taken: int = 0
    notice_hours: int = 24
    meeting: str = ""
    is_approved: bool = True
    paused_until: datetime | None = None
    answers: int = 0
    answer_hours: float = 0.0

    @property
    def free(self) -> int:
        """Places left; never below 0, also when a mentor lowered their capacity."""
        return max(0, self.capacity - self.taken)

    def is_paused(self, now: datetime) -> bool:
        return self.paused_until is not None and self.paused_until > now

    @property
    def is_complete(self) -> bool:
        """Whether students can be shown this profile at all."""
        return bool(self.topics and self.languages and self.week.bits)


@dataclass(frozen=True, slots=True)
class StudentProfile:
    """What a student is after. `week` is in their own `zone`."""

    person: int
    zone: str
    goals: str = ""
    topics: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    week: Week = Week(0)


@dataclass(frozen=True, slots=True)
class Search:
    """What a student looks for right now: their profile, narrowed. Empty means any."""

    seeker: StudentProfile
    topics: tuple[int, ...] = ()
    language: str = ""
