"""When somebody is busy, and what they have to hand in, out of a calendar that has passed the sieve."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from adapters.feeds.refusal import Unreadable
from adapters.feeds.sieve import Sieved
from bot.text import clipped, label

MOST_OCCURRENCES = 20_000
MOST_SPANS = 2000
"""Eleven a day, and what is written in one go without holding up the loop."""
MOST_DEADLINES = 500
LONGEST_TITLE = 200
_DAY = timedelta(days=1)
_LAST_MINUTE = time(23, 59)
_FREE = ("FREE", "WORKINGELSEWHERE")
_TOO_MUCH = "There is more in it than I can keep."


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event at one of its times; what comes once a day or lasts whole days has dates."""

    uid: str
    title: str
    course: str
    start: date
    end: date
    is_repeated: bool
    is_off: bool
    is_free: bool

    @property
    def is_day(self) -> bool:
        return not isinstance(self.start, datetime)


def occurrences(calendar: Sieved, since: datetime, until: datetime) -> list[Occurrence]:
    """Everything that takes place from `since` to `until`. Raises Unreadable, and whatever the libraries raise."""
    read = icalendar.Calendar.from_ical(calendar.text)
    repeated = {str(event.get("UID", "")) for event in read.walk("VEVENT") if "RRULE" in event or "RDATE" in event}
    found = recurring_ical_events.of(read, skip_bad_series=True).between(since, until)
    if len(found) > MOST_OCCURRENCES:
        raise Unreadable(_TOO_MUCH)
    return [_occurrence(event, repeated) for event in found]


def _occurrence(event: Any, repeated: set[str]) -> Occurrence:
    uid = str(event.get("UID", ""))
    start = event["DTSTART"].dt
    course = event.get("CATEGORIES")
    courses = course.to_ical().decode() if hasattr(course, "to_ical") else ""
    return Occurrence(
        uid=label(uid, ""),
        title=label(str(event.get("SUMMARY", "")), "Something"),
        course=label(courses.replace("\\", ""), ""),
        start=start,
        end=event["DTEND"].dt if "DTEND" in event else start,
        is_repeated=uid in repeated,
        is_off=_word(event, "STATUS") == "CANCELLED",
        is_free=_word(event, "TRANSP") == "TRANSPARENT" or _word(event, "X-MICROSOFT-CDO-BUSYSTATUS") in _FREE,
    )


def _word(event: Any, name: str) -> str:
    return str(event.get(name, "")).strip().upper()


def moment(value: date, zone: ZoneInfo) -> datetime:
    """In UTC: a day begins, and a clock without a zone is read, where the person lives."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(0))
    local = value.replace(tzinfo=zone) if value.tzinfo is None else value
    return local.astimezone(UTC)


def busy(found: Iterable[Occurrence], zone: ZoneInfo, since: datetime, until: datetime) -> list[list[int]]:
    """Start and end, in seconds since 1970, in order and none touching another; the soonest of very many."""
    spans = sorted(
        (max(moment(one.start, zone), since), min(moment(one.end, zone), until))
        for one in found
        if not one.is_off and not one.is_free
    )
    kept: list[list[int]] = []
    for start, end in spans:
        first, last = int(start.timestamp()), -int(-end.timestamp() // 1)
        if first >= last:
            continue
        if kept and first <= kept[-1][1]:
            kept[-1][1] = max(last, kept[-1][1])
        else:
            kept.append([first, last])
    return kept[:MOST_SPANS]


def deadlines(
    found: Iterable[Occurrence], product: str, zone: ZoneInfo, since: datetime, until: datetime
) -> list[dict[str, object]]:
    """What is due, the soonest first, at most so many."""
    kept: dict[str, tuple[datetime, str, bool]] = {}
    for one in found:
        due = None if one.is_off else _due(one, product)
        if due is None:
            continue
        is_day = not isinstance(due, datetime)
        at = moment(datetime.combine(due, _LAST_MINUTE) if is_day else due, zone)
        if since <= at < until:
            kept[_key(one, at)] = (at, _title(one, product), is_day)
    soonest = sorted(kept.items(), key=lambda item: (item[1][0], item[0]))[:MOST_DEADLINES]
    return [
        {"uid": uid, "title": title, "at": int(at.timestamp()), "is_day": is_day}
        for uid, (at, title, is_day) in soonest
    ]


def _key(one: Occurrence, at: datetime) -> str:
    """Of one that repeats, each time is something else to hand in."""
    return f"{one.uid[:200]}|{at:%Y%m%dT%H%M}" if one.is_repeated or not one.uid else one.uid[:220]


def _title(one: Occurrence, product: str) -> str:
    """Canvas puts the course behind the title; Moodle's is a category."""
    course = f" [{one.course}]" if one.course and "moodle" in product.lower() else ""
    return clipped(one.title, LONGEST_TITLE - len(course[:80])) + course[:80]


def _due(one: Occurrence, product: str) -> date | None:
    """When it is to be handed in; None for what only takes place: a lecture, or a test that opens."""
    if one.uid.startswith("event-calendar-event"):
        return None
    if "GradableItem" in one.uid and not one.is_day:
        return one.end
    if one.is_day:
        return max(one.start, one.end - _DAY)
    if "moodle" in product.lower() and (one.end != one.start or one.title.endswith((" opens", " opens)"))):
        return None
    return one.start


def read(
    calendar: Sieved, is_deadlines: bool, zone: str, since: datetime, until: datetime
) -> Iterator[tuple[str, Any]]:
    """What is wanted of a calendar, by its name."""
    found = occurrences(calendar, since - _DAY, until + _DAY)
    clock = ZoneInfo(zone)
    if is_deadlines:
        yield "deadlines", deadlines(found, calendar.product, clock, since, until)
    else:
        yield "spans", busy(found, clock, since, until)
