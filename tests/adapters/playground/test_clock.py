"""The clock that is moved by hand, and what is run on the way."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.playground import Journal, SimulatedClock
from adapters.playground.clock import next_monday, tomorrow_morning, typed_moment
from adapters.playground.rooms import Room, between, with_bot
from adapters.playground.travel import happened, travel
from bot.errors import UserError
from tests.adapters.playground.gallery import ADA, GRACE, START, TOWN, Stage, dm, views


async def nobody() -> None:
    """Nobody watches."""


def test_the_clock_stands_still_and_never_goes_back(stage: Stage) -> None:
    stage.clock.set(START + timedelta(days=1))
    stage.clock.set(START)
    assert stage.clock.now() == START + timedelta(days=1)
    with pytest.raises(UserError, match="only goes forward"):
        stage.clock.checked(START)


def test_one_move_is_a_year_at_most(stage: Stage) -> None:
    assert stage.clock.checked(START + timedelta(days=365)) == START + timedelta(days=365)
    with pytest.raises(UserError, match="more than a year"):
        stage.clock.checked(START + timedelta(days=400))


def test_a_clock_needs_an_aware_start() -> None:
    with pytest.raises(ValueError, match="aware"):
        SimulatedClock(START.replace(tzinfo=None), Journal(None))


def test_tomorrow_morning_is_nine_where_the_persona_is() -> None:
    late = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
    assert tomorrow_morning(late, "Asia/Kolkata") == datetime(2026, 3, 4, 3, 30, tzinfo=UTC)
    assert tomorrow_morning(late, "America/New_York") == datetime(2026, 3, 3, 14, 0, tzinfo=UTC)


def test_next_monday_is_never_today() -> None:
    assert next_monday(START, "Europe/London") == datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
    assert next_monday(START - timedelta(days=1), "Europe/London") == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_mornings_stay_at_nine_when_clocks_change() -> None:
    before = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
    assert tomorrow_morning(before, "Europe/Berlin") == datetime(2026, 3, 29, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["", "soon", "2026-13-01T09:00", "0001-01-01T00:00"])
def test_a_typed_moment_that_is_none_says_what_to_type(typed: str) -> None:
    with pytest.raises(UserError, match="2026-03-09 09:00"):
        typed_moment(typed, "Asia/Kolkata")


def test_a_typed_moment_is_wall_time_of_the_persona() -> None:
    assert typed_moment("2026-03-09T09:00", "Asia/Kolkata") == datetime(2026, 3, 9, 3, 30, tzinfo=UTC)


async def test_everything_on_the_way_is_run_in_order_at_its_own_moment(stage: Stage) -> None:
    moments = [START + timedelta(hours=hours) for hours in (5, 1, 30)]
    for moment in moments:
        stage.clockwork.planned[moment] = (dm(ADA), views()["good"])
    target = START + timedelta(days=1)
    await travel(stage.clock, stage.clockwork, target, nobody)
    assert stage.clockwork.ticks == [*sorted(moments)[:2], target]
    posts = stage.chat.posts(with_bot("far", "ada"), "ada")
    assert [post.at for post in posts] == sorted(moments)[:2]
    assert stage.clock.now() == target


async def test_what_is_overdue_is_run_now_and_not_in_the_past(stage: Stage) -> None:
    stage.clockwork.planned[START - timedelta(days=1)] = (dm(ADA), views()["good"])
    await travel(stage.clock, stage.clockwork, START + timedelta(hours=1), nobody)
    assert stage.clockwork.ticks[0] == START


async def test_a_moment_that_stays_due_does_not_stop_time(stage: Stage) -> None:
    class Stuck:
        ticks = 0

        async def tick(self, now: datetime) -> None:
            self.ticks += 1

        async def next_at(self) -> datetime | None:
            return START

    stuck = Stuck()
    await travel(stage.clock, stuck, START + timedelta(days=1), nobody)
    assert stage.clock.now() == START + timedelta(days=1)
    assert stuck.ticks == 26


def test_what_happened_on_the_way_is_told(stage: Stage) -> None:
    chat = stage.chat
    assert happened(TOWN, []) == "Nothing arrived in that time."
    posts = [
        chat.show(with_bot("far", "ada"), views()["good"], START),
        chat.show(with_bot("far", "ada"), views()["good"], START),
        chat.show(Room("far", "help"), views()["good"], START),
        chat.show(with_bot("far", "ines"), views()["good"], START),
    ]
    assert happened(TOWN, posts) == "3 messages arrived: 2 for Ada Rao, 1 in #help."
    assert happened(TOWN, posts[:1]) == "1 message arrived: 1 for Ada Rao."
    assert happened(TOWN, [chat.say(between("far", "ada", GRACE.account), "ada", "Hi", START)]) == (
        "Nothing arrived in that time."
    )
