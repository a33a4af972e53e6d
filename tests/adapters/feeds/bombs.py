"""Calendars made to hurt whoever reads them."""

from collections.abc import Mapping

from tests.adapters.feeds.reading import calendar

AT = "DTSTART:20260303T090000Z\nDURATION:PT1H"


def many(line: str, times: int) -> str:
    return "\n".join([line] * times)


def _numbers(most: int) -> str:
    return ",".join(map(str, range(most)))


def _zone(turn: str) -> bytes:
    zone = f"BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:19700101T000000\n{turn}\nEND:STANDARD\nEND:VTIMEZONE\n"
    event = "DTSTART;TZID=X:20260303T090000\nDTEND;TZID=X:20260303T100000"
    return calendar(event).replace(b"BEGIN:VEVENT", zone.replace("\n", "\r\n").encode() + b"BEGIN:VEVENT", 1)


def _nested(kind: str, times: int) -> bytes:
    lines = [*[f"BEGIN:{kind}"] * times, *[f"END:{kind}"] * times]
    return ("\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]) + "\r\n").encode()


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<lolz>&c;&c;&c;</lolz>"""
DATES = ",".join(f"20260303T{n // 3600:02}{n // 60 % 60:02}{n % 60:02}Z" for n in range(86_400))

REFUSED: Mapping[str, bytes] = {
    "every second": calendar(f"{AT}\nRRULE:FREQ=SECONDLY"),
    "every minute since 1970": calendar("DTSTART:19700101T000000Z\nDURATION:PT1S\nRRULE:FREQ=MINUTELY"),
    "every second, never": calendar(f"{AT}\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"),
    "every hour, in small letters": calendar(f"{AT}\nrrule:freq=hourly"),
    "every hour, folded": calendar(f"{AT}\nRRULE:FREQ=HO\n URLY"),
    "every hour, with a value": calendar(f"{AT}\nRRULE;VALUE=RECUR;X=1:FREQ=HOURLY"),
    "every second rule": calendar(f"{AT}\nRRULE:FREQ=DAILY\nRRULE:FREQ=SECONDLY"),
    "no frequency": calendar(f"{AT}\nRRULE:COUNT=5"),
    "every second of each day": calendar(f"{AT}\nRRULE:FREQ=DAILY;BYHOUR={_numbers(24)};BYMINUTE={_numbers(60)}"),
    "a day that never comes": calendar(f"{AT}\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
    "200,000 dates": calendar(f"{AT}\n" + many(f"RDATE:{DATES}", 3)),
    "dates that are left out": calendar(f"{AT}\nRRULE:FREQ=DAILY\nEXDATE:{DATES}"),
    "6,000 events": calendar(*[AT] * 6000),
    "a thousand events every day": calendar(*[f"{AT}\nRRULE:FREQ=DAILY"] * 1000),
    "a clock that changes each second": _zone("TZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nRRULE:FREQ=SECONDLY"),
    "a thousand clocks": calendar(AT).replace(
        b"BEGIN:VEVENT", b"BEGIN:VTIMEZONE\r\nEND:VTIMEZONE\r\n" * 1000 + b"BEGIN:VEVENT"
    ),
    "deep inside": _nested("VALARM", 10_000),
    "events in events": _nested("VEVENT", 500),
    "calendars in calendars": _nested("VCALENDAR", 500),
    "no end": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + b"DTSTART:20260303\r\n" * 50_000,
    "the wrong end": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\nEND:VEVENT\r\n",
    "an end too many": calendar(AT) + b"END:VCALENDAR\r\n",
    "a line of two megabytes": calendar(f"DTSTART:{'2' * 2_000_000}"),
    "a line in two million pieces": calendar("DTSTART:2" + "\n 2" * 600_000),
    "NULs": calendar(f"{AT}\nSUMMARY:a\0b"),
    "nothing but NULs": b"BEGIN:VCALENDAR\r\n" + b"\0" * 2_000_000,
    "a web page": b"<!DOCTYPE html><html><script>while(1){}</script></html>",
    "entities": LAUGHS,
    "nothing": b"",
    "an interval of nothing": calendar(f"{AT}\nRRULE:FREQ=DAILY;INTERVAL=0"),
}
"""None of these is read."""

SURVIVED: Mapping[str, bytes] = {
    "since the year 1": calendar("DTSTART:00010101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY"),
    "until the year 9999": calendar("DTSTART:20260303T090000Z\nDTEND:99991231T235959Z"),
    "at the end of time": calendar("DTSTART:99991231T235959Z\nDURATION:P1D", AT),
    "a length beyond all measure": calendar("DTSTART:20260303T090000Z\nDURATION:P999999999999D"),
    "a length below nothing": calendar("DTSTART:20260303T090000Z\nDURATION:-P9999D"),
    "an end before its beginning": calendar("DTSTART:20260303T090000Z\nDTEND:19000101T000000Z"),
    "an absurd clock": _zone("TZOFFSETFROM:+9999\nTZOFFSETTO:-9999"),
    "a clock with nothing in it": _zone("COMMENT:nothing"),
    "a zone that is a file": calendar("DTSTART;TZID=../../../etc/passwd:20260303T090000\nDURATION:PT1H"),
    "a count without end": calendar(f"{AT}\nRRULE:FREQ=DAILY;COUNT=99999999999999999999"),
    "a rule that is none": calendar(f"{AT}\nRRULE:FREQ=DAILY;BYDAY=XX;BYSETPOS=0"),
    "one that replaces itself": calendar(f"{AT}\nRRULE:FREQ=DAILY\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260303T090000Z"),
    "quotes": calendar('DTSTART;TZID="' + '";"' * 600 + ":20260303T090000\nDURATION:PT1H"),
    "words of two megabytes": calendar(f"{AT}\nSUMMARY:{'long ' * 390_000}"),
    "no letters at all": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n\xff\xfe\xf0\x28\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "lines of an old machine": calendar(AT).replace(b"\r\n", b"\r"),
    "colons": b"BEGIN:VCALENDAR\r\n" + b":::;;;===\r\n" * 50_000 + b"END:VCALENDAR\r\n",
    "alarms": calendar(*[f"{AT}\nBEGIN:VALARM\nTRIGGER:-PT1M\nREPEAT:9999\nEND:VALARM"] * 400),
}
"""These are read or refused, as the libraries like; what counts is that whoever reads them goes on."""
