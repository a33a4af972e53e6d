"""Deadlines of one's calendars become goals by one tap, go where the deadline goes, and are never there twice."""

from datetime import UTC, datetime

import pytest

from bot.calls import call
from bot.ports.feeds import Deadline, Read
from tests.conversations.calendars import KEPT, Reading, adds, due
from tests.conversations.inside import renders
from tests.conversations.test_sessions import paired
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words

HOST = "calendar.example.com"


@pytest.fixture
def reading(town: Town) -> Reading:
    return Reading(town)


def says(reading: Reading, *deadlines: Deadline) -> None:
    reading.library.answers[HOST] = Read(KEPT, (), deadlines)


async def studies(town: Town, reading: Reading) -> Speaker:
    """Ada's calendar has an essay on Wednesday and an exam two weeks later."""
    ada = town.person("Ada")
    says(reading, due(2, "Essay"), due(16, "Exam @everyone", is_day=True))
    await adds(ada, kind="deadlines")
    await reading.goes_round()
    return ada


async def test_a_deadline_becomes_a_goal_by_one_tap_with_its_name_and_its_day(town: Town, reading: Reading) -> None:
    ada = await studies(town, reading)
    await ada.types("/goal")
    listed = words(await ada.presses("From your deadlines"))
    assert "Essay\nBy Wed 4 Mar 2026" in listed
    assert "Only you see a goal unless you share it." in listed
    made = words(await ada.presses("Make it a goal"))
    assert (
        "Your goal is set\nEssay\n0 % · by Wed 4 Mar 2026\nOnly you see it.\nIts day comes from your calendar." in made
    )
    assert "Essay" not in words(await ada.sends(call("goal.deadlines", 0)))
    await town.passes(days=2, hours=22)
    assert "Its day was Wed 4 Mar 2026" in words(ada.last_dm)


async def test_the_row_of_deadlines_leads_there_too(town: Town, reading: Reading) -> None:
    ada = await studies(town, reading)
    await ada.types("/home")
    assert "Essay" in words(await ada.presses("Make it a goal"))
    assert "Your goal is set" in words(await ada.presses("Make it a goal"))


async def test_the_same_deadline_is_never_two_goals(town: Town, reading: Reading) -> None:
    ada = await studies(town, reading)
    essay = call("goal.adopt", due(2, "Essay").mark)
    await ada.sends(essay)
    assert "already" in words(await ada.sends(essay))
    await ada.types("/goal")
    await ada.presses("Open")
    await ada.presses("Let it go")
    assert "already" in words(await ada.sends(essay))
    await adds(ada, "https://calendar.example.com/ada/other.ics", kind="deadlines")
    await reading.goes_round()
    assert labels(await ada.sends(call("goal.deadlines", 0))).count("Make it a goal") == 1


async def test_a_moved_deadline_moves_its_goal_and_both_clocks(town: Town, reading: Reading) -> None:
    ada = await studies(town, reading)
    await ada.sends(call("goal.adopt", due(2, "Essay").mark))
    says(reading, Deadline("essay", "Essay (new)", due(9, "").at))
    await reading.passes(hours=1)
    assert "by Wed 11 Mar 2026\nYour calendar moved it here from Wed 4 Mar 2026." in words(await ada.types("/goal"))
    await town.passes(days=6)
    assert not [view for view in ada.dms if "Its day was" in words(view)]
    says(reading, Deadline("essay", "Essay", due(7, "").at))
    await reading.passes(hours=1)
    await town.passes(days=2)
    assert "Its day was Mon 9 Mar 2026" in words(ada.last_dm)


async def test_a_day_typed_by_hand_stands_until_the_deadline_moves(town: Town, reading: Reading) -> None:
    ada = await studies(town, reading)
    await ada.sends(call("goal.adopt", due(2, "Essay").mark))
    await ada.sends(call("goal.carry", 1), {"until": "2026-03-03"})
    await reading.passes(hours=1)
    shown = words(await ada.types("/goal"))
    assert "by Tue 3 Mar 2026\nYour calendar says Wed 4 Mar 2026." in shown
    says(reading, Deadline("essay", "Essay", due(3, "").at))
    await reading.passes(hours=1)
    assert "by Thu 5 Mar 2026" in words(await ada.types("/goal"))


async def test_a_deadline_that_is_gone_leaves_the_goal_and_says_so(town: Town, reading: Reading) -> None:
    ada = await studies(town, reading)
    await ada.sends(call("goal.adopt", due(2, "Essay").mark))
    says(reading)
    await reading.passes(hours=1)
    gone = "by Wed 4 Mar 2026\nIts deadline is no longer in your calendars. The goal stays as it is."
    assert gone in words(await ada.types("/goal"))
    await ada.sends(call("calendar.forget", 1))
    assert gone in words(await ada.types("/goal"))
    await town.passes(days=4)
    assert "no longer" not in words(await ada.types("/goal"))


async def test_what_is_done_or_full_or_switched_off_takes_none(town: Town, reading: Reading) -> None:
    ada = await studies(town, reading)
    essay, exam = (call("goal.adopt", one.mark) for one in (due(2, "Essay"), due(16, "Exam @everyone")))
    await ada.sends(essay)
    await ada.sends(call("goal.done", 1))
    says(reading, Deadline("essay", "Essay", due(9, "").at), due(16, "Exam @everyone", is_day=True))
    await reading.passes(hours=1)
    assert "already" in words(await ada.sends(essay))
    for number in range(20):
        await ada.sends(call("goal.add"), {"title": f"Goal {number}"})
    assert "20 open goals" in words(await ada.sends(exam))
    await town.person("Mo", moderator=True).sends(call("setup.feature", "is_goals", 0))
    for one in (exam, call("goal.deadlines", 0)):
        assert "switched this off" in words(await ada.sends(one))
    assert "From your deadlines" not in labels(await ada.types("/goal"))
    assert "Make them goals" not in labels(await ada.types("/home"))


async def test_nobody_makes_a_goal_of_somebody_elses_deadline_nor_reads_it(town: Town, reading: Reading) -> None:
    ada = await studies(town, reading)
    eve = town.person("Eve")
    for mark in (due(2, "Essay").mark, "essay", "0", "x" * 60):
        assert "I do not find this deadline" in words(await eve.sends(call("goal.adopt", mark)))
    assert "No deadlines ahead" in words(await eve.sends(call("goal.deadlines", 0)))
    assert "From your deadlines" not in labels(await eve.types("/goal"))
    assert "not for pressing" in words(await eve.sends(call("goal.follow", await town.id(ada))))


async def test_a_mentor_sees_it_only_when_it_is_shared(town: Town, reading: Reading) -> None:
    ada, grace, pair = await paired(town)
    says(reading, due(2, "Essay"))
    await adds(ada, kind="deadlines", share="no")
    await reading.goes_round()
    await ada.sends(call("goal.adopt", due(2, "Essay").mark))
    assert "Essay" not in words(await grace.sends(call("mentorship.show", pair)))


async def test_a_whole_day_stays_that_day_wherever_its_owner_goes_and_whoever_reads_it(
    town: Town, reading: Reading
) -> None:
    """Nobody reads the calendar anew here before another one makes goals follow."""
    ada, grace, _ = await paired(town)
    await ada.types("/timezone", zone="America/Los_Angeles")
    last_minute = datetime(2026, 3, 7, 7, 59, tzinfo=UTC)
    says(reading, Deadline("essay", "Essay", last_minute, is_day=True))
    await adds(ada, kind="deadlines", share="yes")
    await reading.goes_round()
    assert "by Fri 6 Mar 2026" in words(await ada.sends(call("goal.adopt", due(0, "Essay").mark)))
    await ada.types("/timezone", zone="Europe/Berlin")
    assert "by Fri 6 Mar 2026\nIts day comes from your calendar." in words(await ada.types("/goal"))
    await renders(town, "goal.follow", await town.id(ada))
    assert "by Fri 6 Mar 2026\nIts day comes from your calendar." in words(await ada.types("/goal"))
    assert "Fri 6 Mar 2026: Essay" in words(await grace.types("/mentees"))


async def test_a_deadline_that_moves_to_its_owners_today_is_asked_about_where_the_community_has_tomorrow(
    town: Town, reading: Reading
) -> None:
    ada = await studies(town, reading)
    await ada.types("/timezone", zone="America/Los_Angeles")
    await ada.sends(call("goal.adopt", due(2, "Essay").mark))
    await town.passes(hours=12)
    says(reading, Deadline("essay", "Essay", datetime(2026, 3, 3, 7, tzinfo=UTC)))
    await reading.passes(minutes=45)
    assert "by Mon 2 Mar 2026" in words(await ada.types("/goal"))
    await town.passes(days=1)
    assert "Its day was Mon 2 Mar 2026" in words(ada.last_dm)


async def test_titles_as_long_as_calendars_have_them_and_none_at_all_are_listed(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    says(reading, *(Deadline(f"uid-{number}", "Essay " * 33, due(2 + number, "").at) for number in range(4)))
    await adds(ada, kind="deadlines")
    await reading.goes_round()
    assert "Essay Essay" in words(await ada.sends(call("goal.deadlines", 0)))
    says(reading, Deadline("nameless", "", due(2, "").at))
    await reading.passes(hours=1)
    assert "A deadline\nBy Wed 4 Mar 2026" in words(await ada.sends(call("goal.deadlines", 0)))
    assert "A deadline" in words(await ada.presses("Make it a goal"))
