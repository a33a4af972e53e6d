"""How often somebody is asked: the community's rhythm, and what a person chose over it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from functools import cache

from bot.domain.occurrences import CLOSES, OPENS, Rhythm
from bot.domain.settings import Settings
from bot.domain.week import DAYS
from bot.errors import UserError

_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GROUPS = {"daily": range(7), "everyday": range(7), "weekdays": range(5), "weekends": range(5, 7)}
_WORKDAYS = frozenset(range(5))
QUIET_AFTER = 2
"""Prompts in a row without an answer, of which mentors hear where it was agreed."""
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?")


class Level(StrEnum):
    """`LIGHT` is the first day of the community's rhythm, without a nudge; `STEADY` is that rhythm; `CLOSE` is Monday
    to Friday; `OWN` is days of one's own."""

    LIGHT = "light"
    STEADY = "steady"
    CLOSE = "close"
    OWN = "own"


class Where(StrEnum):
    """Where somebody wants to be asked; `COMMUNITY` is as the community does."""

    COMMUNITY = "community"
    DM = "dm"
    CHANNEL = "channel"


CHANNEL = "checkins"
"""The purpose of the channel in which a community asks."""


@dataclass(frozen=True, slots=True)
class CommunityRhythm:
    """What the moderators set: days (0 is Monday), at a local time of each reader; in the channel, of `zone`.

    `is_in_channel` is where those are asked who chose nothing; `has_channel` whether there is one that works.
    """

    is_on: bool
    days: frozenset[int]
    at: time
    zone: str = "UTC"
    is_in_channel: bool = False
    has_channel: bool = False


@dataclass(frozen=True, slots=True)
class Habit:
    """What one person chose. `is_on` only while they agree to be asked, which they did last at `agreed_at`.

    `days` are their own (for `OWN`); `at` is their own time, None for the community's. `shares_at` is when they
    agreed to share with their mentors unless they say otherwise. `misses` are prompts in a row without an answer;
    `alerts_at` is when they agreed that their mentors hear of two of them.
    """

    person: int
    level: Level = Level.STEADY
    days: frozenset[int] = frozenset()
    at: time | None = None
    is_on: bool = False
    agreed_at: datetime | None = None
    shares_at: datetime | None = None
    misses: int = 0
    leaves_out: bool = False
    alerts_at: datetime | None = None
    where: Where = Where.COMMUNITY

    @property
    def is_quiet(self) -> bool:
        """Whether their mentors may hear now that prompts had no answer: only by consent, and only that."""
        return self.is_on and self.alerts_at is not None and self.misses >= QUIET_AFTER


def community_rhythm(settings: Settings, zone: str = "UTC", *, has_channel: bool = False) -> CommunityRhythm:
    """The rhythm that a community's settings spell."""
    return CommunityRhythm(
        is_on=bool(settings.is_prompting),
        days=days_of(settings.prompt_days),
        at=time_of(settings.prompt_minute),
        zone=zone,
        is_in_channel=bool(settings.is_prompt_channel),
        has_channel=has_channel,
    )


def is_in_channel(habit: Habit, community: CommunityRhythm) -> bool:
    """Whether the line in the community's channel asks them: on its days and at its hour, and no other."""
    is_alike = community.is_on and habit.at is None and habit.level in (Level.LIGHT, Level.STEADY)
    if not (community.has_channel and is_alike):
        return False
    return habit.where is Where.CHANNEL or (habit.where is Where.COMMUNITY and community.is_in_channel)


def rhythm_of(habit: Habit, community: CommunityRhythm, zone: str) -> Rhythm | None:
    """When somebody in `zone` is asked; None when never. What the moderators switch off is the community's rhythm."""
    if not habit.is_on:
        return None
    at = habit.at or community.at
    if habit.level is Level.OWN:
        return Rhythm(habit.days, at, zone) if habit.days else None
    if habit.level is Level.CLOSE:
        return Rhythm(_WORKDAYS, at, zone)
    if not community.is_on or not community.days:
        return None
    days = community.days if habit.level is Level.STEADY else frozenset({min(community.days)})
    return Rhythm(days, at, community.zone if is_in_channel(habit, community) else zone)


@cache
def days_of(mask: int) -> frozenset[int]:
    """The days of a number in which bit 0 is Monday."""
    return frozenset(day for day in range(7) if mask >> day & 1)


def mask_of(days: Iterable[int]) -> int:
    return sum(1 << day for day in set(days))


@cache
def time_of(minute: int) -> time:
    """The time of day so many minutes after midnight."""
    return time(minute // 60 % 24, minute % 60)


def minute_of(at: time) -> int:
    return at.hour * 60 + at.minute


def days_text(days: frozenset[int]) -> str:
    """ "Mon, Thu", or "every day"."""
    return "every day" if len(days) == 7 else ", ".join(DAYS[day] for day in sorted(days))


def read_days(words: str, field: str) -> frozenset[int]:
    """The days that words like "Mon, Thu" or "Mon-Fri" mean. Raises UserError with its field."""
    found: set[int] = set()
    for part in re.split(r"[,;&/\s]+|\band\b", _joined(words)):
        if part:
            found |= _days(part, field)
    if not found:
        raise UserError("On which days? Type them like Mon, Thu.", field=field)
    return frozenset(found)


def _joined(words: str) -> str:
    """The words with each name of days in one piece."""
    return re.sub(r"\s*[-–]\s*", "-", words.casefold().strip()).replace("every day", "daily")


def _days(part: str, field: str) -> set[int]:
    if part in _GROUPS:
        return set(_GROUPS[part])
    ends = [_day(name, field) for name in part.split("-")]
    first, last = ends[0], ends[-1]
    return {(first + step) % 7 for step in range((last - first) % 7 + 1)}


def _day(name: str, field: str) -> int:
    found = [day for day, full in enumerate(_FULL) if len(name) > 1 and full.startswith(name)]
    if len(found) != 1:
        raise UserError(f"I do not know the day {name[:20]!r}. Type them like Mon, Thu.", field=field)
    return found[0]


def read_clock(words: str, field: str, *, is_waking: bool = False) -> time:
    """A time of day: "17:30", "9", "5pm". Raises UserError with its field; `is_waking` refuses people's nights."""
    found = _CLOCK.fullmatch(words.casefold().strip())
    hour, minute, half = found.groups() if found else ("99", None, None)
    at = int(hour) % 12 + 12 * (half == "pm") if half and 1 <= int(hour) <= 12 else int(hour)
    if at > 23 or int(minute or 0) > 59 or (half and not 1 <= int(hour) <= 12):
        raise UserError("Type a time like 17:30.", field=field)
    moment = time(at, int(minute or 0))
    if is_waking and not OPENS <= moment < CLOSES:
        raise UserError(f"People sleep then. Type a time from {OPENS:%H:%M} to before {CLOSES:%H:%M}.", field=field)
    return moment
