"""What of a calendar's text is looked at: few kinds of lines, few kinds of parts, nothing that grows without end.

Cheap and strict, and before anything else: whatever a bomb is made of has to pass here first.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from adapters.feeds.refusal import Unreadable

MOST_EVENTS = 5000
MOST_DATES = 5000
"""Dates that are listed one by one, over all events."""
MOST_ZONES = 200
LONGEST_LINE = 2000
"""Characters of a line; of a list of dates it may be more."""
MOST_A_DAY = 24
"""How often an event may take place within one day."""

_WORDS = frozenset(("SUMMARY", "CATEGORIES"))
_TURN = frozenset(("DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE", "TZNAME"))
_TIMES = frozenset(("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"))
_STATES = frozenset(("UID", "SEQUENCE", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS"))
_KEPT = {
    "VEVENT": _TIMES | _STATES | _WORDS,
    "VTIMEZONE": frozenset(("TZID",)),
    "STANDARD": _TURN,
    "DAYLIGHT": _TURN,
}
_INSIDE = {"VCALENDAR": ("VEVENT", "VTIMEZONE"), "VTIMEZONE": ("STANDARD", "DAYLIGHT")}
_LISTS = ("RDATE", "EXDATE")
_NAME = re.compile(r"[A-Za-z0-9-]+(?=[;:])")
_DAY = re.compile(r"(\d{8})(?:T\d{6}Z?)?$")
_REPEATS = ("RRULE", "RDATE", "RECURRENCE-ID", "DURATION")

_BEGINS = "BEGIN:VCALENDAR"
_OURS = "@office-hours.invalid"
"""Ends the name of a session of ours in calendars: its time is taken by itself, and only while it is on."""

_NOT_WHOLE = "It is not a whole calendar, so I did not take it."
_TOO_OFTEN = "Something in it repeats more often than once a day, which I do not read."


@dataclass
class Part:
    """A part of a calendar and the lines of it that are kept, by name and whole."""

    kind: str
    lines: list[tuple[str, str]] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def text(self) -> Iterator[str]:
        yield f"BEGIN:{self.kind}"
        for _, line in self.lines:
            yield line
        for part in self.parts:
            yield from part.text()
        yield f"END:{self.kind}"


@dataclass(frozen=True, slots=True)
class Sieved:
    """A calendar small enough to be read. `product` is the program that wrote it."""

    text: str
    product: str


def sieved(body: str, since: datetime, until: datetime, *, has_words: bool) -> Sieved:
    """What is left of a calendar for a time; without `has_words` nothing of what it is about. Raises Unreadable."""
    body = body.removeprefix("\ufeff").lstrip()
    if "\0" in body or body[: len(_BEGINS)].upper() != _BEGINS:
        raise Unreadable(_NOT_WHOLE)
    parts, product = _parts(_lines(body))
    events = [part for part in parts if part.kind == "VEVENT"]
    zones = [part for part in parts if part.kind == "VTIMEZONE"]
    if len(events) > MOST_EVENTS:
        raise Unreadable(f"There are more than the {MOST_EVENTS:,} events in it that I read.")
    if len(zones) > MOST_ZONES or sum(len(zone.parts) for zone in zones) > 4 * MOST_ZONES:
        raise Unreadable(_NOT_WHOLE)
    listed: Counter[str] = Counter()
    for event in events:
        _check_rules(event, ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"), listed)
    for turn in (part for zone in zones for part in zone.parts):
        _check_rules(turn, ("YEARLY",), listed)
    near = [event for event in events if _is_near(event, since, until)]
    if not has_words:
        for event in near:
            event.lines = [(name, line) for name, line in event.lines if name not in _WORDS]
    whole = Part("VCALENDAR", [("VERSION", "VERSION:2.0"), ("PRODID", "PRODID:-//Office Hours//EN")], [*zones, *near])
    return Sieved("\r\n".join([*whole.text(), ""]), product)


def _lines(body: str) -> Iterator[str]:
    """Each line whole, as it was before it was folded."""
    whole: list[str] = []
    for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line[:1] in (" ", "\t"):
            whole.append(line[1:])
            continue
        if whole:
            yield "".join(whole)
        whole = [line] if line else []
    if whole:
        yield "".join(whole)


def _parts(lines: Iterable[str]) -> tuple[list[Part], str]:
    """Events and zones of the calendars in the text, and what wrote them. Raises Unreadable for unequal ends."""
    found: list[Part] = []
    product = ""
    stack: list[Part] = []
    skipped: list[str] = []
    for line in lines:
        match = _NAME.match(line)
        name = match.group().upper() if match else ""
        if name == "BEGIN":
            _begin(line[6:].strip().upper(), stack, skipped)
        elif name == "END":
            _end(line[4:].strip().upper(), stack, skipped, found)
        elif stack and not skipped:
            if name == "PRODID" and stack[-1].kind == "VCALENDAR":
                product = line[:200]
            elif name in _KEPT.get(stack[-1].kind, ()):
                stack[-1].lines.append((name, _short(name, line)))
    if stack or skipped:
        raise Unreadable(_NOT_WHOLE)
    return found, product


def _begin(kind: str, stack: list[Part], skipped: list[str]) -> None:
    if skipped or (stack and kind not in _INSIDE.get(stack[-1].kind, ())) or (not stack and kind != "VCALENDAR"):
        skipped.append(kind)
        if len(skipped) > 10:
            raise Unreadable(_NOT_WHOLE)
    else:
        stack.append(Part(kind))


def _end(kind: str, stack: list[Part], skipped: list[str], found: list[Part]) -> None:
    if skipped:
        if skipped.pop() != kind:
            raise Unreadable(_NOT_WHOLE)
        return
    if not stack or stack[-1].kind != kind:
        raise Unreadable(_NOT_WHOLE)
    part = stack.pop()
    if kind in ("VEVENT", "VTIMEZONE"):
        found.append(part)
    elif stack:
        stack[-1].parts.append(part)


def _short(name: str, line: str) -> str:
    """Raises Unreadable for a line that is far too long where words cannot simply be cut."""
    if len(line) <= LONGEST_LINE or name in _LISTS:
        return line
    if name in _WORDS:
        return line[:LONGEST_LINE].rstrip("\\")
    raise Unreadable(_NOT_WHOLE)


def _check_rules(part: Part, known: tuple[str, ...], listed: Counter[str]) -> None:
    """Raises Unreadable for what repeats too often; `listed` counts the dates of all parts."""
    for name, line in part.lines:
        if name in _LISTS:
            listed[name] += line.count(",") + 1
            if listed[name] > MOST_DATES:
                raise Unreadable(f"There are more than the {MOST_DATES:,} single dates in it that I read.")
        elif name == "RRULE":
            rule = dict(piece.upper().partition("=")[::2] for piece in line.rpartition(":")[2].split(";"))
            often = 1
            for unit in ("BYHOUR", "BYMINUTE", "BYSECOND"):
                often *= rule.get(unit, "").count(",") + 1
            is_still = not rule.get("INTERVAL", "1").strip("0 ")
            if rule.get("FREQ", "").strip() not in known or often > MOST_A_DAY or is_still:
                raise Unreadable(_TOO_OFTEN)


def _is_near(event: Part, since: datetime, until: datetime) -> bool:
    """False for a session of ours, and for what surely lies outside: most of a calendar is long past."""
    lines = dict(event.lines)
    if lines.get("UID", "").endswith(_OURS):
        return False
    if any(name in lines for name in _REPEATS):
        return True
    days = [match[1] for name in ("DTSTART", "DTEND") if (match := _DAY.search(lines.get(name, "")))]
    edges = f"{since - timedelta(days=3):%Y%m%d}", f"{until + timedelta(days=3):%Y%m%d}"
    return not days or (max(days) >= edges[0] and min(days) <= edges[1])
