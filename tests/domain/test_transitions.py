"""Rhythms come once for each local date, at every change of clocks of every zone from 2026 to 2035."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.occurrences import Rhythm, at_local, next_occurrence, occurrences

KNOWN = ("Europe/Berlin",)
EVERY_DAY = frozenset(range(7))
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
STEP, HOUR, QUARTER, DAY = timedelta(days=14), timedelta(hours=1), timedelta(minutes=15), timedelta(days=1)

Change = tuple[datetime, timedelta, timedelta]
"""A moment, and how far clocks are ahead of UTC before it and from it on."""


def ahead(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).replace(tzinfo=UTC) - moment


def changes(zone: ZoneInfo) -> list[Change]:
    """No zone changes twice within two weeks, so that a difference over two weeks is one change."""
    found: list[Change] = []
    begins, before = FIRST, ahead(zone, FIRST)
    while begins < LAST:
        after = ahead(zone, begins + STEP)
        if after != before:
            minutes = range(STEP // timedelta(minutes=1))
            at = bisect_left(minutes, True, key=lambda m, b=begins, o=before: ahead(zone, b + m * QUARTER / 15) != o)
            found.append((begins + at * QUARTER / 15, before, after))
        begins, before = begins + STEP, after
    return found


def told_apart() -> dict[bytes, str]:
    """A name for each set of rules there is: many zones are others by another name, byte for byte."""
    rules = files("tzdata") / "zoneinfo"
    return {rules.joinpath(*name.split("/")).read_bytes(): name for name in sorted(available_timezones())}


@cache
def all_changes() -> tuple[tuple[str, Change], ...]:
    """Those of every zone, each set of rules once: what is swept over them knows a zone by its rules alone."""
    zones = {*told_apart().values(), *KNOWN}
    return tuple((name, change) for name in sorted(zones) for change in changes(ZoneInfo(name)))


def test_around_every_change_each_date_has_one_moment_and_the_moments_rise() -> None:
    """Three hours before and after every change, by quarters. The oracle knows the change alone.

    A local time that clocks show before the change, or never, counts by the offset before it; any other by the
    offset after it. The day before is all before, the day after all after.
    """
    checked = 0
    for name, (change, before, after) in all_changes():
        for by in (steps * QUARTER for steps in range(-12, 13)):
            local = change + before + by
            early, late = change + by, change + by + before - after
            here, later = (early if early < change or late < change else late), late + DAY
            assert at_local(local.date(), local.time(), name) == here, (name, local)
            found = list(occurrences(Rhythm(EVERY_DAY, local.time(), name), early - DAY, later))
            assert found == [here, later], (name, local)
            assert early - DAY < here < later
            checked += 1
    assert checked == 25 * len(all_changes())
    assert checked > 50_000


def test_the_changes_are_those_of_a_zone_we_know() -> None:
    berlin = [change for name, change in all_changes() if name == "Europe/Berlin"]
    assert berlin[0] == (datetime(2026, 3, 29, 1, tzinfo=UTC), HOUR, 2 * HOUR)
    assert berlin[1] == (datetime(2026, 10, 25, 1, tzinfo=UTC), 2 * HOUR, HOUR)
    assert len(berlin) == 20


def test_a_date_that_samoa_left_out_does_not_break_a_rhythm() -> None:
    start = datetime(2011, 12, 28, 12, tzinfo=UTC)
    daily = list(occurrences(Rhythm(EVERY_DAY, time(10), "Pacific/Apia"), start, start + 5 * DAY))
    local = [moment.astimezone(ZoneInfo("Pacific/Apia")).date() for moment in daily]
    assert local == [date(2011, 12, 28), date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1), date(2012, 1, 2)]


def test_what_fell_on_a_date_left_out_comes_the_day_after() -> None:
    friday = Rhythm(frozenset({4}), time(10), "Pacific/Apia")
    found = next_occurrence(friday, datetime(2011, 12, 28, tzinfo=UTC))
    assert found.astimezone(ZoneInfo("Pacific/Apia")).isoformat() == "2011-12-31T10:00:00+14:00"


def test_a_time_shifted_past_midnight_is_not_lost_when_asked_after_midnight() -> None:
    """Nuuk goes from 23:00 to 24:00 on Saturday 28 March 2026, so 23:30 of that day is 00:30 of Sunday."""
    late = Rhythm(EVERY_DAY, time(23, 30), "America/Nuuk")
    assert next_occurrence(late, datetime(2026, 3, 29, 1, 10, tzinfo=UTC)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_midnight_that_comes_twice_counts_at_first_and_before_clocks_go_back() -> None:
    """St John's went from 00:01 on Sunday 7 November 2010 back to 23:01 of Saturday."""
    midnight = Rhythm(EVERY_DAY, time(0), "America/St_Johns")
    first = datetime(2010, 11, 7, 2, 30, tzinfo=UTC)
    assert list(occurrences(midnight, first - HOUR, first + HOUR / 2)) == [first]
    assert list(occurrences(midnight, first, first + 2 * HOUR)) == []


@given(
    st.sets(st.integers(0, 6), min_size=1).map(frozenset),
    st.times(),
    st.sampled_from(["UTC", "Europe/Berlin", "America/Nuuk", "Australia/Lord_Howe", "Africa/Casablanca"]),
    st.datetimes(datetime(2026, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_asking_for_the_next_again_and_again_lists_them_all(
    days: frozenset[int], at: time, zone: str, after: datetime
) -> None:
    rhythm = Rhythm(days, at, zone)
    listed = list(occurrences(rhythm, after, after + 20 * DAY))
    asked = [next_occurrence(rhythm, moment) for moment in (after, *listed[:-1])]
    assert asked == listed
    assert listed == sorted(set(listed))
