"""Whatever members type, a file holds our components and properties and no other."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.invitations import Guest, feed_file, invitation_file
from tests.calendars.program import moment, opened, shape
from tests.domain.test_invitations import NOW, invitation

HOSTILE = (
    "x\r\nBEGIN:VEVENT\r\nUID:evil\r\nEND:VEVENT",
    "x\nATTACH:https://evil.example",
    "x\r\n ATTENDEE:mailto:a@evil.example",
    "x\x00\x0b\x0c\x85y",
    "x\u2028BEGIN:VALARM\u2029ACTION:AUDIO",
    'x";CN="y":mailto:a@evil.example',
    "x\\\x00Ny",
    "a;b,c\\d:e^n^'f\\n\\N",
    "\ud800x\udfff",
    "\u202etxt.exe",
    "\N{GRINNING FACE}" * 300,
    "é" * 300,
    "",
    " \t ",
)
WORDS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=120),
    st.lists(st.sampled_from([*"\r\n\x00\u2028;,\\:\"^'=@ ", "BEGIN:VEVENT", "END:VCALENDAR", "é"]), max_size=30).map(
        "".join
    ),
)


def counted(data: bytes) -> Counter[str]:
    return Counter(shape(opened(data)))


def expect_only_ours(words: tuple[str, str, str, str], *, is_off: bool) -> None:
    title, description, place, name = words
    people = Guest(name, "mentor"), Guest(title, "mentee")
    given = {"is_off": is_off, "reminders": (timedelta(hours=1),), "place": f"at {place}"}
    hostile = invitation(title=title, description=description, organizer=people[0], guests=people, url=place, **given)
    plain = invitation(title="t", description="d", **given)
    for write in (invitation_file, lambda ones, now: feed_file(ones, title, now)):
        data = write([hostile], NOW)
        wanted = counted(write([plain], NOW))
        found = counted(data)
        found.subtract({"VEVENT.URL": found["VEVENT.URL"]})
        assert +found == wanted
        event = opened(data).vevent
        assert moment(event.dtstart) == hostile.start
        assert event.uid.value == "ab12@office-hours.invalid"
        assert "\n" not in event.summary.value + event.location.value


@given(st.tuples(WORDS, WORDS, WORDS, WORDS), st.booleans())
@settings(max_examples=60, deadline=None)
def test_nothing_a_member_types_becomes_a_property(words: tuple[str, str, str, str], is_off: bool) -> None:
    expect_only_ours(words, is_off=is_off)


@pytest.mark.parametrize("words", HOSTILE)
def test_each_known_attack_stays_words(words: str) -> None:
    expect_only_ours((words, words, words, words), is_off=False)


def test_what_is_said_is_read_back_sign_for_sign() -> None:
    said = "a;b,c\\d: \"e\" 'f' ^n — é \N{GRINNING FACE} \\n"
    event = opened(invitation_file([invitation(title=said, description=f"{said}\n{said}")], NOW)).vevent
    assert event.summary.value == said
    assert event.description.value == f"{said}\n{said}"
