"""What somebody types for a time, in their own words and by their own clock, as one moment.

The hour is read here, the day in `typed_days`. Where words have two readings, these are the rules:

- ISO 8601 comes first, and alone may carry an offset. "1/12" may be two dates and is refused; "1.12." is 1 December.
- A weekday is the coming one: today, while the hour is ahead. "Next Tuesday" is the one in the next week, and weeks
  begin on Monday. "Tuesday week" is a week after the coming one.
- "In 2 hours" counts hours that pass, whatever the clocks do; "in 2 days at 5pm" counts dates.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo

from bot.domain.occurrences import at_local
from bot.domain.typed_days import (
    EXAMPLES,
    UNCLEAR,
    dated,
    day_of,
    has_digit,
    known,
    plain,
    rewritten,
    some,
    trimmed,
)
from bot.errors import UserError

MOST = 100
"""Characters that are read."""
_MOST_WORDS = 16
"""Words and numbers that are read; the library's time grows with them, to 55 ms for "mar" 16 times in Spanish."""
HORIZON = timedelta(days=180)
"""How far ahead a moment may be."""
_PROBE = timedelta(minutes=61)
"""A length of time from now moves with now, by any step; a time of day does not by this one."""
_HOUR = r"(?<![\d:.,/+-])(\d{1,2})"
_CLOCKS = (
    re.compile(_HOUR + r"(?:[:.](\d\d))? ?([ap])\.? ?m\b\.?"),
    re.compile(_HOUR + r":(\d\d)(?::00)?(?![\d:])(?: ?(?:uhr|hrs?|h)\b)?()"),
    re.compile(_HOUR + r"\.(\d\d) ?(?:uhr|hrs?|h)\b()"),
    re.compile(_HOUR + r" ?(?:uhr|h|heures?|horas) ?(\d\d)\b()"),
    re.compile(_HOUR + r"() ?(?:uhr|hrs?|h|heures?|horas)\b()"),
    re.compile(_HOUR + r"\.(00|1[3-9]|[2-5]\d)(?![\d.])()"),
)
"""Hour, minutes, a or p. A dot alone counts only before what cannot be a month."""
_SECOND = re.compile(r"\d ?[ap]\.? ?m\b|\d:\d|\d ?(?:uhr|h)\b")


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment: `at` in UTC, `local` the same in the reader's zone.

    `note` is "gap" when the clocks skip what was typed, and `at` is then later by the gap; "fold" when they show it
    twice, and `at` is then the first. `other` is the reading not taken, in UTC: with the offset after the change.
    """

    at: datetime
    local: datetime
    note: Literal["", "gap", "fold"] = ""
    other: datetime | None = None


def warm_up(languages: Sequence[str] = ()) -> None:
    """Load what the first reading needs: about 0.2 seconds, and 20 ms for each language beside English."""
    for code in known(languages):
        dated("12 12:12", (code,), datetime(2026, 1, 1))  # noqa: DTZ001


def read_time(typed: str, zone: str, languages: Sequence[str], now: datetime) -> Moment:
    """The moment that `typed` means to a reader in `zone` (IANA name) at `now` (aware).

    `languages` are ISO 639 codes, the likeliest first; English is always understood and unknown ones are left out.
    Raises UserError unless the moment is later than `now` and at most 180 days away. The answer depends on nothing
    else: neither on the process's zone and clock nor on earlier calls.
    """
    text = plain(typed[: MOST + 1])
    if len(typed) > MOST or len(text) > MOST or len(re.findall(r"\d+|[^\W\d]+", text)) > _MOST_WORDS:
        raise UserError(f"That is too long for a time. {EXAMPLES}")
    if not text:
        raise UserError(EXAMPLES)
    now = now.astimezone(UTC)
    try:
        moment = _exact(text, zone) or _worded(rewritten(text), zone, known(languages), now)
    except (OverflowError, ValueError):
        # The library is not known to raise, but what it reads may be beyond the calendar's years.
        raise UserError(UNCLEAR) from None
    shown = f"{moment.local:%a} {moment.local.day} {moment.local:%b} {moment.local.year}, {moment.local:%H:%M}"
    if moment.at <= now:
        raise UserError(f"I read that as {shown}, which is past. Type a later time.")
    if moment.at - now > HORIZON:
        raise UserError(f"I read that as {shown}. Type a time in the next {HORIZON.days} days.")
    return moment


def _at(at: datetime, zone: str) -> Moment:
    return Moment(at, at.astimezone(ZoneInfo(zone)))


def _on(day: date, at: time, zone: str) -> Moment:
    """The moment when the clocks of `zone` show that time on that day."""
    first = at_local(day, at, zone)
    second = datetime.combine(day, at.replace(fold=1), ZoneInfo(zone)).astimezone(UTC)
    local = first.astimezone(ZoneInfo(zone))
    if first == second:
        return Moment(first, local)
    return Moment(first, local, "fold" if first < second else "gap", second)


def _exact(text: str, zone: str) -> Moment | None:
    """The moment of an ISO 8601 date and time, with its offset if it has one; None for anything else.

    After a space, "10:00-11:00" is a span more often than an offset, so it is not read.
    """
    iso = re.sub(r" (?=\+\d\d:?\d\d$)", "", re.sub(r" ?(?:utc|z)$", "z", text)).upper()
    try:
        read = datetime.fromisoformat(iso)
    except ValueError:
        return None
    if ":" not in iso and "T" not in iso:
        return None
    if read.tzinfo is None:
        return _on(read.date(), read.time(), zone)
    span = " " in iso and "-" in iso[11:]
    return None if span else _at(read.astimezone(UTC), zone)


@cache
def _abbreviations() -> frozenset[str]:
    stored = tomllib.loads(files("bot.domain").joinpath("abbreviations.toml").read_text("utf-8"))
    return frozenset(stored) | {"utc", "gmt"}


def _worded(text: str, zone: str, languages: tuple[str, ...], now: datetime) -> Moment:
    """The moment of anything but ISO 8601. Raises UserError with what is missing."""
    if "+" in text or not _abbreviations().isdisjoint(re.findall("[a-z]+", text)):
        raise UserError(f"Leave out the zone: I read times in your zone, {zone}.")
    today = now.astimezone(ZoneInfo(zone)).date()
    clock = _clock(text)
    if clock is None:
        return _after(text, zone, languages, now) or _incomplete(text, languages, today)
    at, rest = clock
    day, weekly = day_of(rest, languages, today)
    moment = _on(day, at, zone)
    return _on(day + weekly, at, zone) if weekly and moment.at <= now else moment


def _clock(text: str) -> tuple[time, str] | None:
    """The clock time in the text and the words beside it, or None. Raises UserError for what no clock shows."""
    words = text.replace(",", " ").split()
    if not some("midnight").isdisjoint(words):
        raise UserError("Midnight is at both ends of a day: type a date with 00:00 or 23:59.")
    if not some("noon").isdisjoint(words):
        return time(12), trimmed([word for word in words if word not in some("noon")])
    for pattern in _CLOCKS:
        found = pattern.search(text)
        if found and not _is_length(text, found):
            at = _time(*found.groups())
            beside = f"{text[: found.start()]} {text[found.end() :]}"
            if _SECOND.search(beside):
                raise UserError(f"I read one time at once. {EXAMPLES}")
            rest = beside.replace(",", " ").split()
            at = at if found[3] or some("later").isdisjoint(rest) else _later(at)
            return at, trimmed([word for word in rest if word not in some("later", "earlier")])
    return None


def _is_length(text: str, found: re.Match[str]) -> bool:
    """Whether "2h" belongs to "in 2h"; in "dans 2 jours à 17h" a word says that it does not.

    Raises UserError for "in 2 days 17h", which may be either.
    """
    before = text[: found.start()].split()
    if ":" in found[0] or found[3] or text.split()[0] not in some("soon") or not some("at").isdisjoint(before[-1:]):
        return False
    if found[2] or any(map(has_digit, before)):
        raise UserError('Type it like "in 90 minutes" or "in 3 days at 17:00".')
    return True


def _time(hour: str, minutes: str | None, half: str) -> time:
    """Raises UserError for 25:00 and 13pm."""
    number = int(hour)
    if half:
        number = number % 12 + 12 * (half == "p") if 1 <= number <= 12 else 24
    try:
        return time(number, int(minutes or 0))
    except ValueError:
        raise UserError(f"No clock shows that hour. {EXAMPLES}") from None


def _later(at: time) -> time:
    """The hour of "7:30 in the evening". Raises UserError for the small hours of "tonight 1:30", and for 12:30."""
    if at.hour < 4 or at.hour == 12:
        raise UserError(_which(at.hour))
    return at.replace(hour=at.hour % 12 + 12)


def _which(hour: int) -> str:
    """How to say what a bare number means."""
    if not 1 <= hour <= 12:
        return f"If {hour} is the hour, type {hour:02}:00."
    return f"Morning or evening? Type {hour}am or {hour % 12:02}:00, {hour}pm or {hour % 12 + 12}:00."


def _after(text: str, zone: str, languages: tuple[str, ...], now: datetime) -> Moment | None:
    """The moment of "in 2 hours", on a full minute; None for anything but a length of time with hours or minutes."""
    base = now.replace(tzinfo=None)
    read, parts = dated(text, languages, base, "relative-time")
    again, _ = dated(text, languages, base + _PROBE, "relative-time")
    if read is None or again is None or again - read != _PROBE or "time" not in parts:
        return None
    return _at(read.replace(second=0, microsecond=0, tzinfo=UTC), zone)


def _incomplete(text: str, languages: tuple[str, ...], today: date) -> Moment:
    """Raises UserError with what to add to a text that has no time of day."""
    words = trimmed([word for word in text.split() if word not in some("earlier", "later")]).split()
    before = trimmed(words[:-1])
    bare = words and re.fullmatch("1?[0-9]|2[0-3]", words[-1]) and not has_digit(before)
    if bare and _is_day(before, languages, today):
        raise UserError(_which(int(words[-1])))
    day_of(" ".join(words), languages, today)
    raise UserError("Add the time of day, such as 5pm or 17:00.")


def _is_day(text: str, languages: tuple[str, ...], today: date) -> bool:
    try:
        day_of(text, languages, today)
    except UserError:
        return False
    return True
