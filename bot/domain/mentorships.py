"""A mentorship: two people, what they agreed, how it stands, and how it may end and come back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.settings import Settings

RHYTHMS = {
    "weekly": "every week",
    "fortnightly": "every two weeks",
    "monthly": "every month",
    "as needed": "whenever it is needed",
}
"""How often a pair may agree to meet, and how that reads in a sentence."""


class MentorshipState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Outcome(StrEnum):
    """How it ended. None is blamed."""

    COMPLETED = "completed"
    ENDED_EARLY = "ended early"
    WENT_QUIET = "went quiet"


@dataclass(frozen=True, slots=True)
class Mentorship:
    """`weeks`, `rhythm`, `meets` and `writes` are what the pair agreed; 0 and empty until they did.

    `active_at` is when either of them last did something together that the bot saw. `note` is the mentee's
    request, which both read. `ended_by` is 0 when nobody in particular ended it.
    """

    id: int
    mentee: int
    mentor: int
    state: MentorshipState
    started_at: datetime
    active_at: datetime
    note: str = ""
    weeks: int = 0
    rhythm: str = ""
    meets: str = ""
    writes: str = ""
    paused_until: datetime | None = None
    ended_at: datetime | None = None
    ended_by: int = 0
    outcome: Outcome | None = None

    def other(self, person: int) -> int:
        """The other half of the pair."""
        return self.mentor if person == self.mentee else self.mentee

    def includes(self, person: int) -> bool:
        return person in (self.mentor, self.mentee)

    @property
    def has_agreed(self) -> bool:
        """Whether they wrote down how they work together."""
        return bool(self.rhythm)

    @property
    def agreed_until(self) -> datetime | None:
        """The end of the length they agreed."""
        return self.started_at + timedelta(weeks=self.weeks) if self.weeks else None


def is_quiet(pair: Mentorship, now: datetime, after: timedelta) -> bool:
    """Whether nothing was seen of a running pair for so long."""
    return pair.state is MentorshipState.ACTIVE and now - pair.active_at >= after


@dataclass(frozen=True, slots=True)
class SilenceClock:
    """When a pair hears from us while nothing is heard from them: three words, then the question, then the end."""

    nudges: tuple[timedelta, ...]
    asks_after: timedelta
    answer: timedelta

    def is_silent(self, mentorship: Mentorship, now: datetime) -> bool:
        """Whether it has been quiet long enough to say a word about it."""
        return mentorship.state is MentorshipState.ACTIVE and now >= mentorship.active_at + self.nudges[0]


def silence_clock(settings: Settings) -> SilenceClock:
    """A community's clock. The question follows the third word as the third followed the second."""
    days = (settings.silence_first_days, settings.silence_second_days, settings.silence_third_days)
    asks_after = timedelta(days=2 * days[2] - days[1])
    nudges = tuple(timedelta(days=day) for day in days)
    return SilenceClock(nudges, asks_after, timedelta(days=settings.silence_answer_days))


def undo_until(mentorship: Mentorship, person: int, length: timedelta) -> datetime | None:
    """Until when this person may bring it back; None when it is not theirs to bring back.

    Nobody is brought back against their will: what one of them ended early, only they undo.
    """
    if mentorship.ended_at is None or not mentorship.includes(person):
        return None
    if mentorship.outcome is Outcome.ENDED_EARLY and mentorship.ended_by != person:
        return None
    return mentorship.ended_at + length


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one of a pair says at the end. `thanks` is for the other; `concern` for the moderators alone.

    `rating` is 1 to 5, or 0 when they did not say; nobody is shown it.
    """

    mentorship: int
    author: int
    about: int
    rating: int
    thanks: str
    concern: str
    at: datetime
