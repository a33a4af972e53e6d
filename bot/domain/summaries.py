"""When weekly summaries come: once a week, at the reader's own hour, about the last whole week before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.occurrences import CLOSES, Rhythm, at_local, next_occurrence, occurrences, zone_of
from bot.domain.rhythms import time_of
from bot.domain.settings import Settings

USEFUL = timedelta(hours=1)
"""What comes late is of use until people's evening, and for so long in any case."""
FARTHEST = timedelta(days=9)
"""Nobody's next summary is farther away, unless a clock was moved."""
WEEKS = 8
"""As many weeks are shown, and counted where they were not yet."""

COMMUNITY, PROGRAMME, PERSON = "summary.community", "summary.programme", "summary.week"
"""What is asked for the channel, for the moderators and for a person, each with the ordinal of the week's Monday."""


def key_of(name: str, reader: int) -> str:
    """How the key of a notice to one person begins; the week follows. The key is the promise of one a week."""
    return f"{name}:{reader}:"


@dataclass(frozen=True, slots=True)
class Edition:
    """The summary that is due now. `monday` began the week it is about; `on` is the reader's date; moments are UTC."""

    monday: date
    on: date
    due_at: datetime
    until: datetime


def summary_rhythm(settings: Settings, zone: str) -> Rhythm:
    """When a reader in `zone` gets it."""
    return Rhythm(frozenset({settings.summary_day}), time_of(settings.summary_minute), zone)


def edition(rhythm: Rhythm, now: datetime) -> Edition | None:
    """What is to be sent at `now`; None when it has not come yet, or is over: what an evening missed is let go."""
    due_at = max(occurrences(rhythm, now - timedelta(days=2), now), default=None)
    if due_at is None:
        return None
    on = due_at.astimezone(zone_of(rhythm.zone)).date()
    until = max(at_local(on, CLOSES, rhythm.zone), due_at + USEFUL)
    return Edition(week_before(on), on, due_at, until) if now < until else None


def week_before(on: date) -> date:
    """The Monday that began the last week that was over when `on` began."""
    return on - timedelta(days=on.weekday(), weeks=1)


def next_summary(rhythm: Rhythm, now: datetime) -> datetime:
    """When the next one comes."""
    return next_occurrence(rhythm, now)


def was_there(since: datetime, monday: date, zone: str) -> bool:
    """Whether a week is a whole one for who came at `since`."""
    return since <= at_local(monday, time(0), zone)


def is_away(rests: Iterable[tuple[date, date]], on: date) -> bool:
    """Whether a local date is in one of these pauses."""
    return any(begins_on <= on < back_on for begins_on, back_on in rests)


def uncounted(now: datetime, zone: str, created_at: datetime, counted: date | None) -> tuple[date, ...]:
    """The Mondays of the weeks to count at `now`: whole ones of the community's life, among the last, none twice."""
    last = week_before(now.astimezone(zone_of(zone)).date())
    mondays = (last - timedelta(weeks=back) for back in reversed(range(WEEKS)))
    fresh = (monday for monday in mondays if counted is None or monday > counted)
    return tuple(monday for monday in fresh if was_there(created_at, monday, zone))
