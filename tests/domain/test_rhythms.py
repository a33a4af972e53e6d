"""Days and hours as people type them, and what a person's choice makes of the community's rhythm."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.domain.occurrences import Rhythm
from bot.domain.rhythms import (
    CommunityRhythm,
    Habit,
    Level,
    Where,
    community_rhythm,
    days_of,
    days_text,
    is_in_channel,
    mask_of,
    minute_of,
    read_clock,
    read_days,
    rhythm_of,
    time_of,
)
from bot.domain.settings import Settings
from bot.errors import UserError

MON_THU, FOUR = frozenset({0, 3}), time(16)
HERE = CommunityRhythm(True, MON_THU, FOUR)


def habit(level: Level, days: frozenset[int] = frozenset(), at: time | None = None, is_on: bool = True) -> Habit:
    return Habit(1, level, days, at, is_on, datetime(2026, 3, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Mon, Thu", {0, 3}),
        ("monday and tuesday", {0, 1}),
        ("Mon - Fri", {0, 1, 2, 3, 4}),
        ("Sat–Mon", {5, 6, 0}),
        ("every day", set(range(7))),
        ("weekends; wed", {5, 6, 2}),
    ],
)
def test_days_are_read_as_people_type_them(words: str, days: set[int]) -> None:
    assert read_days(words, "days") == days


@pytest.mark.parametrize("words", ["", " , ", "funday", "t", "mon-", "Mon-xyz"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(UserError) as refused:
        read_days(words, "days")
    assert refused.value.field == "days"


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("17:30", time(17, 30)),
        ("9", time(9)),
        ("5pm", time(17)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("7.15", time(7, 15)),
    ],
)
def test_a_time_of_day_is_read(words: str, at: time) -> None:
    assert read_clock(words, "at") == at


@pytest.mark.parametrize("words", ["25:00", "noon", "17:60", "13pm", "0 pm", ""])
def test_what_is_no_time_is_refused(words: str) -> None:
    with pytest.raises(UserError, match="Type a time like"):
        read_clock(words, "at")


def test_a_community_asks_nobody_at_night() -> None:
    assert read_clock("20:59", "at", is_waking=True) == time(20, 59)
    for night in ("21:00", "8:59"):
        with pytest.raises(UserError, match="People sleep then"):
            read_clock(night, "at", is_waking=True)


def test_a_level_makes_a_rhythm() -> None:
    assert rhythm_of(habit(Level.STEADY), HERE, "UTC") == Rhythm(MON_THU, FOUR, "UTC")
    assert rhythm_of(habit(Level.LIGHT), HERE, "UTC") == Rhythm(frozenset({0}), FOUR, "UTC")
    assert rhythm_of(habit(Level.CLOSE, at=time(9)), HERE, "UTC") == Rhythm(frozenset(range(5)), time(9), "UTC")
    assert rhythm_of(habit(Level.OWN, frozenset({6})), HERE, "UTC") == Rhythm(frozenset({6}), FOUR, "UTC")
    assert rhythm_of(habit(Level.OWN), HERE, "UTC") is None
    assert rhythm_of(habit(Level.STEADY, is_on=False), HERE, "UTC") is None


def test_a_community_that_asks_nobody_leaves_what_people_chose_themselves() -> None:
    for off in (CommunityRhythm(False, MON_THU, FOUR), CommunityRhythm(True, frozenset(), FOUR)):
        assert rhythm_of(habit(Level.STEADY), off, "UTC") is None
        assert rhythm_of(habit(Level.LIGHT), off, "UTC") is None
        assert rhythm_of(habit(Level.CLOSE), off, "UTC") is not None


def test_days_and_times_survive_being_numbers() -> None:
    for mask in range(1, 128):
        assert mask_of(days_of(mask)) == mask
        assert read_days(days_text(days_of(mask)), "days") == days_of(mask)
    assert all(minute_of(time_of(minute)) == minute for minute in range(24 * 60))
    assert community_rhythm(Settings()) == HERE


THERE = replace(HERE, zone="Europe/Berlin", has_channel=True)


@pytest.mark.parametrize(
    ("where", "community", "is_there"),
    [
        (Where.COMMUNITY, THERE, False),
        (Where.COMMUNITY, replace(THERE, is_in_channel=True), True),
        (Where.DM, replace(THERE, is_in_channel=True), False),
        (Where.CHANNEL, THERE, True),
        (Where.CHANNEL, replace(THERE, is_on=False), False),
        (Where.CHANNEL, replace(THERE, has_channel=False), False),
    ],
)
def test_the_channel_asks_who_wants_it_where_there_is_one(
    where: Where, community: CommunityRhythm, is_there: bool
) -> None:
    assert is_in_channel(replace(habit(Level.STEADY), where=where), community) is is_there


def test_the_channel_asks_at_its_own_hour_and_on_its_own_days_only() -> None:
    steady = replace(habit(Level.STEADY), where=Where.CHANNEL)
    assert rhythm_of(steady, THERE, "Asia/Tokyo") == Rhythm(MON_THU, FOUR, "Europe/Berlin")
    light = replace(steady, level=Level.LIGHT)
    assert rhythm_of(light, THERE, "Asia/Tokyo") == Rhythm(frozenset({0}), FOUR, "Europe/Berlin")
    assert not is_in_channel(replace(steady, level=Level.CLOSE), THERE)
    assert not is_in_channel(replace(steady, at=FOUR), THERE)
    assert rhythm_of(replace(steady, at=FOUR), THERE, "Asia/Tokyo") == Rhythm(MON_THU, FOUR, "Asia/Tokyo")


def test_a_mentor_may_hear_of_two_misses_by_consent_of_who_is_asked() -> None:
    agreed = replace(habit(Level.STEADY), alerts_at=datetime(2026, 3, 2, tzinfo=UTC))
    assert replace(agreed, misses=2).is_quiet
    assert not replace(agreed, misses=1).is_quiet
    assert not replace(agreed, misses=2, is_on=False).is_quiet
    assert not replace(agreed, misses=2, alerts_at=None).is_quiet
