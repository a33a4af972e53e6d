"""When somebody is asked for a check-in, and what becomes of each prompt: at most one for a local day.

A prompt is planned ahead (`planned`), looked at again when it is due (`step`), and ends in one of its states.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.occurrences import CLOSES, OPENS, Rhythm, at_local, next_sociable, occurrences, zone_of
from bot.domain.rhythms import Level

HORIZON = timedelta(hours=36)
"""How far ahead prompts are planned."""
REFILL = timedelta(hours=12)
"""Planned again when less than this is left of the horizon: once a day."""
ANSWER_WITHIN = timedelta(hours=22)
"""Then a prompt counts as missed: before a daily rhythm asks again, whatever the clocks do."""
NUDGE_AFTER = timedelta(hours=4)
LATE = timedelta(hours=6)
"""After an outage a prompt is still of use for so long, on its own day and while people are awake."""
PUNCTUAL = timedelta(minutes=30)
OWED = "check-in"
"""The kind of obligation that a prompt is; its subject is the date's ordinal."""
SLOW_AFTER, STOP_AFTER = 3, 6
"""Prompts in a row without an answer: from then on every second one; from then on none."""
EVENING = time(19)


class PromptState(StrEnum):
    """`WISHED` is planned because its reader wanted it on that day; `MOVED` is one they put off to another day.

    `RESTED` was not asked: a pause, nobody to mentor, every second one, an outage.
    """

    PLANNED = "planned"
    WISHED = "wished"
    ASKED = "asked"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    MISSED = "missed"
    MOVED = "moved"
    RESTED = "rested"


@dataclass(frozen=True, slots=True)
class Prompt:
    """The one of a person for the local date `on`; `due_at` is aware, in UTC."""

    person: int
    on: date
    due_at: datetime
    state: PromptState = PromptState.PLANNED


def is_unplanned(planned_until: datetime, now: datetime) -> bool:
    """Whether somebody's plan has to go on; also when it lies absurdly far ahead because a clock was moved."""
    return not now + REFILL < planned_until <= now + 2 * HORIZON


def planned(
    rhythm: Rhythm, planned_until: datetime, now: datetime, fixed: tuple[datetime, ...] = (), reader: str = ""
) -> tuple[tuple[date, datetime], ...]:
    """The local date and moment of each prompt to plan, up to the horizon from `now`; what has passed is let go.

    `fixed` are prompts of these days that stand, whatever zone they were planned in: none is planned for a day on
    which one of them falls in the zone of today. `reader` is the zone whose dates count, where it is not the rhythm's.
    """
    after = planned_until if now < planned_until <= now + HORIZON else now
    zone = zone_of(reader or rhythm.zone)
    taken = {at.astimezone(zone).date() for at in fixed}
    found: dict[date, datetime] = {}
    for at in occurrences(rhythm, after, now + HORIZON):
        on = at.astimezone(zone).date()
        if on not in taken:
            found.setdefault(on, at)
    return tuple(found.items())


class Step(StrEnum):
    """What is done with a prompt that is due."""

    ASK = "ask"
    ANSWERED = "answered"
    REST = "rest"
    LEAVE_OUT = "leave out"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How things stand for somebody whose prompt is due.

    `active` and `resting` count the mentorships in which they are the mentee; `ended_at` is the end of the last one
    that ended. `back_on` is the local date on which their pause is over.
    """

    due_at: datetime
    zone: str
    level: Level
    is_on: bool
    is_here: bool
    agreed_at: datetime
    has_written: bool = False
    leaves_out: bool = False
    back_on: date | None = None
    active: int = 0
    resting: int = 0
    ended_at: datetime | None = None


def step(standing: Standing, now: datetime) -> Step:
    """What to do now about a prompt that is due."""
    if not standing.is_on or not standing.is_here:
        return Step.REST
    if standing.has_written:
        return Step.ANSWERED
    if _is_pausing(standing, now) or not _is_timely(standing, now):
        return Step.REST
    if not standing.active and standing.ended_at is not None and standing.agreed_at <= standing.ended_at:
        return Step.END
    return Step.LEAVE_OUT if standing.leaves_out else Step.ASK


def _is_pausing(standing: Standing, now: datetime) -> bool:
    today = now.astimezone(ZoneInfo(standing.zone)).date()
    is_away = standing.back_on is not None and today < standing.back_on
    return is_away or (standing.resting > 0 and not standing.active)


def _is_timely(standing: Standing, now: datetime) -> bool:
    late = now - standing.due_at
    if late <= PUNCTUAL:
        return True
    zone = ZoneInfo(standing.zone)
    local, due = now.astimezone(zone), standing.due_at.astimezone(zone)
    return late <= LATE and local.date() == due.date() and OPENS <= local.time() < CLOSES


def nudge_at(asked_at: datetime, zone: str, level: Level) -> datetime | None:
    """When the one nudge comes, in waking hours; None when there is to be none, or it would come too late."""
    at = next_sociable(asked_at + NUDGE_AFTER, zone)
    return None if level is Level.LIGHT or at >= asked_at + ANSWER_WITHIN else at


class Later(StrEnum):
    """For when a reader may put a prompt off."""

    HOUR = "hour"
    EVENING = "evening"
    TOMORROW = "tomorrow"


def put_off(wanted: Later, now: datetime, zone: str, at: time) -> datetime:
    """The moment it comes back, in waking hours; tomorrow at the usual time `at`."""
    today = now.astimezone(ZoneInfo(zone)).date()
    if wanted is Later.TOMORROW:
        return at_local(today + timedelta(days=1), at, zone)
    evening = at_local(today, EVENING, zone)
    if wanted is Later.EVENING and evening > now:
        return evening
    return next_sociable(now + timedelta(hours=1), zone)
