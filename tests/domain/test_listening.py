"""Who can be asked to listen now, and what the two of a conversation are to each other."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.hours import parse_week
from bot.domain.listening import Listener, Talk, TalkState, free_now, side
from bot.domain.week import Week

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""A Monday."""
ALWAYS = parse_week("daily 0-24")


@pytest.mark.parametrize(
    ("zone", "hours", "is_free"),
    [
        ("UTC", "Mon 12-13", True),
        ("UTC", "Mon 11-12", False),
        ("UTC", "Tue 12-13", False),
        ("Asia/Kolkata", "Mon 17-18", True),
        ("Asia/Kolkata", "Mon 12-13", False),
        ("Pacific/Kiritimati", "Tue 2-3", True),
        ("Pacific/Honolulu", "Mon 2-3", True),
    ],
)
def test_hours_are_those_of_the_listeners_own_clock(zone: str, hours: str, is_free: bool) -> None:
    assert Listener(1, zone, parse_week(hours)).is_free(NOON) is is_free


def test_the_quarter_hour_counts() -> None:
    me = Listener(1, "UTC", parse_week("Mon 12:15-12:30"))
    assert not me.is_free(NOON + timedelta(minutes=14, seconds=59))
    assert me.is_free(NOON + timedelta(minutes=15))
    assert not me.is_free(NOON + timedelta(minutes=30))


def test_hours_follow_a_change_of_clocks() -> None:
    berlin = Listener(1, "Europe/Berlin", parse_week("Sun 12-13"))
    assert berlin.is_free(datetime(2026, 3, 22, 11, 0, tzinfo=UTC))
    assert berlin.is_free(datetime(2026, 3, 29, 10, 0, tzinfo=UTC))
    assert not berlin.is_free(datetime(2026, 3, 29, 11, 0, tzinfo=UTC))


def test_who_is_paused_taken_off_or_busy_is_not_free() -> None:
    me = Listener(1, "UTC", ALWAYS)
    assert me.is_free(NOON)
    assert not replace(me, paused_until=NOON + timedelta(hours=1)).is_free(NOON)
    assert replace(me, paused_until=NOON).is_free(NOON)
    assert not replace(me, is_barred=True).is_free(NOON)
    assert not replace(me, talks=1).is_free(NOON)
    assert replace(me, talks=1, most=2).is_free(NOON)


def test_those_who_speak_the_language_and_were_not_asked_yet_stay_in_turn() -> None:
    english, both = Listener(3, "UTC", ALWAYS, ("en",)), Listener(1, "UTC", ALWAYS, ("de", "en"))
    german, away = Listener(2, "UTC", ALWAYS, ("de",)), Listener(4, "UTC", Week(0), ("en",))
    every = [english, both, german, away]
    assert free_now(every, ("en",), (), NOON) == [english, both]
    assert free_now(every, (), (), NOON) == [english, both, german]
    assert free_now(every, ("en", "de"), (3,), NOON) == [both, german]


def test_each_of_the_two_is_the_other_of_the_other() -> None:
    talk = Talk(1, 7, 9, TalkState.OPEN, author_wishes=True)
    assert (talk.other(7), talk.other(9)) == (9, 7)
    assert talk.includes(7)
    assert talk.includes(9)
    assert not talk.includes(8)
    assert (talk.wishes(7), talk.wishes(9), talk.is_introduced) == (True, False, False)
    assert replace(talk, listener_wishes=True).is_introduced
    assert not replace(talk, listener=0).includes(0)
    assert side(True) != side(False)
