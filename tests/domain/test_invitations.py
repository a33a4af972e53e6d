"""Files for calendars, opened with a parser that did not write them."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from bot.domain.invitations import (
    MOST_EVENTS,
    Guest,
    Invitation,
    feed_file,
    google_link,
    invitation_file,
    name_in_calendars,
    outlook_links,
    web_address,
)
from tests.calendars.program import events, moment, opened

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
GRACE, ADA = Guest("Grace", "mentor"), Guest("Ada", "mentee")
ODD = (
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Europe/Dublin",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "UTC",
)


def invitation(start: datetime = NOW + timedelta(days=1), zone: str = "Europe/Dublin", **more: object) -> Invitation:
    given: dict[str, object] = {
        "uid": "ab12",
        "sequence": 0,
        "start": start,
        "end": start + timedelta(hours=1),
        "zone": zone,
        "title": "Office Hours with Grace: Exam",
        "description": "About: Exam\nTo move it, type /sessions.",
        "organizer": GRACE,
        "guests": (GRACE, ADA),
        "reminders": (timedelta(days=1), timedelta(minutes=10)),
    }
    return Invitation(**{**given, **more})  # type: ignore[arg-type]  # as each test needs it


def changes(zone: str) -> list[datetime]:
    """Every moment of two years in which the clocks of a zone change, to the minute."""
    found, at, end = [], datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    before = at.astimezone(ZoneInfo(zone)).utcoffset()
    while at < end:
        later = at + timedelta(hours=1)
        after = later.astimezone(ZoneInfo(zone)).utcoffset()
        if after != before:
            minutes = (at + timedelta(minutes=one) for one in range(61))
            found.append(next(one for one in minutes if one.astimezone(ZoneInfo(zone)).utcoffset() == after))
        at, before = later, after
    return found


@pytest.mark.parametrize("zone", ODD)
def test_the_instants_are_ours_on_every_day_of_a_year_and_round_every_change_of_the_clocks(zone: str) -> None:
    near = [at + timedelta(minutes=step) for at in changes(zone) for step in range(-180, 181, 30)]
    days = [datetime(2026, 1, 1, 17, 30, tzinfo=UTC) + timedelta(days=day) for day in range(0, 366, 13)]
    all_of_them = [
        invitation(start, zone, uid=f"u{n}", end=start + timedelta(minutes=45))
        for n, start in enumerate((*near, *days))
    ]
    for ones in (all_of_them, *([one] for one in all_of_them[::17])):
        found = {event.uid.value: (moment(event.dtstart), moment(event.dtend)) for event in events(_file(ones))}
        assert found == {name_in_calendars(one.uid): (one.start, one.end) for one in ones}


def _file(ones: list[Invitation]) -> bytes:
    return invitation_file(ones, NOW)


@pytest.mark.parametrize("zone", ODD)
def test_a_series_through_a_year_is_at_our_instants(zone: str) -> None:
    weekly = [
        invitation(NOW + timedelta(weeks=week), zone, uid=f"w{week}", end=NOW + timedelta(weeks=week, hours=1))
        for week in range(60)
    ]
    found = {event.uid.value: moment(event.dtstart) for event in events(invitation_file(weekly, NOW))}
    assert found == {name_in_calendars(one.uid): one.start for one in weekly}


def test_times_are_written_in_the_mentees_zone_with_its_rules() -> None:
    data = invitation_file([invitation(zone="Africa/Lagos")], NOW).decode()
    assert "DTSTART;TZID=Africa/Lagos:20260303T130000" in data
    assert "BEGIN:VTIMEZONE" in data
    assert "VTIMEZONE" not in invitation_file([invitation(zone="UTC")], NOW).decode()


def test_where_a_local_time_comes_twice_it_is_written_in_utc() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    for start in (first, first + timedelta(hours=1)):
        data = invitation_file([invitation(start, "Europe/Dublin")], NOW).decode()
        assert f"DTSTART:{start:%Y%m%dT%H%M%SZ}" in data


def test_an_invitation_asks_for_nothing_and_reaches_no_mailbox() -> None:
    calendar = opened(invitation_file([invitation(sequence=3)], NOW))
    assert calendar.method.value == "REQUEST"
    [event] = calendar.vevent_list
    assert event.uid.value == "ab12@office-hours.invalid"
    assert event.sequence.value == "3"
    assert moment(event.dtstamp) == NOW
    assert event.status.value == "CONFIRMED"
    people = [event.organizer, *event.attendee_list]
    assert [one.params["CN"] for one in people] == [["Grace"], ["Grace"], ["Ada"]]
    assert all(one.value.startswith("mailto:") and one.value.endswith(".invalid") for one in people)
    assert all(one.params["RSVP"] == ["FALSE"] for one in event.attendee_list)
    assert event.organizer.value == event.attendee_list[0].value != event.attendee_list[1].value
    assert [alarm.trigger.value for alarm in event.valarm_list] == [timedelta(days=-1), timedelta(minutes=-10)]


def test_addresses_of_people_are_those_of_one_session_only() -> None:
    one, other = (opened(invitation_file([invitation(uid=uid)], NOW)).vevent for uid in ("a", "b"))
    assert one.organizer.value != other.organizer.value


def test_the_organizer_stays_the_same_whoever_reads() -> None:
    hers, his = (opened(invitation_file([invitation(title=f"Office Hours with {name}")], NOW)).vevent for name in "AB")
    assert hers.organizer.value == his.organizer.value
    assert hers.uid.value == his.uid.value


def test_a_session_called_off_is_a_cancellation_that_rings_no_more() -> None:
    calendar = opened(invitation_file([invitation(is_off=True, sequence=4)], NOW))
    assert calendar.method.value == "CANCEL"
    assert calendar.vevent.status.value == "CANCELLED"
    assert "valarm" not in calendar.vevent.contents


def test_several_are_a_publication_without_guests_each_under_its_own_name() -> None:
    calendar = opened(invitation_file([invitation(uid="a"), invitation(uid="b", is_off=True)], NOW))
    assert calendar.method.value == "PUBLISH"
    assert [one.uid.value.partition("@")[0] for one in calendar.vevent_list] == ["a", "b"]
    assert [one.status.value for one in calendar.vevent_list] == ["CONFIRMED", "CANCELLED"]
    assert not any("attendee" in one.contents for one in calendar.vevent_list)


def test_a_feed_says_its_name_and_how_often_to_ask_and_is_the_same_for_the_same() -> None:
    data = feed_file([invitation(), invitation(uid="b", zone="Africa/Lagos")], "Office Hours, Campus; \r\nX:1", NOW)
    calendar = opened(data)
    assert calendar.method.value == "PUBLISH"
    assert "X-WR-CALNAME:Office Hours\\, Campus\\; X:1\r\n" in data.decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in data.decode()
    assert "X-PUBLISHED-TTL:PT1H" in data.decode()
    assert len(calendar.vtimezone_list) == 2
    again = [invitation(), invitation(uid="b", zone="Africa/Lagos")]
    assert feed_file(again, "Office Hours, Campus; \r\nX:1", NOW) == data
    assert feed_file([], "Empty", NOW).count(b"VEVENT") == 0
    assert len(events(feed_file([invitation()] * (MOST_EVENTS + 5), "Full", NOW))) == MOST_EVENTS


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("https://meet.example/abc?x=1", True),
        ("http://meet.example/abc", False),
        ("javascript:alert(1)", False),
        ("https://meet.example/a b", False),
        ("https://meet.example/a\r\nX-EVIL:1", False),
        ("room 4, https://meet.example", False),
        ('https://meet.example/"x"', False),
        ("https://" + "a" * 600, False),
        ("", False),
    ],
)
def test_only_an_https_address_is_a_url_and_anything_is_a_place(words: str, is_one: bool) -> None:
    event = opened(invitation_file([invitation(place=words, url=words)], NOW)).vevent
    assert ("url" in event.contents) is is_one is bool(web_address(words))
    assert ("location" in event.contents) is bool(words)
    if is_one:
        assert event.url.value == words


def asked(link: str) -> dict[str, str]:
    return {name: value for name, [value] in parse_qs(urlsplit(link).query, strict_parsing=True).items()}


def test_google_and_outlook_open_with_the_session_filled_in_in_utc() -> None:
    one = invitation(title="Office Hours with Grace: a&b=c #1 \N{GRINNING FACE}", place="Room & board")
    google = asked(google_link(one))
    assert google["text"] == one.title
    assert google["dates"] == "20260303T120000Z/20260303T130000Z"
    assert (google["action"], google["location"]) == ("TEMPLATE", "Room & board")
    for link, host in zip(outlook_links(one), ("outlook.live.com", "outlook.office.com"), strict=True):
        assert urlsplit(link).hostname == host
        filled = asked(link)
        assert filled["subject"] == one.title
        assert (filled["startdt"], filled["enddt"]) == ("2026-03-03T12:00:00Z", "2026-03-03T13:00:00Z")


@pytest.mark.parametrize("words", ["\N{GRINNING FACE}" * 400, "\r\n&dates=x" * 90, "é" * 999, "%" * 500])
def test_links_stay_short_whatever_is_typed(words: str) -> None:
    one = invitation(title=words, place=words)
    for link in (google_link(one), *outlook_links(one)):
        assert len(link) <= 700
        assert link.isascii()
        assert asked(link).keys() <= {
            "action", "text", "dates", "location", "path", "rru", "subject", "startdt", "enddt",
        }  # fmt: skip
