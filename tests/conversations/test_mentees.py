"""A mentor sees how their mentees are, and sends a kind word; the mentor's brief holds the last check-in."""

from bot.calls import call
from tests.conversations.inside import asks_nobody
from tests.conversations.test_sessions import agreed, paired
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


async def checks_in(who: Speaker, **more: str) -> None:
    typed = {"went": "I read two papers.", "next": "Finish the draft.", "audience": "mentors", **more}
    said = await who.sends(call("checkin.write"), typed)
    if "I agree, share it" in labels(said):
        await who.presses("I agree")


async def test_who_is_fine_and_who_went_quiet(town: Town) -> None:
    await asks_nobody(town)
    ada, grace, _ = await paired(town)
    assert "You were last in touch on Mon 2 Mar 2026." in words(await grace.types("/mentees"))
    await town.passes(days=8)
    assert "Quiet since Mon 2 Mar 2026." in words(await grace.types("/mentees"))
    assert "This is for mentors" in words(await ada.types("/mentees"))


async def test_the_one_heard_of_least_comes_first_and_pages_turn(town: Town) -> None:
    await asks_nobody(town)
    grace = await town.mentor("Grace", capacity=9)
    for name in ("Ada", "Bo", "Cy", "Dee", "Eve", "Flo"):
        await town.pair(town.person(name), grace)
        await town.passes(hours=1)
    said = words(await grace.types("/mentees"))
    assert said.index("Ada") < said.index("Bo") < said.index("Eve")
    assert "1–5 of 6" in said
    assert "Flo" in words(await grace.presses("Older"))


async def test_what_is_shared_is_there_and_what_is_private_is_not(town: Town) -> None:
    await asks_nobody(town)
    ada, grace, _ = await agreed(town)
    await checks_in(ada, mood="2")
    assert "You meet on" in words(await grace.types("/mentees"))
    await town.passes(days=1)
    await checks_in(ada, went="A hard day.", mood="1", audience="private")
    said = words(await grace.types("/mentees"))
    assert "Checked in on Mon 2 Mar 2026, mood 2 of 5." in said
    assert "hard day" not in said


async def test_a_kind_word_arrives_once_a_day(town: Town) -> None:
    await asks_nobody(town)
    ada, grace, pair = await paired(town)
    await grace.types("/mentees")
    assert "reads: you think of them" in words(await grace.presses("Send a kind word"))
    assert "Grace thinks of you" in words(ada.last_dm)
    assert labels(ada.last_dm) == ["Check in", "Find an hour"]
    assert "today already" in words(await grace.sends(call("mentee.word", pair)))
    assert "This is for mentors" in words(await ada.sends(call("mentee.word", pair)))
    lin = await town.mentor("Lin")
    assert "I do not find this mentorship" in words(await lin.sends(call("mentee.word", pair)))
    await grace.sends(call("request.make", await town.id(lin)), {"note": "Would you mentor me?"})
    await town.passes(days=1)
    assert "reads: you think of them" in words(await grace.sends(call("mentee.word", pair)))


async def test_a_pair_that_rests_says_so_and_takes_no_word(town: Town) -> None:
    await asks_nobody(town)
    ada, grace, pair = await paired(town)
    await ada.sends(call("mentorship.pause", pair), {"until": "2026-04-01"})
    assert "It rests." in words(await grace.types("/mentees"))
    assert "rests" in words(await grace.sends(call("mentee.word", pair)))


async def test_the_mentors_brief_holds_the_last_check_in_and_the_students_does_not(town: Town) -> None:
    await asks_nobody(town)
    ada, grace, _ = await agreed(town)
    await checks_in(ada, blockers="My supervisor is away.")
    shown = words(await grace.sends(call("session.show", 1)))
    assert "Last check-in: Mon 2 Mar 2026: I read two papers." in shown
    assert "In the way: My supervisor is away." in shown
    assert "Last check-in" not in words(await ada.sends(call("session.show", 1)))
