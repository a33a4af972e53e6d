"""A group session moves or is called off, and everybody in it hears of it once."""

from bot.calls import call
from tests.conversations.groups import heard, mentored, opens, takes
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words

BERLIN = "Europe/Berlin"


async def moves(grace: Speaker, when: str) -> str:
    await grace.sends(call("group.show", 1))
    await grace.presses("Move it")
    assert "Is this the time?" in words(await grace.fills(when=when))
    return words(await grace.presses("Move it"), BERLIN)


async def test_a_move_is_read_back_then_told_to_all_and_their_reminders_move_with_it(town: Town) -> None:
    grace, [ada, bo] = await mentored(town, "Ada", "Bo")
    await opens(grace, "Tue 18:00")
    await takes(ada)
    before = len(ada.dms), len(bo.dms), len(grace.dms)
    assert "Now on Fri 6 Mar 2026, 19:00. All who are in it are told." in await moves(grace, "Fri 19:00")
    assert "You keep your place" in words(ada.last_dm)
    assert "Give it back" in labels(ada.last_dm)
    await town.passes(days=8)
    reminded = heard(ada, before[0], "is soon")
    assert len(reminded) == 3
    assert all("Fri 6 Mar 2026" in one for one in reminded)
    assert not heard(bo, before[1], "moved")
    assert len(heard(grace, before[2], "is soon")) == 3
    assert len(heard(grace, before[2], "Who came?")) == 1


async def test_who_has_something_else_at_the_new_time_hears_it_kindly(town: Town) -> None:
    grace, [ada, bo] = await mentored(town, "Ada", "Bo")
    lin = await town.mentor("Lin")
    await opens(grace, "Tue 18:00", places="2")
    await opens(lin, "Fri 19:30", audience="everybody")
    await takes(ada)
    await ada.sends(call("group.take", 2))
    await takes(bo)
    cy = town.person("Cy")
    await town.pair(cy, grace)
    await cy.sends(call("group.wait", 1))
    assert "One person has no time then" in await moves(grace, "Fri 19:00")
    assert "so I gave your place back" in words(ada.last_dm)
    assert "You keep your place" in words(bo.last_dm)
    assert "A place came free, and it is yours" in words(cy.last_dm)
    said = words(await ada.types("/sessions"))
    assert "Lin" in said
    assert "Grace" not in said


async def test_a_time_the_mentor_does_not_have_is_refused_and_nothing_moves(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    await opens(grace, "Tue 18:00")
    await opens(grace, "Fri 18:00")
    await takes(ada)
    before = len(ada.dms)
    await grace.sends(call("group.move", 1), {"when": "Fri 18:30"})
    assert "You have something else then" in words(grace.seen) if grace.seen else False
    assert "time it has already" in words(await grace.sends(call("group.move", 1), {"when": "Tue 18:00"}))
    at = int(town.now.timestamp())
    assert "too near" in words(await grace.sends(call("group.moved", 1, at)))
    friday = at + 4 * 86400 + 5 * 3600
    assert "something else" in words(await grace.sends(call("group.moved", 1, friday + 1800)))
    assert len(ada.dms) == before
    assert "Is this the time?" in words(await grace.sends(call("group.move", 1), {"when": "Tue 18:30"}))


async def test_calling_it_off_tells_all_with_a_word_and_reminds_nobody(town: Town) -> None:
    grace, [ada, bo, cy] = await mentored(town, "Ada", "Bo", "Cy")
    await opens(grace, "Fri 18:00", places="2")
    for one in (ada, bo):
        await takes(one)
    await cy.sends(call("group.wait", 1))
    await grace.types("/sessions")
    await grace.presses("Call it off")
    since = [len(one.dms) for one in (ada, bo, cy, grace)]
    assert "All who were in it are told" in words(await grace.fills(reason="I have caught a cold"))
    for one, at in zip((ada, bo, cy), since, strict=False):
        [off] = heard(one, at, "Called off")
        assert "They write: I have caught a cold" in off
    await town.passes(days=8)
    for one, at in zip((ada, bo, cy, grace), since, strict=True):
        assert not heard(one, at, "is soon")
        assert not heard(one, at, "No place this time")
    assert "was called off" in words(await ada.sends(call("group.show", 1)))
    assert "called off" in words(await grace.sends(call("group.everybody", 1)))
    assert "No sessions coming" in words(await ada.types("/sessions"))


async def test_all_that_follow_are_called_off_and_what_came_before_stays(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    await opens(grace, "Wed 18:00", every="1", until="2026-03-25")
    for group in (1, 2, 3):
        await ada.sends(call("group.take", group))
    before = len(ada.dms)
    await grace.sends(call("group.show", 2))
    await grace.presses("Call off all that follow")
    await grace.fills(reason="I move house")
    assert len(heard(ada, before, "I move house")) == 2
    assert words(await ada.types("/group-sessions")).count("Reading a paper") == 1
    assert "Call off all that follow" not in labels(await grace.sends(call("group.show", 1)))


async def test_a_single_one_is_called_off_by_either_button(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    await opens(grace)
    await grace.sends(call("group.cancel_series", 1), {"reason": ""})
    assert "No group sessions yet" in words(await ada.types("/group-sessions"))
