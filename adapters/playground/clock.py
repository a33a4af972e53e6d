"""The playground's clock: it stands still until somebody moves it, and never goes back."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from adapters.playground.journal import Journal
from bot.errors import UserError

FARTHEST = timedelta(days=366)
"""How far one move may go: every tick in between is run, so a slip of the keyboard must not take an hour."""

MORNING = time(9)


class SimulatedClock:
    """The time in the playground, aware and in UTC. A journal that knows a later time wins over `start`."""

    def __init__(self, start: datetime, journal: Journal) -> None:
        if start.tzinfo is None:
            raise ValueError("the clock needs an aware datetime")
        self._journal = journal
        self._now = max(start.astimezone(UTC), journal.clock or start)

    def now(self) -> datetime:
        return self._now

    def set(self, moment: datetime) -> None:
        """Moves forward; a moment that has passed changes nothing."""
        if moment > self._now:
            self._now = moment
            self._journal.moved(moment)

    def checked(self, target: datetime) -> datetime:
        """`target` in UTC. Raises UserError when it lies behind or farther than a year ahead."""
        target = target.astimezone(UTC)
        if target < self._now:
            raise UserError("The clock only goes forward. Pick a time that is still to come.")
        if target - self._now > FARTHEST:
            raise UserError("That is more than a year ahead. Move the clock a year at most, then again.")
        return target


def _local(day: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(day.date(), MORNING, zone).astimezone(UTC)


def tomorrow_morning(now: datetime, zone: str) -> datetime:
    """Nine o'clock of the next day where the persona is."""
    there = ZoneInfo(zone)
    return _local(now.astimezone(there) + timedelta(days=1), there)


def next_monday(now: datetime, zone: str) -> datetime:
    """Nine o'clock of the first Monday after today where the persona is."""
    there = ZoneInfo(zone)
    today = now.astimezone(there)
    return _local(today + timedelta(days=7 - today.weekday()), there)


def typed_moment(typed: str, zone: str) -> datetime:
    """What a date-time field sends ("2026-03-09T09:00") as a moment. Raises UserError for anything else."""
    try:
        wall = datetime.fromisoformat(typed)
        return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UserError("Type a date and a time, like 2026-03-09 09:00.") from None
