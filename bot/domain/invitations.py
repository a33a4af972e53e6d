"""Sessions as calendars read them: iCalendar (RFC 5545, 5546, 7986), always written by the library, never by hand.

Google, Outlook and Apple take these files. What a member typed reaches them without control characters, on one line
where a line is meant, so that it can only ever be a value.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from bot.domain.zone_rules import zone_rules

DOMAIN = "office-hours.invalid"
"""Of names in calendars: reserved (RFC 2606), so that no mail can ever reach it."""
MOST_EVENTS = 400
"""How many sessions a feed holds."""
_PRODUCT = "-//Office Hours//Sessions//EN"
_LONGEST = {"title": 250, "name": 80, "place": 500, "description": 2000}
_AROUND = timedelta(days=370)
"""How far beyond the sessions a zone's changes are told, so that a client that looks around finds the right ones."""
_NEAR = timedelta(hours=3)
"""Of a change of the clocks; none goes back by more."""
_REFRESH = timedelta(hours=1)

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who takes part: their name, and the place they take in it ("mentor", "mentee").

    We know nobody's address. The one in the file is drawn from the session and the place, never from the person.
    """

    name: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One session for one reader's calendar. Moments are aware; `zone` is the IANA name in whose clock it repeats.

    `organizer` is who leads it, and the same in every file about it: clients refuse changes from anybody else.
    `reminders` are how long before its start the calendar rings; only while it stands.
    """

    uid: str
    sequence: int
    start: datetime
    end: datetime
    zone: str
    title: str
    description: str
    organizer: Guest
    guests: tuple[Guest, ...]
    place: str = ""
    url: str = ""
    reminders: tuple[timedelta, ...] = ()
    is_off: bool = False


def invitation_file(invitations: Sequence[Invitation], now: datetime) -> bytes:
    """One session as a request, or as its cancellation; several, each under its own name, as a publication."""
    method: Method = "PUBLISH"
    if len(invitations) == 1:
        method = "CANCEL" if invitations[0].is_off else "REQUEST"
    return _written(_calendar(method), invitations, method, now)


def feed_file(invitations: Sequence[Invitation], name: str, changed_at: datetime) -> bytes:
    """All sessions of somebody, to subscribe to. `changed_at` is since when it says what it says."""
    calendar = _calendar("PUBLISH")
    # Told to be text, for the library escapes no property that it does not know.
    calendar.add("name", vText(_line(name, "name")))
    calendar.add("x-wr-calname", vText(_line(name, "name")))
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText("PT1H"))
    return _written(calendar, invitations[:MOST_EVENTS], "PUBLISH", changed_at)


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _written(calendar: Calendar, invitations: Sequence[Invitation], method: Method, stamp: datetime) -> bytes:
    for zone in sorted({one.zone for one in invitations if not _is_in_utc(one)}):
        moments = [one.start for one in invitations if one.zone == zone]
        first, last = min(moments) - _AROUND, max(moments) + _AROUND
        calendar.add_component(zone_rules(zone, first, last))
    for one in invitations:
        calendar.add_component(_event(one, method, stamp))
    data: bytes = calendar.to_ical()
    return data


def _event(one: Invitation, method: Method, stamp: datetime) -> Event:
    zone = UTC if _is_in_utc(one) else ZoneInfo(one.zone)
    event = Event()
    event.add("uid", name_in_calendars(one.uid))
    event.add("sequence", one.sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", one.start.astimezone(zone))
    event.add("dtend", one.end.astimezone(zone))
    event.add("summary", _line(one.title, "title"))
    event.add("description", _lines(one.description, "description"))
    event.add("status", "CANCELLED" if one.is_off else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if one.is_off else "OPAQUE")
    event.add("organizer", _address(one, one.organizer))
    if method != "PUBLISH":
        for guest in one.guests:
            event.add("attendee", _attendee(one, guest))
    if one.place.strip():
        event.add("location", _line(one.place, "place"))
    if web_address(one.url):
        event.add("url", one.url)
    for before in () if one.is_off else one.reminders:
        event.add_component(_alarm(one, before))
    return event


def _alarm(one: Invitation, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", _line(one.title, "title"))
    return alarm


def _attendee(one: Invitation, guest: Guest) -> vCalAddress:
    """They agreed already, so nobody is asked to answer and no client mails."""
    found = _address(one, guest)
    found.params["CUTYPE"] = "INDIVIDUAL"
    found.params["ROLE"] = "REQ-PARTICIPANT"
    found.params["PARTSTAT"] = "ACCEPTED"
    found.params["RSVP"] = "FALSE"
    return found


def _address(one: Invitation, guest: Guest) -> vCalAddress:
    seat = hashlib.blake2s(f"{one.uid} {guest.seat}".encode(), digest_size=10).hexdigest()
    found = vCalAddress(f"mailto:{seat}@{DOMAIN}")
    # A quotation mark would need RFC 6868, which few clients read.
    found.params["CN"] = _line(guest.name, "name").replace('"', "'").replace("^", "")
    return found


_GOOGLE = "https://calendar.google.com/calendar/render"
_OUTLOOK = (
    "https://outlook.live.com/calendar/0/deeplink/compose",
    "https://outlook.office.com/calendar/0/deeplink/compose",
)
_LINK_BYTES = {"title": 60, "place": 90}
"""Of UTF-8, before each may become three characters of an address: three addresses fit in one message."""


def google_link(one: Invitation) -> str:
    """The address of a form in Google Calendar with the session filled in."""
    dates = "/".join(f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (one.start, one.end))
    given = {"action": "TEMPLATE", "text": _short(one.title, "title"), "dates": dates, **_where(one)}
    return f"{_GOOGLE}?{urlencode(given, quote_via=quote)}"


def outlook_links(one: Invitation) -> tuple[str, str]:
    """The same for Outlook at home (outlook.live.com), and at work or school (outlook.office.com)."""
    given = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": _short(one.title, "title"),
        "startdt": f"{one.start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{one.end.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        **_where(one),
    }
    home, work = (f"{address}?{urlencode(given, quote_via=quote)}" for address in _OUTLOOK)
    return home, work


def _where(one: Invitation) -> dict[str, str]:
    return {"location": _short(one.place, "place")} if one.place.strip() else {}


def _short(words: str, kind: str) -> str:
    return _line(words, kind).encode()[: _LINK_BYTES[kind]].decode(errors="ignore")


def name_in_calendars(uid: str) -> str:
    """The UID under which every file and feed speaks of a session."""
    return f"{uid}@{DOMAIN}"


def web_address(words: str) -> str:
    """The words when they are one https address and nothing else; empty otherwise."""
    return words if re.fullmatch(r"https://[!-~]{3,490}", words) and not set(words) & set('"<>\\^`{|}') else ""


def _is_in_utc(one: Invitation) -> bool:
    """Near a change of the clocks a local time may come twice, and programs disagree: such a session is in UTC."""
    if one.zone == "UTC":
        return True
    zone = ZoneInfo(one.zone)
    moments = (one.start - _NEAR, one.start, one.end, one.end + _NEAR)
    return len({at.astimezone(UTC).astimezone(zone).utcoffset() for at in moments}) > 1


def _visible(words: str) -> str:
    """Without controls, halves of a pair, and what turns the line around; separators of every kind are line breaks."""
    broken = re.sub("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", words)
    kept = (sign for sign in broken if sign in "\n\u200c\u200d" or unicodedata.category(sign) not in _UNSEEN)
    # The library takes a backslash and N, which somebody may type, for a line break.
    return "".join(kept).replace("\\N", "\\n")


_UNSEEN = ("Cc", "Cf", "Cs")


def _lines(words: str, kind: str) -> str:
    return _visible(words.replace("\t", " ")).strip()[: _LONGEST[kind]]


def _line(words: str, kind: str) -> str:
    return " ".join(_visible(words.replace("\t", " ")).split())[: _LONGEST[kind]] or "…"
