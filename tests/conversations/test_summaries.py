"""Once a week everybody reads how their own week went and, where they mentor, how their mentees are."""

from datetime import date, timedelta

from bot.calls import call
from bot.views import View
from tests.conversations.afterwards import begun, over
from tests.conversations.inside import only_sums_up, parts, renders
from tests.conversations.test_checkins import checks_in, paired
from tests.conversations.town import START, Speaker, Town
from tests.conversations.words import labels, words

FIRST = START.date()
"""The Monday on which everything begins; its week is summed up eight days later at the latest."""
STOP = "Not for me any more"


async def summary(town: Town, reader: Speaker, monday: date = FIRST) -> View | None:
    return await renders(town, "summary.week", monday.toordinal(), reader=reader)


async def said(town: Town, reader: Speaker, monday: date = FIRST) -> str:
    view = await summary(town, reader, monday)
    assert view is not None
    return words(view)


async def next_monday(town: Town) -> None:
    """To nine o'clock of the next one in Lagos."""
    await town.passes(hours=20 + 24 * 6)


async def test_a_week_reads_what_was_done_and_what_comes(town: Town) -> None:
    two = await over(town)
    await two.says(two.ada, "held")
    await two.says(two.grace, "held")
    await checks_in(two.ada, "private", mood="1")
    await two.ada.sends(call("goal.add"), {"title": "Pass my exam"})
    await two.ada.sends(call("goal.add"), {"title": "Write chapter two"})
    await two.ada.sends(call("goal.done", 1))
    await two.ada.sends(call("goal.progress", 2), {"percent": "60"})
    await two.again(timedelta(days=7))
    await town.passes(days=6)
    view = await summary(town, two.ada)
    assert view is not None
    assert words(view).split("\n") == [
        "Your week",
        "This is what came of last week.",
        "Check-ins: 1.",
        "Streak: A beginning. That counts.",
        "Sessions held: 1, with somebody.",
        "Goals reached: Pass my exam",
        "On your way: Write chapter two · 60 %",
        "Next session: Tue 10 Mar 2026, 19:00, with somebody.",
        "Only you see this.",
    ]
    assert labels(view) == ["Check in", STOP]


async def test_prompts_kept_are_counted_of_those_that_came(town: Town) -> None:
    ada, _, _ = await paired(town)
    await ada.sends(call("rhythm.agree"))
    await town.passes(hours=4)
    await checks_in(ada, "private")
    await town.passes(days=1)
    await checks_in(ada, "private")
    await next_monday(town)
    assert "Check-ins: 1 of the 2 I asked for, and 1 more." in await said(town, ada)
    assert "Streak: A beginning. That counts." in await said(town, ada)


async def test_the_only_prompt_of_a_week_is_said_without_counting(town: Town) -> None:
    ada, _, _ = await paired(town)
    await ada.types("/my-rhythm", level="own", days="Tue", at="10:00")
    await town.passes(days=1)
    await checks_in(ada, "private")
    await next_monday(town)
    assert "Check-ins: The one I asked for." in await said(town, ada)


async def test_a_quiet_week_is_fine_and_offers_one_thing(town: Town) -> None:
    ada, _, _ = await paired(town)
    await only_sums_up(town)
    await town.passes(days=7)
    view = await summary(town, ada)
    assert view is not None
    assert "It was quiet here last week, and that is fine." in words(view)
    assert labels(view) == ["Check in", STOP]
    assert "0" not in words(view)


async def test_prompts_left_alone_are_no_reproach(town: Town) -> None:
    ada, _, _ = await paired(town)
    await ada.sends(call("rhythm.agree"))
    await town.passes(days=7)
    assert "Check-ins" not in await said(town, ada)
    assert "that is fine" in await said(town, ada)


async def test_whoever_rests_or_is_no_student_here_hears_nothing_of_a_quiet_week(town: Town) -> None:
    ada, grace, pair = await paired(town)
    bo = town.person("Bo")
    await bo.types("/home")
    await ada.sends(call("prompt.pause"), {"until": "2026-03-12"})
    await ada.sends(call("mentorship.pause", pair), {"until": "2026-04-01"})
    await town.passes(days=7)
    assert await summary(town, ada) is None
    assert await summary(town, bo) is None
    assert await summary(town, grace) is None, "all she mentors rest"
    await town.pair(bo, grace)
    assert "somebody: It rests." in await said(town, grace)


async def test_a_pause_of_check_ins_alone_is_left_in_peace_too(town: Town) -> None:
    ada, _, _ = await paired(town)
    await ada.sends(call("rhythm.agree"))
    await ada.sends(call("prompt.pause"), {"until": "2026-03-12"})
    await town.passes(days=7)
    assert await summary(town, ada) is None


async def test_a_mentor_sees_each_mentee_in_one_line(town: Town) -> None:
    await only_sums_up(town)
    grace = await town.mentor("Grace", capacity=9)
    for name in ("Ada", "Bo", "Cy", "Dee", "Eve", "Flo"):
        await town.pair(town.person(name), grace)
    await town.passes(days=7)
    view = await summary(town, grace)
    assert view is not None
    lines = words(view).split("\n")
    assert lines[:3] == [
        "Your week",
        "Your mentees at a glance.",
        "Your mentees: somebody: Quiet since Mon 2 Mar 2026.",
    ]
    assert "and 1 more" in lines
    assert labels(view) == ["Your mentees", STOP]


async def test_a_mentor_sees_the_next_session_and_nothing_private(town: Town) -> None:
    two = await begun(town)
    await checks_in(two.ada, went="A hard day.", mood="1")
    await two.again(timedelta(days=9))
    await town.passes(days=7)
    shown = await said(town, two.grace)
    assert "You meet on Wed 11 Mar 2026, 12:00." in shown
    for private in ("hard day", "mood", "My exam"):
        assert private not in shown


async def test_whoever_learns_and_mentors_gets_one_message(town: Town) -> None:
    await only_sums_up(town)
    _, grace, _ = await paired(town)
    noor = await town.mentor("Noor")
    await town.pair(grace, noor)
    await checks_in(grace, "private")
    await town.passes(days=7)
    view = await summary(town, grace)
    assert view is not None
    shown = words(view)
    assert shown.index("Check-ins: 1.") < shown.index("Your mentees: somebody: Quiet")
    assert labels(view) == ["Check in", "Your mentees", STOP]


async def test_a_mentor_without_mentees_and_one_whose_last_pair_ended_hear_nothing(town: Town) -> None:
    ada, grace, pair = await paired(town)
    noor = await town.mentor("Noor")
    await grace.sends(call("mentorship.ended", pair))
    await town.passes(days=7)
    for one in (noor, grace, ada):
        assert await summary(town, one) is None


async def test_a_block_takes_somebody_out_of_the_others_summary(town: Town) -> None:
    await only_sums_up(town)
    ada, grace, _ = await paired(town)
    bo = town.person("Bo")
    await town.pair(bo, grace)
    await parts(town, ada, grace)
    await town.passes(days=7)
    assert (await said(town, grace)).count("somebody:") == 1
    assert await summary(town, ada) is None


async def test_it_is_about_a_whole_week_that_ended_lately(town: Town) -> None:
    ada, _, _ = await paired(town)
    await checks_in(ada, "private")
    assert await summary(town, ada) is None, "it still runs"
    await town.passes(days=7)
    assert await summary(town, ada, FIRST + timedelta(days=1)) is None, "no Monday"
    assert await summary(town, ada) is not None
    await town.passes(days=30)
    assert await summary(town, ada) is None


async def test_one_tap_turns_it_off_and_one_turns_it_on_again(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await only_sums_up(town)
    await town.passes(days=7)
    ada.seen = await summary(town, ada)
    assert "I do not sum up your week for you." in words(await ada.presses(STOP))
    assert await summary(town, ada) is None
    assert await summary(town, grace) is not None
    assert "Mon at 09:00 your time" in words(await ada.presses("Send me one again"))
    assert await summary(town, ada) is not None
    await ada.sends(call("rhythm.show"))
    assert "Mon at 09:00 your time" in words(await ada.presses("Your weekly summary"))
    await ada.presses(STOP)
    await ada.presses("Send me one again")
    assert labels(await ada.types("/my-summary")) == [STOP]


async def test_nobody_else_can_ask_for_anybodys_summary(town: Town) -> None:
    ada, _, _ = await paired(town)
    await town.passes(days=7)
    for name in ("summary.week", "summary.community", "summary.programme"):
        assert "not for pressing" in words(await ada.sends(call(name, FIRST.toordinal())))
        for wrong in (0, 1, 10**17):
            assert await renders(town, name, wrong, reader=ada) is None


async def test_a_next_group_session_is_told_to_those_with_a_place(town: Town) -> None:
    await only_sums_up(town)
    ada, grace, _ = await paired(town)
    await grace.sends(call("group.plan"), {"when": "2026-03-12 18:00", "places": "3"})
    await grace.presses("Yes, this time")
    await grace.fills(topic="Reading a paper", place="Room 3")
    await ada.types("/group-sessions")
    await ada.presses("Take a place")
    await town.passes(days=7)
    assert "Next session: Thu 12 Mar 2026, 17:00, in a group of somebody." in await said(town, ada)
    assert "Next session" not in await said(town, grace)
