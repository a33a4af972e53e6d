"""A mentor opens a group session, students take places, everybody is reminded, and it is over."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calls import call
from tests.conversations.groups import heard, mentored, opens, seen_labels, takes
from tests.conversations.town import START, Town
from tests.conversations.words import labels, words

BERLIN = "Europe/Berlin"


async def test_a_time_is_read_back_before_anybody_hears_of_it(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    before = len(ada.dms)
    said = words(await grace.types("/group-session", when="next Tue 16:00", places="4"), BERLIN)
    assert "Tue 10 Mar 2026, 16:00. 60 minutes, 4 places, for your mentees." in said
    assert "outside the hours in your profile" in said
    assert len(ada.dms) == before
    await grace.presses("Yes")
    opened = words(await grace.fills(topic="Reading a paper"), BERLIN)
    assert "Your group session is open" in opened
    assert "One mentee hears of it" in opened
    [told] = heard(ada, before, "A group session of your mentor")
    assert "Grace: Reading a paper. 60 minutes." in told
    assert "4 of 4 places free" in told


async def test_a_mentee_takes_a_place_from_the_message_and_sees_where(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    await opens(grace)
    assert "meet.example" not in words(ada.last_dm)
    taken = await ada.presses("Take a place", from_dm=True)
    assert "You have a place" in words(taken)
    assert "meet.example/grace" in words(taken)
    assert "2 of 3 places free" in words(await ada.types("/group-sessions"))
    assert "You have a place" in words(await ada.types("/sessions"))
    home = words(await ada.types("/home"))
    assert "Next: Tue 3 Mar 2026" in home
    assert "Reading a paper" in home


async def test_for_everybody_a_public_card_stands_in_the_channel_and_anybody_may_press(town: Town) -> None:
    grace = await town.mentor("Grace")
    await town.opens_channel("announcements")
    assert "stands in the channel" in await opens(grace, audience="everybody")
    [posted] = town.channel("announcements")
    assert "A group session for everybody" in words(posted)
    assert "meet.example" not in words(posted)
    assert labels(posted) == ["Take a place", "See what is free"]
    assert "places in all" in words(posted)
    assert "free" not in words(posted), "it would not stay true"
    bo = town.person("Bo")
    assert "You have a place" in words(await bo.sends(call("group.take", 1)))


async def test_without_a_channel_it_is_listed_and_its_mentor_is_told_so(town: Town) -> None:
    grace, bo = await town.mentor("Grace"), town.person("Bo")
    assert "no channel for announcements" in await opens(grace, audience="everybody")
    assert "You have a place" in await takes(bo)
    assert "Nobody is your mentee at the moment" in await opens(grace, "Thu 18:00")


async def test_all_are_reminded_before_and_never_after(town: Town) -> None:
    grace, [ada, bo] = await mentored(town, "Ada", "Bo")
    await opens(grace, "Fri 18:00")
    await takes(ada)
    await takes(bo)
    await bo.sends(call("group.give_back", 1))
    since = [len(one.dms) for one in (grace, ada, bo)]
    await town.passes(days=9)
    assert [len(heard(one, at, "is soon")) for one, at in zip((grace, ada, bo), since, strict=True)] == [3, 3, 0]


async def test_the_brief_says_what_people_would_like_to_talk_about(town: Town) -> None:
    grace, [ada, bo] = await mentored(town, "Ada", "Bo")
    await opens(grace)
    await takes(ada)
    await ada.presses("Say what about")
    assert "with your name" in words(ada.seen) if ada.seen else False
    assert "Noted" in words(await ada.fills(words="My proof of lemma two"))
    await takes(bo)
    theirs = words(await bo.sends(call("group.show", 1)))
    assert "Somebody: My proof of lemma two" in theirs
    assert "Ada" not in theirs
    await town.passes(hours=28)
    [*_, reminded] = heard(grace, 0, "is soon")
    assert "Ada: My proof of lemma two" in reminded
    assert "1 of 3 places free" in reminded
    await ada.sends(call("group.wish", 1), {"words": ""})
    await ada.sends(call("group.show", 1))
    assert "lemma two" in words(await grace.sends(call("group.people", 1)))


async def test_a_full_one_has_a_waiting_list_and_the_first_of_it_gets_what_comes_free(town: Town) -> None:
    grace, [ada, bo, cy] = await mentored(town, "Ada", "Bo", "Cy")
    await opens(grace, places="2")
    await takes(ada)
    await takes(bo)
    assert "Both places are taken" in words(await cy.types("/group-sessions"))
    assert "All places are taken" in words(await cy.sends(call("group.take", 1)))
    assert "You are on the list" in words(await cy.presses("Join the waiting list"))
    assert "waiting list" in words(await cy.types("/group-sessions"))
    assert "You are on the waiting list" in words(await cy.sends(call("group.take", 1)))
    await ada.types("/sessions")
    assert "Given back" in words(await ada.presses("Give it back"))
    assert "A place came free, and it is yours" in words(cy.last_dm)
    assert "Given back" in words(await cy.presses("No, give it back", from_dm=True))
    assert "1 of 2 places free" in words(await ada.types("/group-sessions"))


async def test_who_waits_in_vain_hears_it_kindly_and_may_leave_the_list(town: Town) -> None:
    grace, [ada, bo, cy, dee] = await mentored(town, "Ada", "Bo", "Cy", "Dee")
    await opens(grace, places="2")
    for one in (ada, bo):
        await takes(one)
    for one in (cy, dee):
        await one.sends(call("group.wait", 1))
    assert "You have a place already" in words(await ada.sends(call("group.wait", 1)))
    await dee.types("/sessions")
    assert "Off the list" in words(await dee.presses("Leave the list"))
    since = len(cy.dms), len(dee.dms)
    await town.passes(days=2)
    assert len(heard(cy, since[0], "No place this time")) == 1
    assert not heard(dee, since[1], "No place this time")


async def test_joining_the_list_while_a_place_is_free_is_having_it(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    await opens(grace)
    assert "You have a place" in words(await ada.sends(call("group.wait", 1)))


async def test_those_that_repeat_keep_the_mentors_hour_when_her_clocks_change(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    said = await opens(grace, "Wed 18:00", every="1", until="2026-04-08")
    assert "and 5 more until" in said
    assert "and 5 more until" in words(ada.last_dm)
    assert len(heard(ada, 0, "A group session of your mentor")) == 1
    ada_id = await town.id(ada)
    async with town.storage.reading() as tx:
        found = await tx.store(town.community.id).groups.listed(ada_id, START, 9)
    assert [one.start.astimezone(ZoneInfo(BERLIN)).hour for one in found] == [18] * 6
    assert [one.start.hour for one in found] == [17, 17, 17, 17, 16, 16]
    assert len(await seen_labels(ada)) == 11


async def test_a_date_that_clashes_is_left_out_and_said(town: Town) -> None:
    grace, _ = await mentored(town, "Ada")
    await opens(grace, "2026-03-11 18:30")
    said = await opens(grace, "Wed 18:00", every="1", until="2026-03-25")
    assert "and 2 more until" in said
    assert "Left out, because you have something then: Wed 11 Mar 2026." in said
    assert "a week to a year after" in await opens(grace, "Thu 18:00", every="2", until="2026-03-06")


async def test_an_hour_that_comes_twice_is_asked_about(town: Town) -> None:
    grace = await town.mentor("Grace", zone="America/Santiago")
    twice = await grace.types("/group-session", when="2026-04-04 23:30")
    assert "comes twice" in words(twice)
    assert labels(twice) == ["23:30, UTC-03:00", "23:30, UTC-04:00", "Type another"]
    skipped = await grace.types("/group-session", when="2026-09-06 00:30")
    assert "180 days" in words(skipped)
    grace.town.now = datetime(2026, 9, 1, tzinfo=UTC)
    assert "skip" in words(await grace.types("/group-session", when="2026-09-06 00:30"))


async def test_words_that_are_no_time_come_back_beside_the_field(town: Town) -> None:
    grace = await town.mentor("Grace")
    assert "Leave out the zone" in words(await grace.types("/group-session", when="5pm IST"))
    near = await grace.types("/group-session", when="in 30 minutes")
    assert "at least 2 hours ahead" in words(near)
    assert labels(near) == ["Type another"]


async def test_pages_of_group_sessions_and_of_sessions_turn(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    await opens(grace, "Wed 18:00", every="1", until="2026-04-08")
    first = words(await ada.types("/group-sessions"))
    assert first.count("Reading a paper") == 5
    assert words(await ada.presses("Older")).count("Reading a paper") == 1
    assert words(await ada.presses("Newer")) == first
    assert "1–5 of 6" in words(await grace.types("/sessions"))
    assert "6–6 of 6" in words(await grace.presses("Older"))


async def test_sessions_of_a_pair_and_of_a_group_stand_in_order_of_time(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    await ada.types("/schedule", when="Wed 17:00")
    await ada.presses("Ask them")
    await ada.fills(topic="My exam")
    await grace.presses("Yes", from_dm=True)
    await opens(grace, "Tue 18:00")
    await opens(grace, "Thu 18:00")
    assert "You have something else then" in words(await grace.types("/group-session", when="Wed 17:30"))
    said = words(await grace.types("/sessions"))
    assert said.index("3 Mar") < said.index("My exam") < said.index("5 Mar")


async def test_afterwards_the_mentor_ticks_who_came_and_writes_to_them_once(town: Town) -> None:
    grace, [ada, bo] = await mentored(town, "Ada", "Bo")
    await opens(grace)
    for one in (ada, bo):
        await takes(one)
    await town.passes(hours=32)
    assert "2 had a place" in words(grace.last_dm)
    some = await grace.presses("Some were", from_dm=True)
    assert "Who came" in words(some)
    assert "first who was there" in words(await grace.sends(call("group.write", 1), {"words": "Thank you"}))
    assert "They had no place" in words(await grace.sends(call("group.tick", 1, await town.id(grace))))
    await grace.sends(call("group.people", 1))
    assert "Was there" in words(await grace.presses("Was there"))
    assert labels(grace.seen)[:2] == ["Was not there", "Was there"] if grace.seen else False
    await grace.presses("Write to those who were")
    assert "to one person who came" in words(await grace.fills(words="Next time bring page four."))
    assert "page four" in words(ada.last_dm)
    assert not heard(bo, 0, "page four")
    assert "written to them already" in words(await grace.sends(call("group.write", 1), {"words": "Again"}))


@pytest.mark.parametrize(("pressed", "title"), [("All were there", "Good"), ("Nobody came", "I am sorry")])
async def test_afterwards_one_tap_may_be_enough(town: Town, pressed: str, title: str) -> None:
    grace, [ada] = await mentored(town, "Ada")
    await opens(grace)
    await takes(ada)
    await town.passes(hours=32)
    before = len(ada.dms)
    assert title in words(await grace.presses(pressed, from_dm=True))
    assert len(ada.dms) == before
    await grace.sends(call("group.everybody", 1))
    assert "to one person" in words(await grace.sends(call("group.write", 1), {"words": "Thank you"}))
    assert "Thank you" in words(ada.last_dm)


async def test_a_group_session_nobody_took_a_place_in_asks_nothing_afterwards(town: Town) -> None:
    grace, _ = await mentored(town, "Ada")
    await opens(grace)
    await town.passes(days=2)
    assert not heard(grace, 0, "Who came?")
    assert "Nobody had a place" in words(await grace.sends(call("group.everybody", 1)))
    assert "Nobody has a place yet" in words(await grace.sends(call("group.people", 1)))


async def test_somebody_who_mentors_nobody_yet_sees_an_empty_list(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    assert "No group sessions yet" in words(await ada.types("/group-sessions"))
    assert labels(await grace.types("/group-sessions")) == ["Open one yourself"]
    assert "This is for mentors" in words(await ada.types("/group-session", when="tomorrow 18:00"))


async def test_whoever_was_blocked_reads_no_note_of_the_mentor(town: Town) -> None:
    grace, [ada, bo] = await mentored(town, "Ada", "Bo")
    await opens(grace)
    for one in (ada, bo):
        await takes(one)
    await town.passes(days=2)
    await grace.sends(call("group.everybody", 1))
    await ada.sends(call("block.do", await town.id(grace)))
    before = len(ada.dms), len(bo.dms)
    await grace.sends(call("group.write", 1), {"words": "Thank you"})
    assert heard(ada, before[0], "Thank you") == []
    assert len(heard(bo, before[1], "Thank you")) == 1
