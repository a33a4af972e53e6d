"""Common times are those a plain scan of every minute finds, and the offer among them is kind; DST has its own file."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.hours import parse_week
from bot.domain.slots import Fit, Member, Reason, Span, Wanted, fits, free_slots
from bot.domain.week import Week, span_bits

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NONE = timedelta(0)
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Pacific/Kiritimati",
]
ALWAYS = Week((1 << 672) - 1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def busy(start: str, end: str) -> Span:
    return Span(at(start), at(end))


def shown(slots: Sequence[datetime]) -> list[str]:
    return [slot.strftime("%a %H:%M") for slot in slots]


def wanted(length: timedelta = HOUR, notice: timedelta = NONE, buffer: timedelta = NONE, days: int = 1) -> Wanted:
    return Wanted(length, notice, buffer, days)


# --- an oracle that looks at every minute --------------------------------------------------------------------------


def minutes(start: datetime, length: timedelta) -> list[datetime]:
    return [start + step * MINUTE for step in range(length // MINUTE)]


def has_time(member: Member, minute: datetime) -> bool:
    local = minute.astimezone(ZoneInfo(member.zone))
    if member.week is None:
        return 8 <= local.hour < 22
    return bool(member.week.bits >> (local.weekday() * 96 + local.hour * 4 + local.minute // 15) & 1)


def is_busy(member: Member, minute: datetime) -> bool:
    return any(span.start <= minute < span.end for span in member.busy)


def oracle_fits(members: Sequence[Member], start: datetime, length: timedelta, buffer: timedelta) -> bool:
    held = minutes(start, length)
    kept = minutes(start - buffer, length + 2 * buffer)
    return all(
        all(has_time(member, minute) for minute in held) and not any(is_busy(member, minute) for minute in kept)
        for member in members
    )


def oracle_offer(members: Sequence[Member], want: Wanted, now: datetime, limit: int) -> list[datetime]:
    starts = [
        minute
        for minute in minutes(now, want.days * DAY)
        if minute.minute % 15 == 0
        and minute >= now + want.notice
        and minute + want.length <= now + want.days * DAY
        and oracle_fits(members, minute, want.length, want.buffer)
    ]

    def outside(start: datetime) -> bool:
        locals_ = [
            minute.astimezone(ZoneInfo(member.zone)) for member in members for minute in minutes(start, want.length)
        ]
        return not all(9 <= local.hour < 21 for local in locals_)

    def from_the_middle(start: datetime) -> int:
        locals_ = [start.astimezone(ZoneInfo(member.zone)) for member in members]
        apart = [abs(local.hour * 60 + local.minute - 15 * 60) for local in locals_]
        return max(min(far, 1440 - far) for far in apart)

    picked: list[tuple[bool, int, datetime]] = []
    of_day: dict[date, list[datetime]] = {}
    for start in sorted(starts, key=lambda start: (outside(start), from_the_middle(start), start)):
        better = of_day.setdefault(start.astimezone(ZoneInfo(members[0].zone)).date(), [])
        if all(want.length - abs(start - other) <= want.length / 2 for other in better):
            picked.append((outside(start), len(better), start))
            better.append(start)
    return sorted(start for _, _, start in sorted(picked)[:limit])


spans_of_a_week = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 95), st.integers(8, 96)), min_size=4, max_size=9)


def week_of(spans: Sequence[tuple[int, int, int]]) -> Week:
    bits = 0
    for day, begins, length in spans:
        bits |= span_bits(day, begins * 15, (begins + length) * 15)
    return Week(bits)


weeks = st.none() | st.just(ALWAYS) | spans_of_a_week.map(week_of)
busy_times = st.lists(st.tuples(st.integers(-600, 4000), st.integers(1, 300)), max_size=4)
people = st.lists(st.tuples(weeks, st.sampled_from(ZONES), busy_times), min_size=1, max_size=3)
nows = st.sampled_from([MONDAY, at("2026-03-28T20:00"), at("2026-10-24T21:00"), at("2026-04-04T03:00")])


def members_of(drawn: Sequence[tuple[Week | None, str, Sequence[tuple[int, int]]]], now: datetime) -> list[Member]:
    return [
        Member(week, zone, [Span(now + start * MINUTE, now + (start + long) * MINUTE) for start, long in taken])
        for week, zone, taken in drawn
    ]


@settings(deadline=None, max_examples=60)
@given(
    people,
    nows,
    st.integers(0, 59),
    st.sampled_from([1, 15, 20, 30, 50, 60, 75, 180]),
    st.sampled_from([0, 7, 60, 1440]),
    st.sampled_from([0, 5, 15, 40]),
    st.integers(0, 2),
    st.sampled_from([0, 1, 5, 400]),
)
def test_the_offer_is_the_one_that_a_scan_of_every_minute_makes(
    drawn: list[tuple[Week | None, str, list[tuple[int, int]]]],
    now: datetime,
    past: int,
    length: int,
    notice: int,
    buffer: int,
    days: int,
    limit: int,
) -> None:
    now += past * MINUTE
    members, want = members_of(drawn, now), Wanted(length * MINUTE, notice * MINUTE, buffer * MINUTE, days)
    offered = free_slots(members, want, now, limit)
    assert offered == oracle_offer(members, want, now, limit)
    for slot in offered:
        assert fits(members, slot, want.length, want.buffer, now, want.notice)


@settings(deadline=None, max_examples=150)
@given(
    people, nows, st.integers(-60, 2880), st.sampled_from([1, 20, 60, 95]), st.integers(0, 40), st.sampled_from([0, 90])
)
def test_a_typed_time_fits_when_every_minute_of_it_does(
    drawn: list[tuple[Week | None, str, list[tuple[int, int]]]],
    now: datetime,
    ahead: int,
    length: int,
    buffer: int,
    notice: int,
) -> None:
    members, start = members_of(drawn, now), now + ahead * MINUTE
    fit = fits(members, start, length * MINUTE, buffer * MINUTE, now, notice * MINUTE)
    assert bool(fit) == (ahead >= notice and oracle_fits(members, start, length * MINUTE, buffer * MINUTE))


# --- what the offer looks like -------------------------------------------------------------------------------------


def test_each_day_gives_its_best_before_any_gives_its_second() -> None:
    members = [Member(parse_week("Mon 12-18, Tue 20-21, Thu 13-14"), "UTC")]
    assert shown(free_slots(members, wanted(days=7), MONDAY, 3)) == ["Mon 15:00", "Tue 20:00", "Thu 13:00"]
    assert shown(free_slots(members, wanted(days=7), MONDAY, 4)) == ["Mon 14:30", "Mon 15:00", "Tue 20:00", "Thu 13:00"]


def test_the_soonest_days_win_when_there_is_no_room_for_all() -> None:
    assert shown(free_slots([Member(None, "UTC")], wanted(days=14), MONDAY, 3)) == [
        "Mon 15:00",
        "Tue 15:00",
        "Wed 15:00",
    ]


def test_two_sociable_times_of_a_day_come_before_an_early_one_of_another() -> None:
    members = [Member(parse_week("Mon 8-9, Tue 10-11:30"), "UTC")]
    assert shown(free_slots(members, wanted(days=7), MONDAY, 2)) == ["Tue 10:00", "Tue 10:30"]
    assert shown(free_slots(members, wanted(days=7), MONDAY, 3)) == ["Mon 08:00", "Tue 10:00", "Tue 10:30"]


def test_the_offer_is_halfway_between_the_middles_of_two_far_days() -> None:
    """15:00 in New York is 20:00 in London; 17:30 there is 12:30 in New York, as far from the middle for both."""
    far = [Member(None, "Europe/London"), Member(None, "America/New_York")]
    assert shown(free_slots(far, wanted(), MONDAY, 1)) == ["Mon 17:30"]


def test_days_are_those_of_the_first_member() -> None:
    """Kiritimati is 14 hours ahead: 09:00 UTC is 23:00 there and 10:30 UTC is the next day."""
    here, there = Member(parse_week("Mon 9-11:30"), "UTC"), Member(ALWAYS, "Pacific/Kiritimati")
    assert shown(free_slots([here, there], wanted(), MONDAY, 2)) == ["Mon 09:00", "Mon 09:30"]
    assert shown(free_slots([there, here], wanted(), MONDAY, 2)) == ["Mon 09:00", "Mon 10:00"]


def test_times_of_one_day_share_at_most_half() -> None:
    members = [Member(parse_week("Mon 14-16"), "UTC")]
    assert shown(free_slots(members, wanted(), MONDAY)) == ["Mon 14:00", "Mon 14:30", "Mon 15:00"]


def test_a_buffer_is_kept_on_both_sides_of_a_busy_time() -> None:
    members = [Member(parse_week("Mon 12-18"), "UTC", [busy("2026-03-02T14:10", "2026-03-02T14:50")])]
    offered = shown(free_slots(members, wanted(buffer=10 * MINUTE), MONDAY))
    assert offered == [
        "Mon 12:00",
        "Mon 12:30",
        "Mon 13:00",
        "Mon 15:00",
        "Mon 15:30",
        "Mon 16:00",
        "Mon 16:30",
        "Mon 17:00",
    ]


def test_a_busy_time_far_outside_the_horizon_changes_nothing() -> None:
    far = [busy("2020-01-01T00:00", "2020-01-02T00:00"), busy("2990-01-01T00:00", "2990-01-02T00:00")]
    free = parse_week("Mon 12-18")
    assert free_slots([Member(free, "UTC", far)], wanted(), MONDAY) == free_slots(
        [Member(free, "UTC")], wanted(), MONDAY
    )


def test_nothing_is_offered_when_the_notice_is_longer_than_the_horizon() -> None:
    assert free_slots([Member(ALWAYS, "UTC")], wanted(notice=3 * DAY), MONDAY) == []


def test_a_meeting_may_end_with_the_horizon_and_begin_with_the_notice() -> None:
    offered = free_slots([Member(ALWAYS, "UTC")], wanted(length=12 * HOUR, notice=12 * HOUR), MONDAY)
    assert shown(offered) == ["Mon 12:00"]


# --- a time somebody typed -----------------------------------------------------------------------------------------

PAIR = [
    Member(parse_week("Mon 9-17"), "UTC", [busy("2026-03-02T15:00", "2026-03-02T16:00")]),
    Member(None, "Asia/Kathmandu", [busy("2026-03-02T10:00", "2026-03-02T10:30")]),
]


@pytest.mark.parametrize(
    ("start", "fit"),
    [
        ("2026-03-02T07:59", Fit(Reason.PAST)),
        ("2026-03-02T08:00", Fit(Reason.TOO_SOON)),
        ("2026-03-02T08:59", Fit(Reason.TOO_SOON)),
        ("2026-03-02T09:00", Fit()),
        ("2026-03-02T09:25", Fit()),
        ("2026-03-02T09:26", Fit(Reason.BUSY, 1)),
        ("2026-03-02T10:35", Fit()),
        ("2026-03-02T14:31", Fit(Reason.BUSY, 0)),
        ("2026-03-02T16:30", Fit(Reason.OUTSIDE, 1)),
        ("2026-03-02T16:31", Fit(Reason.OUTSIDE, 0)),
        ("2026-03-03T08:00", Fit(Reason.OUTSIDE, 0)),
    ],
)
def test_a_typed_time_that_does_not_fit_says_why_and_for_whom(start: str, fit: Fit) -> None:
    found = fits(PAIR, at(start), HOUR / 2, 5 * MINUTE, at("2026-03-02T08:00"), HOUR)
    assert found == fit
    assert bool(found) == (fit.reason is None)


# --- what makes no sense -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("length", "notice", "buffer"), [(0, 0, 0), (-1, 0, 0), (1, -1, 0), (1, 0, -1)])
def test_a_wish_that_makes_no_sense_is_refused(length: int, notice: int, buffer: int) -> None:
    with pytest.raises(ValueError, match="takes time"):
        Wanted(length * HOUR, notice * HOUR, buffer * HOUR, 14)


@pytest.mark.parametrize("end", [MONDAY, MONDAY - HOUR])
def test_a_span_without_time_is_refused(end: datetime) -> None:
    with pytest.raises(ValueError, match="ends after"):
        Span(MONDAY, end)
