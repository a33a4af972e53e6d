"""Whether a session took place: what its two people say, each on their own, and what is kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MENDS = timedelta(days=7)
"""How long an answer is waited for, and how long a disagreement can be mended."""
WAIT = timedelta(minutes=10)
"""How long somebody waits for the other before they may say that nobody came."""


class Answer(StrEnum):
    """What one of the two says: they met, or who was not there, or that there was no need to."""

    HELD = "held"
    MENTEE = "mentee"
    MENTOR = "mentor"
    BOTH = "both"
    UNNEEDED = "unneeded"


MISSED = frozenset({Answer.MENTEE, Answer.MENTOR, Answer.BOTH})
"""The answers that say somebody was not there."""


class Standing(StrEnum):
    """How sure it is.

    `REPORTED` is one side alone. `DISPUTED` can be mended until the window closes, and is nobody's fault after it.
    `UNDISPUTED` is one side alone whom the other did not contradict in time; `UNKNOWN` is nobody's word.
    """

    OPEN = "open"
    REPORTED = "reported"
    DISPUTED = "disputed"
    AGREED = "agreed"
    UNDISPUTED = "undisputed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Report:
    """`at` is when this person first answered, however often they changed it since."""

    answer: Answer
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """`answer` is what was said, None where nobody did or the two differ; `until` is when the window closes."""

    standing: Standing
    answer: Answer | None
    until: datetime

    @property
    def kept(self) -> Answer | None:
        """What the session has become, once that is settled."""
        return self.answer if self.standing in (Standing.AGREED, Standing.UNDISPUTED) else None

    def is_closed(self, now: datetime) -> bool:
        """Whether it can be said otherwise no more; where nobody said anything, a late word is welcome."""
        return self.kept is not None or (self.standing is Standing.DISPUTED and self.until <= now)


def outcome(reports: Mapping[int, Report], end: datetime, now: datetime) -> Outcome:
    """What the answers of at most two people, by person, come to at `now` for a session that ended at `end`."""
    until = max((report.at for report in reports.values()), default=end)
    until = max(until, end) + MENDS
    is_over = now >= until
    if not reports:
        return Outcome(Standing.UNKNOWN if is_over else Standing.OPEN, None, until)
    first, *others = (report.answer for report in reports.values())
    if not others:
        return Outcome(Standing.UNDISPUTED if is_over else Standing.REPORTED, first, until)
    common = _common(first, others[0])
    return Outcome(Standing.AGREED if common else Standing.DISPUTED, common, until)


def _common(one: Answer, other: Answer) -> Answer | None:
    """What both answers say; who only one of them names was not missing."""
    if one is other:
        return one
    if {one, other} <= MISSED and Answer.BOTH in (one, other):
        return other if one is Answer.BOTH else one
    return None
