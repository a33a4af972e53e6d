"""Meetings of a pair: proposed by one, confirmed by the other, held, missed or cancelled."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.occurrences import CLOSES, OPENS, at_local, next_sociable
from bot.domain.slots import Span, repeated

NOTICE = timedelta(hours=2)
"""How far ahead a session is proposed at least."""
BUFFER = timedelta(0)
DAYS = 14
"""How far ahead common times are offered."""
MOST_DATES = 26
"""How many sessions one agreement to meet again and again makes: half a year of weeks."""
MOST_TRIES = 6
"""How often an hour is suggested before two people had better write to each other."""


class SessionState(StrEnum):
    """`CANCELLED` is also what becomes of a proposal that is declined, withdrawn or not answered."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A meeting of two; `start` is aware and in UTC. `topic` is what the proposer wants to talk about.

    `place` is where, in their words; empty where a room is made for them. With `every` (1 or 2 weeks) it is repeated
    at the mentee's local time up to and with the date `until`. `zone` is the mentee's when it was agreed, whose local
    time stands should its rules change. `uid` names it in calendars, for ever.
    """

    uid: str
    mentorship: int
    mentee: int
    mentor: int
    proposer: int
    start: datetime
    minutes: int
    zone: str = "UTC"
    topic: str = ""
    place: str = ""
    every: int = 0
    until: date | None = None

    @property
    def span(self) -> Span:
        """When it takes place."""
        return Span(self.start, self.end)

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    @property
    def people(self) -> tuple[int, int]:
        """The mentee and the mentor."""
        return self.mentee, self.mentor

    def other(self, person: int) -> int:
        """The other one of the two."""
        return self.mentor if person == self.mentee else self.mentee

    def includes(self, person: int) -> bool:
        return person in self.people


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Plan):
    """A plan that is kept. `sequence` counts its changes, as RFC 5545 (3.8.7.4) has it.

    `reason` is what whoever called it off wrote to the other. `moves_to` is the start that `mover` wishes for instead,
    which holds once the other agrees. `series` is the first session of those that repeat, in all of them. `local` is
    the start as the clocks of `zone` showed it when it was agreed: ISO 8601 with the offset of that moment.
    """

    id: int
    state: SessionState
    reason: str = ""
    sequence: int = 0
    moves_to: datetime | None = None
    mover: int = 0
    series: int = 0
    local: str = ""

    @property
    def asked(self) -> int:
        """Who has to say whether the time that was suggested last suits them; 0 when nobody is asked."""
        if self.state is SessionState.PROPOSED:
            return self.other(self.proposer)
        return self.other(self.mover) if self.moves_to else 0


def dates(plan: Plan) -> list[datetime]:
    """Every start of what repeats, at the local time of its zone; its own alone where nothing does. In UTC, rising."""
    if not plan.every or plan.until is None:
        return [plan.start]
    return repeated(plan.start, plan.zone, plan.every, plan.until, MOST_DATES)


def start_by_rules(session: Session) -> datetime:
    """When the clocks of its zone show what was agreed, in UTC, by the rules of today.

    Countries change their clocks at short notice; people keep the hour on the wall. A time that comes twice stays
    the one of the two that was agreed.
    """
    agreed = datetime.fromisoformat(session.local)
    wall, zone = agreed.replace(tzinfo=None), ZoneInfo(session.zone)
    meant = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return session.start if session.start in meant else at_local(wall.date(), wall.time(), session.zone)


def has_wall_shift(earlier: datetime, later: datetime, zone: str) -> bool:
    """Whether the clocks of `zone` show another hour at `later` than at `earlier`."""
    place = ZoneInfo(zone)
    return earlier.astimezone(place).time() != later.astimezone(place).time()


REMINDERS = (timedelta(days=1), timedelta(hours=1), timedelta(minutes=10))
"""How long before its start both hear of a session, unless they chose otherwise."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """`before` is how long before the start it was chosen; `at` (UTC) is when it comes."""

    before: timedelta
    at: datetime


def reminders(
    start: datetime,
    zone: str,
    chosen: tuple[timedelta, ...],
    now: datetime,
    opens: time = OPENS,
    closes: time = CLOSES,
) -> tuple[Reminder, ...]:
    """When somebody in `zone` is reminded of what begins at `start`: rising, later than `now`, before the start.

    The last one comes when it is due, whatever the hour. One before it that falls in somebody's night comes when
    their day opens, or an hour before their last day closed if the next one would be there by then.
    """
    due = [start - before for before in sorted(chosen, reverse=True)]
    found: list[Reminder] = []
    for at, following in zip(due, [*due, start][1:], strict=True):
        is_last = following == start
        awake = at if is_last else _awake(at, following, zone, opens, closes)
        if awake > now and (not found or awake > found[-1].at):
            found.append(Reminder(start - at, awake))
    return tuple(found)


def _awake(at: datetime, following: datetime, zone: str, opens: time, closes: time) -> datetime:
    """The waking hour that takes the place of `at`."""
    later = next_sociable(at, zone, opens, closes)
    if later < following:
        return later
    local = at.astimezone(ZoneInfo(zone))
    day = local.date() if local.time() >= closes else local.date() - timedelta(days=1)
    return at_local(day, closes, zone) - timedelta(hours=1)
