"""What sessions ought to become, told again in the simplest words: lists, sets of quarter hours and no database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PROPOSED, CONFIRMED, CANCELLED = "proposed", "confirmed", "cancelled"


@dataclass
class Couple:
    """Two names, and whether what they have runs."""

    mentee: str
    mentor: str
    zone: str
    is_active: bool = True

    def other(self, name: str) -> str:
        return self.mentor if name == self.mentee else self.mentee


@dataclass
class Entry:
    """One session. `by` suggested what is open now: `start`, or `wish` for one that is confirmed."""

    couple: Couple
    start: datetime
    minutes: int
    by: str
    every: int = 0
    until: date | None = None
    state: str = PROPOSED
    wish: datetime | None = None
    sequence: int = 0
    deadline: datetime | None = None
    first: "Entry | None" = None

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    @property
    def asked(self) -> str:
        is_open = self.state == PROPOSED or (self.state == CONFIRMED and self.wish is not None)
        return self.couple.other(self.by) if is_open else ""

    @property
    def row(self) -> tuple[object, ...]:
        """What the database ought to say of it."""
        return self.start, self.minutes, self.state, self.sequence, self.wish, self.asked


def quarters(start: datetime, minutes: int) -> set[int]:
    """Every quarter hour that is touched."""
    first, last = int(start.timestamp()), int(start.timestamp()) + minutes * 60 - 1
    return set(range(first // 900, last // 900 + 1))


class Diary:
    """All sessions ever, in the order in which they came to be."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def is_free(self, couple: Couple, start: datetime, minutes: int, besides: Entry | None = None) -> bool:
        people, wanted = {couple.mentee, couple.mentor}, quarters(start, minutes)
        return not any(
            one.state == CONFIRMED
            and one is not besides
            and people & {one.couple.mentee, one.couple.mentor}
            and wanted & quarters(one.start, one.minutes)
            for one in self.entries
        )

    def is_twice_at_once(self, name: str) -> bool:
        theirs = [
            one for one in self.entries if one.state == CONFIRMED and name in (one.couple.mentee, one.couple.mentor)
        ]
        ordered = sorted(theirs, key=lambda one: one.start)
        return any(before.end > after.start for before, after in pairwise(ordered))

    def _may_be(self, couple: Couple, start: datetime, minutes: int, now: datetime, besides: Entry | None) -> bool:
        near = now + 2 * HOUR <= start <= now + 180 * DAY
        return couple.is_active and near and self.is_free(couple, start, minutes, besides)

    def _ask(self, entry: Entry, name: str, now: datetime) -> None:
        entry.by = name
        soonest = min(entry.start, entry.wish or entry.start)
        entry.deadline = min(now + 3 * DAY, soonest - HOUR)
        if entry.deadline <= now:
            entry.deadline = soonest

    def suggest(self, entry: Entry, now: datetime) -> None:
        if not self._may_be(entry.couple, entry.start, entry.minutes, now, None):
            return
        for one in self.entries:
            if one.couple is entry.couple and one.state == PROPOSED:
                self._cancel(one)
        self.entries.append(entry)
        self._ask(entry, entry.by, now)

    def move(self, entry: Entry, name: str, start: datetime, now: datetime) -> None:
        is_begun = entry.state == CONFIRMED and entry.start <= now
        is_tiring = entry.state == PROPOSED and entry.sequence >= 6
        if entry.state == CANCELLED or is_begun or is_tiring or start in (entry.start, entry.wish):
            return
        if not self._may_be(entry.couple, start, entry.minutes, now, entry):
            return
        if entry.state == PROPOSED:
            entry.start, entry.sequence = start, entry.sequence + 1
        else:
            entry.wish = start
        self._ask(entry, name, now)

    def confirm(self, entry: Entry, name: str, now: datetime) -> None:
        start = entry.wish or entry.start
        if entry.asked != name or not entry.couple.is_active or min(start, entry.start) <= now:
            return
        if not self.is_free(entry.couple, start, entry.minutes, entry):
            return
        if entry.wish:
            entry.start, entry.wish, entry.sequence = entry.wish, None, entry.sequence + 1
            return
        entry.state = CONFIRMED
        for later in self._later(entry):
            if self.is_free(entry.couple, later, entry.minutes):
                again = Entry(entry.couple, later, entry.minutes, entry.by, entry.every, entry.until, CONFIRMED)
                entry.first = again.first = entry
                self.entries.append(again)

    def _later(self, entry: Entry) -> list[datetime]:
        """The same hour on the mentee's wall, a week or a fortnight on."""
        if not entry.every or entry.until is None:
            return []
        zone = ZoneInfo(entry.couple.zone)
        wall = entry.start.astimezone(zone).replace(tzinfo=None, fold=0)
        found = []
        while len(found) < 25 and (wall := wall + 7 * entry.every * DAY).date() <= entry.until:
            found.append(wall.replace(tzinfo=zone).astimezone(UTC))
        return found

    def refuse(self, entry: Entry, name: str) -> None:
        if name and entry.asked == name:
            self._lapse(entry)

    def withdraw(self, entry: Entry, name: str) -> None:
        if entry.asked and entry.asked != name:
            self._lapse(entry)

    def cancel(self, entry: Entry, now: datetime, *, is_all: bool) -> None:
        if entry.state != CONFIRMED or entry.start <= now:
            return
        for one in self.entries:
            follows = is_all and one.first is not None and one.first is entry.first and one.start >= entry.start
            if one.state == CONFIRMED and (follows or one is entry):
                self._cancel(one)

    def part(self, couple: Couple, now: datetime) -> None:
        for one in self.entries:
            if one.couple is couple and one.state != CANCELLED and one.end > now:
                self._cancel(one)

    def pass_to(self, now: datetime) -> None:
        """Whatever nobody answered in time is closed."""
        for one in self.entries:
            if one.asked and one.deadline is not None and one.deadline <= now:
                self._lapse(one)

    def _lapse(self, entry: Entry) -> None:
        if entry.wish:
            entry.wish = None
        else:
            self._cancel(entry)

    def _cancel(self, entry: Entry) -> None:
        entry.state, entry.wish, entry.sequence = CANCELLED, None, entry.sequence + 1
