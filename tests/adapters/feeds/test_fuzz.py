"""Whatever a calendar is made of, reading it ends with an answer of the agreed shape."""

import json
import string
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.feeds.parsing import _asked, _read
from adapters.feeds.refusal import Unreadable
from adapters.feeds.worker import answer
from bot.ports.feeds import Read
from bot.text import label
from tests.adapters.feeds.bombs import REFUSED, SURVIVED
from tests.adapters.feeds.reading import NOW, SEEN, UNTIL, calendar, sample, wanted

NAMES = (
    "BEGIN END DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID STATUS TRANSP SUMMARY CATEGORIES UID "
    "SEQUENCE TZID TZOFFSETFROM TZOFFSETTO X-MICROSOFT-CDO-BUSYSTATUS"
)
TIMES = ("20260303T090000", "20260303", "20260303T090000Z", "PT1H", "-P1D", "FREQ=DAILY;COUNT=3", "FREQ=YEARLY")
WORDS = (
    "VEVENT",
    "VTIMEZONE",
    "STANDARD",
    "Europe/Berlin",
    "+0100",
    "CANCELLED",
    "TRANSPARENT",
    "",
    "\\n\\,",
    "é\u202e",
)
PIECES = st.sampled_from((*TIMES, *WORDS))
PARAMETERS = st.sampled_from(["", ";VALUE=DATE", ";TZID=Europe/Berlin", ";TZID=Nowhere", ";VALUE=PERIOD", ';X="a:b;c"'])
VALUES = PIECES | st.text(alphabet=string.printable + "\u2028ß", max_size=30)
LINES = st.builds("{}{}:{}".format, st.sampled_from(NAMES.split()), PARAMETERS, VALUES)
SAMPLES = ("google", "outlook", "apple", "canvas", "moodle", "blackboard")


def read(body: bytes, *, deadlines: bool) -> Read | str:
    """As the child reads it, but here; the reason for a refusal. Fails for an answer of another shape."""
    said = json.loads(json.dumps(answer(_asked(body, wanted(deadlines=deadlines)))))
    try:
        return _read(said, SEEN)
    except Unreadable as error:
        return error.reason


def is_sound(found: Read | str) -> bool:
    """Whether an answer keeps what the port promises."""
    if isinstance(found, str):
        return found.endswith((".", "?"))
    titles = [one.title for one in found.deadlines]
    return (
        all(first.end < second.start for first, second in pairwise(found.spans))
        and all(NOW <= span.start < span.end <= UNTIL for span in found.spans)
        and all(NOW <= one.at < UNTIL for one in found.deadlines)
        and len({one.uid for one in found.deadlines}) == len(found.deadlines)
        and all(1 <= len(title) <= 200 and title == label(title) for title in titles)
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(LINES, max_size=8).map("\n".join), max_size=4), st.booleans())
def test_any_events_are_read_or_refused(events: list[str], deadlines: bool) -> None:
    assert is_sound(read(calendar(*events), deadlines=deadlines))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SAMPLES), st.data(), st.booleans())
def test_a_calendar_with_something_broken_in_it_is_read_or_refused(
    name: str, data: st.DataObject, deadlines: bool
) -> None:
    lines = sample(name).split(b"\r\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at] = data.draw(LINES.map(str.encode) | st.binary(max_size=20) | st.sampled_from(lines))
    assert is_sound(read(b"\r\n".join(lines), deadlines=deadlines))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_read_or_refused(body: bytes, deadlines: bool) -> None:
    assert is_sound(read(body, deadlines=deadlines))
    assert is_sound(read(b"BEGIN:VCALENDAR\r\n" + body + b"\r\nEND:VCALENDAR\r\n", deadlines=deadlines))


@pytest.mark.parametrize("name", [one for one in (*REFUSED, *SURVIVED) if "year 1" not in one and "day" not in one])
def test_a_bomb_that_ends_by_itself_has_an_answer_of_that_shape(name: str) -> None:
    assert is_sound(read((REFUSED | SURVIVED)[name], deadlines=True))  # type: ignore[operator]  # both are dicts
