"""What a calendar file says of a zone (RFC 5545, 3.6.5): each change of its clocks within a span, one by one.

Rules that repeat, and lists of dates, are read in several ways; single changes are read in one.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_STEP = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def zone_rules(name: str, first: datetime, last: datetime) -> Timezone:
    """The zone of this IANA name from `first` to `last` (aware)."""
    zone = ZoneInfo(name)
    rules = Timezone()
    rules.add("tzid", name)
    at = first.astimezone(UTC).replace(microsecond=0)
    offset = _offset(at, zone)
    rules.add_component(_observed(at, zone, offset))
    while at < last:
        before, at = at, at + _STEP
        old, offset = offset, _offset(at, zone)
        if old != offset:
            rules.add_component(_observed(_change(before, at, zone), zone, old))
    return rules


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    found = at.astimezone(zone).utcoffset()
    assert found is not None
    return found


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first second of the new offset, between two moments of different ones."""
    old = _offset(before, zone)
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        before, after = (middle, after) if _offset(middle, zone) == old else (before, middle)
    return after


def _observed(at: datetime, zone: ZoneInfo, old: timedelta) -> TimezoneStandard | TimezoneDaylight:
    """What the clocks show from a moment on; the moment is written in the time that ended with it."""
    local = at.astimezone(zone)
    observed = TimezoneDaylight() if local.dst() else TimezoneStandard()
    observed.add("dtstart", (at + old).replace(tzinfo=None))
    observed.add("tzoffsetfrom", old)
    observed.add("tzoffsetto", _offset(at, zone))
    observed.add("tzname", local.tzname())
    return observed
