"""Who is asked, and when somebody is reminded: awake, once each, and never after the start."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.occurrences import CLOSES, OPENS
from bot.domain.sessions import REMINDERS, Session, SessionState, dates, reminders, start_by_rules

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY, HOUR, TEN = REMINDERS
START = datetime(2026, 3, 10, 15, tzinfo=UTC)
ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "System")))


def session(state: SessionState = SessionState.PROPOSED, moves_to: datetime | None = None, mover: int = 0) -> Session:
    return Session(
        id=1,
        uid="a",
        mentorship=3,
        mentee=4,
        mentor=5,
        proposer=4,
        start=START,
        minutes=45,
        state=state,
        moves_to=moves_to,
        mover=mover,
    )


def test_the_other_one_is_asked_about_what_was_suggested_last() -> None:
    assert session().asked == 5
    assert session(SessionState.CONFIRMED).asked == 0
    assert session(SessionState.CONFIRMED, START + HOUR, 5).asked == 4


def test_a_session_knows_its_people_and_its_time() -> None:
    one = session()
    assert one.people == (4, 5)
    assert (one.other(4), one.other(5)) == (5, 4)
    assert one.includes(5)
    assert not one.includes(6)
    assert one.span.end == one.end == START + timedelta(minutes=45)


def test_by_day_each_reminder_comes_when_it_is_due() -> None:
    found = reminders(START, "Europe/Berlin", REMINDERS, NOW)
    assert [(one.before, one.at) for one in found] == [(before, START - before) for before in REMINDERS]


def test_those_that_are_past_are_left_out() -> None:
    assert [one.before for one in reminders(START, "UTC", REMINDERS, START - HOUR)] == [TEN]
    assert reminders(START, "UTC", REMINDERS, START) == ()
    assert reminders(START, "UTC", (), NOW) == ()


def test_a_day_before_at_night_waits_for_the_morning() -> None:
    start = datetime(2026, 3, 10, 3, tzinfo=UTC)
    found = reminders(start, "UTC", REMINDERS, NOW)
    assert [one.at for one in found] == [
        datetime(2026, 3, 9, 9, tzinfo=UTC),
        datetime(2026, 3, 9, 20, tzinfo=UTC),
        start - TEN,
    ]


def test_an_hour_before_an_early_session_comes_the_evening_before() -> None:
    start = datetime(2026, 3, 10, 9, tzinfo=UTC)
    assert [one.at for one in reminders(start, "UTC", (HOUR, TEN), NOW)] == [
        datetime(2026, 3, 9, 20, tzinfo=UTC),
        start - TEN,
    ]
    late = datetime(2026, 3, 10, 23, tzinfo=UTC)
    assert [one.at for one in reminders(late, "UTC", (HOUR, TEN), NOW)] == [
        datetime(2026, 3, 10, 20, tzinfo=UTC),
        late - TEN,
    ]


def test_two_that_would_come_together_are_one() -> None:
    start = datetime(2026, 3, 10, 3, tzinfo=UTC)
    found = reminders(start, "UTC", (timedelta(hours=3), HOUR, TEN), NOW)
    assert [one.at for one in found] == [datetime(2026, 3, 9, 20, tzinfo=UTC), start - TEN]


@given(
    zone=st.sampled_from(ZONES),
    minutes=st.integers(0, 2 * 366 * 24 * 60),
    chosen=st.sets(st.sampled_from([*REMINDERS, timedelta(hours=3), timedelta(days=3)])).map(tuple),
)
def test_in_every_zone_and_over_every_change_only_the_last_comes_at_night(
    zone: str, minutes: int, chosen: tuple[timedelta, ...]
) -> None:
    start = NOW + timedelta(minutes=minutes)
    found = reminders(start, zone, chosen, NOW)
    assert len(found) <= len(chosen)
    assert all(NOW < one.at < start for one in found)
    assert [one.at for one in found] == sorted({one.at for one in found})
    awake = [one.at.astimezone(ZoneInfo(zone)).time() for one in found if one.before != min(chosen)]
    assert all(OPENS <= at < CLOSES for at in awake)
    if chosen and start - min(chosen) > NOW:
        assert found[-1].at == start - min(chosen)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"])
def test_over_two_years_of_hours_the_order_never_breaks(zone: str) -> None:
    for hours in range(0, 2 * 366 * 24, 5):
        start = NOW + timedelta(hours=hours + 48)
        at = [one.at for one in reminders(start, zone, REMINDERS, NOW)]
        assert at == sorted(set(at))
        assert at[-1] == start - TEN


def agreed(start: datetime, zone: str, local: str) -> Session:
    return replace(session(SessionState.CONFIRMED), start=start, zone=zone, local=local)


def test_what_the_rules_still_say_stays_even_the_second_of_an_hour_that_comes_twice() -> None:
    for hour, local in ((0, "2026-10-25T02:30+02:00"), (1, "2026-10-25T02:30+01:00")):
        start = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        assert start_by_rules(agreed(start, "Europe/Berlin", local)) == start


def test_other_rules_keep_the_hour_on_the_wall() -> None:
    agreed_at = datetime(2026, 7, 1, 15, tzinfo=UTC)
    assert start_by_rules(agreed(agreed_at, "Africa/Lagos", "2026-07-01T15:00+00:00")) == agreed_at - HOUR


def test_an_hour_that_new_rules_leave_out_is_shifted_by_the_gap() -> None:
    before = datetime(2026, 3, 29, 2, 30, tzinfo=UTC)
    found = start_by_rules(agreed(before, "Europe/Berlin", "2026-03-29T02:30+00:00"))
    assert found == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_what_does_not_repeat_has_one_date_and_what_does_keeps_its_zone() -> None:
    once = session()
    assert dates(once) == [START]
    weekly = replace(once, every=1, until=date(2026, 4, 7), zone="Europe/Berlin")
    assert [f"{start:%d %H}" for start in dates(weekly)] == ["10 15", "17 15", "24 15", "31 14", "07 14"]
