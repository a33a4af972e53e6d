"""Each step of the set-up: who moderates and mentors, the clock, what is on; and the trail of who changed what."""

from dataclasses import replace

import pytest

from bot.calls import call
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


@pytest.fixture
def mo(town: Town) -> Speaker:
    return town.person("Mo", moderator=True)


def with_role(speaker: Speaker, *roles: str) -> Speaker:
    return Speaker(speaker.town, replace(speaker.actor, roles=frozenset(roles)))


async def test_the_steps_say_how_things_stand_and_can_be_done_in_any_order(mo: Speaker) -> None:
    said = words(await mo.types("/setup"))
    assert "None yet; then I write direct messages." in said
    assert "Moderators known to me: 1" in said
    assert "Anybody may mentor at once." in said
    assert "Europe/Berlin: it is Mon 2 Mar 2026, 13:00 there" in said
    assert "Those who agreed are asked Mon, Thu at 16:00" in said
    assert "Everything is on." in said


async def test_a_named_moderator_moderates_until_taken_off(town: Town, mo: Speaker) -> None:
    ada = town.person("Ada")
    await ada.types("/home")
    await mo.sends(call("setup.moderators"))
    await mo.presses("Name somebody")
    assert "moderates with you" in words(await mo.fills(person=ada.actor.account))
    assert "Moderators known to me: 2" in words(await ada.types("/setup"))
    await mo.sends(call("setup.moderators"))
    await mo.presses("Take somebody off")
    assert "no named moderator any more" in words(await mo.fills(person=ada.actor.account))
    assert "This is for moderators" in words(await ada.types("/setup"))
    assert "Nobody here named them" in words(await mo.sends(call("setup.unname"), {"person": mo.actor.account}))


async def test_a_role_makes_moderators_and_losing_it_unmakes_them(town: Town, mo: Speaker) -> None:
    ada = town.person("Ada")
    await mo.sends(call("setup.role", "moderator"))
    assert "Whoever has this role" in words(await mo.picks("77"))
    assert "Set up" in words(await with_role(ada, "5", "77").types("/setup"))
    assert "This is for moderators" in words(await with_role(ada, "5").types("/setup"))
    await mo.sends(call("setup.moderators"))
    await mo.presses("No role")
    assert "This is for moderators" in words(await with_role(ada, "77").types("/setup"))


@pytest.mark.parametrize("role", ["T1", "", "7;7", "9" * 30, "٧"])
async def test_a_role_of_everybody_or_of_nobody_is_refused(mo: Speaker, role: str) -> None:
    said = words(await mo.sends(call("setup.role_chosen", "moderator"), {"role": role or " "}))
    assert "everybody" in said or "Pick a role" in said
    assert "No role" not in labels(await mo.sends(call("setup.moderators")))


async def test_only_moderators_choose_roles_and_only_those_there_are(town: Town, mo: Speaker) -> None:
    ada = town.person("Ada")
    for asked in (call("setup.role_chosen", "moderator"), call("setup.role_none", "moderator")):
        assert "This is for moderators" in words(await ada.sends(asked, {"role": "77"}))
    assert "no such role" in words(await mo.sends(call("setup.role", "owner")))
    assert "no such role" in words(await mo.sends(call("setup.role_chosen", "owner"), {"role": "77"}))


async def test_mentors_are_approved_but_those_with_the_role_are_not_looked_at(town: Town, mo: Speaker) -> None:
    await mo.sends(call("setup.mentors"))
    assert "You approve each new mentor" in words(await mo.presses("Approve each one"))
    await mo.presses("Choose a role")
    await mo.picks("88")
    grace = with_role(town.person("Grace"), "88")
    for speaker in (grace, town.person("Lin")):
        about = {"topics": "statistics", "languages": "English", "bio": "I explain."}
        await speaker.sends(call("mentor.about"), about)
        await speaker.sends(call("mentor.time"), {"week": "Mon 18-21", "zone": "UTC", "capacity": "1"})
    waiting = words(await mo.types("/approve"))
    assert "Lin" in waiting
    assert "Grace" not in waiting
    assert "Whoever has the role you chose needs no look." in words(await mo.types("/setup"))
    await mo.sends(call("setup.mentors"))
    assert "Anybody may" in words(await mo.presses("Let anybody mentor"))


async def test_the_communitys_clock_is_that_of_whoever_has_not_said_theirs(town: Town, mo: Speaker) -> None:
    eve = town.person("Eve", zone="")
    await eve.types("/home")
    await mo.types("/setup")
    await mo.presses("Change")
    assert "it is Mon 2 Mar 2026, 21:00 there" in words(await mo.fills(zone="Tokyo"))
    person = await town.id(eve)
    async with town.storage.reading() as tx:
        found = await tx.store(town.community.id).people.get(person)
    assert found is not None
    assert found.zone == "Asia/Tokyo"
    assert "I do not know the place" in words(await mo.sends(call("setup.zone"), {"zone": "Atlantis"}))
    assert "Asia/Tokyo" in words(await mo.types("/setup"))


async def test_what_is_off_begins_nothing_new_and_what_runs_goes_on(town: Town, mo: Speaker) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await ada.types("/ask", question="What does a p-value say?", topic="statistics")
    await mo.sends(call("setup.features"))
    await mo.sends(call("setup.feature", "is_questions", 0))
    assert "switched this off" in words(await ada.types("/ask", question="And a z-value?", topic="statistics"))
    assert "Quick question" not in labels(await ada.types("/home"))
    assert "Ask a question" not in labels(await ada.types("/questions"))
    assert "/ask" not in words(await ada.types("/help"))
    assert "Off: Quick questions." in words(await mo.types("/setup"))
    assert "switched this off" not in words(await grace.presses("I take", from_dm=True))
    await mo.sends(call("setup.feature", "is_questions", 1))
    assert "/ask" in words(await ada.types("/help"))
    for name in ("request_most_open", "is_mentor_approval", "nothing"):
        assert "nothing of this name" in words(await mo.sends(call("setup.feature", name, 0)))


async def test_every_change_is_kept_with_who_made_it(town: Town, mo: Speaker) -> None:
    assert "Nobody has changed anything yet." in words(await mo.types("/audit"))
    await mo.sends(call("setup.zone"), {"zone": "Tokyo"})
    await mo.sends(call("setup.zone"), {"zone": "Tokyo"})
    await mo.sends(call("config.set", "undo_days"), {"value": "9"})
    await mo.sends(call("topic.add"), {"name": "Bees", "synonyms": "apiculture"})
    await mo.sends(call("setup.channel", "mentors"), {"channel": "c-1"})
    await mo.sends(call("setup.stop", "mentors"))
    await mo.sends(call("setup.feature", "is_scheduling", 0))
    said = words(await mo.types("/audit"))
    assert "Sessions" in said
    assert "Mo, Mon 2 Mar 2026" in said
    assert "on → off" in said
    assert "c-1 → nothing" in said
    assert "nothing → Bees, apiculture" in said
    older = words(await mo.presses("Older"))
    assert "Europe/Berlin → Asia/Tokyo" in older
    assert older.count("→") == 1
    assert "Sessions" in words(await mo.presses("Newer"))
    assert "This is for moderators" in words(await town.person("Ada").types("/audit"))


def in_dm(speaker: Speaker) -> Speaker:
    return Speaker(speaker.town, replace(speaker.actor, space="", roles=frozenset(), is_moderator=False))


async def test_a_role_that_is_chosen_no_more_moderates_in_direct_messages_no_more(town: Town, mo: Speaker) -> None:
    ada = town.person("Ada")
    await mo.sends(call("setup.role", "moderator"))
    await mo.picks("77")
    await with_role(ada, "77").types("/setup")
    assert "Set up" in words(await in_dm(ada).types("/setup"))
    await mo.sends(call("setup.role_none", "moderator"))
    assert "This is for moderators" in words(await in_dm(ada).types("/setup"))
    assert "Set up" in words(await in_dm(mo).types("/setup"))


async def test_a_channel_belongs_to_the_server_in_which_it_was_chosen(town: Town, mo: Speaker) -> None:
    async with town.storage.writing() as tx:
        await tx.directory.add_space(town.community.id, "town", "222", "Other")
    await mo.types("/home")
    there = Speaker(town, replace(mo.actor, space="222"))
    await there.sends(call("setup.channel", "mentors"), {"channel": "c-9"})
    async with town.storage.reading() as tx:
        assert await tx.store(town.community.id).people.channel("mentors") == ("town", "222", "c-9")
    assert "everybody" in words(await there.sends(call("setup.role_chosen", "moderator"), {"role": "222"}))
    assert "Type /setup in the server" in words(
        await in_dm(mo).sends(call("setup.channel", "mentors"), {"channel": "c-9"})
    )


async def test_the_week_is_summed_up_when_moderators_say_and_the_change_is_kept(town: Town, mo: Speaker) -> None:
    going = "Weekly summaries go out Mon at 09:00: to people in their own time, to channels in the community's."
    assert going in words(await mo.types("/setup"))
    assert going in words(await mo.types("/config"))
    await mo.types("/setup")
    form = words(await mo.presses("Weekly summary"))
    assert "[09:00]" in form
    assert "Type a time like 17:30" in words(await mo.fills(at="soon"))
    assert "Weekly summaries go out Tue at 10:30" in words(await mo.fills(day="1", at="10:30"))
    assert "Tue at 10:30" in words(await mo.types("/audit"))
    await mo.sends(call("summary.rhythm"), {"is_on": "0", "day": "1", "at": "10:30"})
    assert "No weekly summaries." in words(await mo.types("/setup"))
    assert "turned summaries off" in words(await town.person("Ada").types("/my-summary"))
    assert "This is for moderators" in words(await town.person("Ada").sends(call("summary.rhythm")))


async def test_what_is_switched_off_is_offered_nowhere_a_session_or_a_question_ends(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    pair = await town.pair(ada, grace)
    await ada.sends(call("session.times", pair, 60, 0, 0))
    await ada.presses("Suggest this")
    await ada.fills()
    await town.person("Mo", moderator=True).sends(call("setup.feature", "is_scheduling", 0))
    assert "You said no" in words(await grace.presses("No", from_dm=True))
    assert grace.seen is not None
    assert labels(grace.seen) == labels(ada.last_dm) == []
    assert "Find an hour" not in labels(await grace.types("/mentees"))
    assert "Find an hour" not in labels(await ada.types("/sessions"))


async def test_another_time_says_instead_of_which_session(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    pair = await town.pair(ada, grace)
    await ada.sends(call("session.times", pair, 60, 0, 0))
    await ada.presses("Suggest this")
    await ada.fills(topic="Chapter two")
    await grace.presses("Yes", from_dm=True)
    await ada.types("/sessions")
    listed = words(await ada.presses("Move it"))
    assert "60 minutes with Grace instead of" in listed
    assert "(Chapter two), in your time." in listed
    await ada.presses("Type a time")
    assert "60 minutes instead of" in words(await ada.fills(when="next Tuesday 19:00"))
