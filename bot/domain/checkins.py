"""A check-in: how it went, what is next, what is in the way; and the one place that says who may read it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.mentorships import Mentorship, MentorshipState


class Audience(StrEnum):
    """Chosen before writing. `MENTORS` are those the author was paired with in that moment."""

    MENTORS = "mentors"
    PRIVATE = "private"


class AnswerKind(StrEnum):
    """What a mentor says back: one of two reactions, or a line."""

    DONE = "done"
    FEEL = "feel"
    LINE = "line"


FRESH = timedelta(days=14)
"""So long what somebody wanted to do next is asked after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One for each local day `on` of its author. `mood` is 1 to 5, 0 when they did not say.

    `readers` are the people it was shared with when it was written; empty when it is private.
    """

    author: int
    on: date
    written_at: datetime
    went: str
    next: str
    blockers: str = ""
    mood: int = 0
    audience: Audience = Audience.PRIVATE
    readers: frozenset[int] = frozenset()
    id: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` is empty for a reaction."""

    check_in: int
    author: int
    kind: AnswerKind
    text: str
    at: datetime
    id: int = 0


def is_fresh(check_in: CheckIn, on: date) -> bool:
    """Whether what somebody wanted to do next is worth recalling on a day."""
    return on - check_in.on <= FRESH


def fitting(check_in: CheckIn) -> tuple[AnswerKind, AnswerKind]:
    """The two reactions, the one that fits best first: sympathy where the mood is low or something is in the way."""
    if check_in.blockers or check_in.mood in (1, 2):
        return AnswerKind.FEEL, AnswerKind.DONE
    return AnswerKind.DONE, AnswerKind.FEEL


def may_read(check_in: CheckIn, reader: int, pair: Mentorship | None, *, is_blocked: bool) -> bool:
    """Whether somebody may read a check-in now. `pair` is the running mentorship of the two, where there is one.

    The author always. Else a mentor whom it was shared with, while they mentor the author and nobody blocked the
    other: a mentorship that rests or has ended opens nothing, and being a moderator opens nothing.
    """
    if reader == check_in.author:
        return True
    if check_in.audience is not Audience.MENTORS or reader not in check_in.readers or is_blocked:
        return False
    if pair is None or pair.state is not MentorshipState.ACTIVE:
        return False
    return (pair.mentee, pair.mentor) == (check_in.author, reader)
