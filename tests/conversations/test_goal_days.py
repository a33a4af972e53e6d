"""When the day of a goal is over its owner is asked, once, on the morning after by their own clock."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.calls import call
from bot.text import When, when_text
from bot.views import Form
from tests.conversations.inside import acting, renders
from tests.conversations.test_goals import sets
from tests.conversations.test_leaving import leaves
from tests.conversations.town import START, Speaker, Town
from tests.conversations.words import labels, words

ASKED = "How did it go?"


def asked(speaker: Speaker) -> int:
    return sum(ASKED in words(view) for view in speaker.dms)


async def asked_at(town: Town, speaker: Speaker, zone: str, until: datetime) -> str:
    """The first local time at which they have been asked, looking each quarter of an hour."""
    while not asked(speaker) and town.now < until:
        await town.passes(minutes=15)
    return when_text(When(town.now), zone)


@pytest.mark.parametrize(
    ("zone", "day", "morning"),
    [
        ("Africa/Lagos", "2026-03-03", "Wed 4 Mar 2026, 09:00"),
        ("Pacific/Kiritimati", "2026-03-03", "Wed 4 Mar 2026, 09:00"),
        ("Pacific/Niue", "2026-03-02", "Tue 3 Mar 2026, 09:00"),
    ],
)
async def test_the_question_comes_at_nine_where_the_owner_is(town: Town, zone: str, day: str, morning: str) -> None:
    ada = town.person("Ada", zone=zone)
    await sets(ada, until=day)
    assert await asked_at(town, ada, zone, START + timedelta(days=4)) == morning


@pytest.mark.parametrize(
    ("zone", "start", "day", "morning"),
    [
        ("Europe/Berlin", datetime(2026, 3, 28, 9, tzinfo=UTC), "2026-03-28", "Sun 29 Mar 2026, 09:00"),
        ("Europe/Berlin", datetime(2026, 10, 24, 9, tzinfo=UTC), "2026-10-24", "Sun 25 Oct 2026, 09:00"),
        ("America/New_York", datetime(2026, 3, 7, 15, tzinfo=UTC), "2026-03-07", "Sun 8 Mar 2026, 09:00"),
    ],
)
async def test_nights_in_which_clocks_change_move_nothing(
    town: Town, zone: str, start: datetime, day: str, morning: str
) -> None:
    town.now = start
    ada = town.person("Ada", zone=zone)
    await sets(ada, until=day)
    assert await asked_at(town, ada, zone, start + timedelta(days=3)) == morning


async def test_whoever_travels_is_asked_in_the_morning_of_where_they_are_then(town: Town) -> None:
    ada = town.person("Ada", zone="Asia/Tokyo")
    await sets(ada, until="2026-03-03")
    await town.passes(hours=20)
    await ada.sends(call("zone.set"), {"zone": "America/Los_Angeles"})
    morning = await asked_at(town, ada, "America/Los_Angeles", START + timedelta(days=4))
    assert morning == "Wed 4 Mar 2026, 09:00"


async def test_one_question_and_no_second_whatever_is_answered_or_not(town: Town) -> None:
    ada = town.person("Ada")
    await sets(ada, until="2026-03-03")
    await town.passes(days=2)
    assert asked(ada) == 1
    assert labels(ada.last_dm) == ["It is done", "A new day", "Let it go"]
    assert ASKED in words(await ada.types("/home"))
    await ada.sends(call("goal.edit", 1), {"title": "Other words", "until": "2026-03-03"})
    await town.passes(days=30)
    assert asked(ada) == 1
    assert ASKED not in words(await ada.types("/home"))
    assert "by Tue 3 Mar 2026, which is over" in words(await ada.types("/goal"))


async def test_it_is_done_and_counts(town: Town) -> None:
    ada = town.person("Ada")
    await sets(ada, until="2026-03-03")
    await town.passes(days=2)
    assert "The first one here" in words(await ada.presses("It is done", from_dm=True))
    assert ASKED not in words(await ada.types("/home"))
    assert "done or let go already" in words(await ada.presses("It is done", from_dm=True))


async def test_a_new_day_is_asked_about_on_its_own_morning_after(town: Town) -> None:
    ada = town.person("Ada")
    await sets(ada, until="2026-03-03")
    await town.passes(days=2)
    assert isinstance(await ada.presses("A new day", from_dm=True), Form)
    assert "Choose today" in words(await ada.fills(until="2026-03-03"))
    assert "by Tue 10 Mar 2026" in words(await ada.fills(until="2026-03-10"))
    await town.passes(days=6)
    assert asked(ada) == 1
    await town.passes(days=2)
    assert asked(ada) == 2


@pytest.mark.parametrize("how", ["goal.done", "goal.drop"])
async def test_nothing_is_asked_about_what_is_over(town: Town, how: str) -> None:
    ada = town.person("Ada")
    await sets(ada, until="2026-03-03")
    await ada.sends(call(how, 1))
    await town.passes(days=10)
    assert ada.dms == []


async def test_a_day_that_is_taken_away_is_not_asked_about_and_one_that_is_moved_only_then(town: Town) -> None:
    ada = town.person("Ada")
    for day in ("2026-03-03", "2026-03-04"):
        await sets(ada, until=day)
    await ada.sends(call("goal.edit", 1), {"title": "No day"})
    await ada.sends(call("goal.edit", 2), {"title": "Later", "until": "2026-03-20"})
    await town.passes(days=15)
    assert asked(ada) == 0
    await town.passes(days=5)
    assert asked(ada) == 1


async def test_a_goal_taken_up_again_keeps_its_day_while_it_lies_ahead(town: Town) -> None:
    ada = town.person("Ada")
    for day in ("2026-03-03", "2026-03-20"):
        await sets(ada, until=day)
    for goal in (1, 2):
        await ada.sends(call("goal.drop", goal))
    await town.passes(days=5)
    for goal in (1, 2):
        await ada.sends(call("goal.reopen", goal))
    await town.passes(days=20)
    assert asked(ada) == 1
    assert "Its day was Fri 20 Mar 2026" in words(ada.last_dm)


async def test_after_a_long_sleep_of_the_bot_the_question_waits_for_the_day(town: Town) -> None:
    ada = town.person("Ada", zone="Africa/Lagos")
    await sets(ada, until="2026-03-03")
    town.now = datetime(2026, 3, 7, 2, tzinfo=UTC)
    await town.clockwork.tick(town.now)
    assert asked(ada) == 0
    assert await asked_at(town, ada, "Africa/Lagos", town.now + timedelta(days=1)) == "Sat 7 Mar 2026, 09:00"


async def test_whoever_has_left_is_not_asked_and_has_their_goals_when_they_are_back(town: Town) -> None:
    ada = town.person("Ada")
    await sets(ada, until="2026-03-03")
    await leaves(town, ada)
    await town.passes(days=5)
    assert ada.dms == []
    assert "which is over" in words(await ada.types("/goal"))


async def test_the_question_is_for_its_owner_while_it_is_open(town: Town) -> None:
    ada, eve = town.person("Ada"), town.person("Eve")
    await sets(ada, until="2026-03-03")
    await sets(ada, "No day")
    assert await renders(town, "goal.passed", 1, reader=ada) is None
    await town.passes(days=2)
    assert await renders(town, "goal.passed", 1, reader=eve) is None
    assert await renders(town, "goal.passed", 2, reader=ada) is None
    assert await renders(town, "goal.passed", 9, reader=ada) is None
    assert await renders(town, "goal.passed", 1, reader=ada) is not None
    for goal in (2, 9):
        assert await renders(town, "goal.day", goal) is None
    assert "not for pressing" in words(await eve.sends(call("goal.day", 1)))


async def test_the_clock_of_a_goal_stands_in_nobodys_list(town: Town) -> None:
    ada = town.person("Ada")
    await sets(ada, until="2026-03-30")
    assert "Nothing is open" in words(await ada.types("/home"))
    async with acting(town, ada) as ctx:
        assert await ctx.store.obligations.owed_by(ctx.actor.id) == []
