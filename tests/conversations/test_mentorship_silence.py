"""A quiet pair hears three words each, then one question; a word from either keeps it, and silence is forgiven."""

from datetime import timedelta

import pytest

from bot.calls import call
from bot.domain.sessions import Plan
from tests.conversations.inside import acting, asks_nobody, renders, sets
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


@pytest.fixture
async def pair(town: Town) -> int:
    return await town.pair(town.person("Ada", zone="Asia/Kolkata"), await town.mentor("Grace"))


@pytest.fixture
def ada(town: Town, pair: int) -> Speaker:
    return town.person("Ada", zone="Asia/Kolkata")


@pytest.fixture
def grace(town: Town, pair: int) -> Speaker:
    return town.person("Grace")


async def test_both_hear_a_word_after_7_14_and_21_days_and_only_then(town: Town, ada: Speaker, grace: Speaker) -> None:
    await asks_nobody(town)
    heard = []
    for _ in range(27):
        before = len(ada.dms), len(grace.dms)
        await town.passes(days=1)
        heard.append((len(ada.dms) - before[0], len(grace.dms) - before[1]))
    assert [day for day, words in enumerate(heard, start=1) if words != (0, 0)] == [7, 14, 21]
    assert {words for words in heard if words != (0, 0)} == {(1, 1)}
    assert "I have not heard of you and Grace since Mon 2 Mar 2026" in words(ada.last_dm)


async def test_every_word_names_the_one_place_they_agreed(town: Town, ada: Speaker, grace: Speaker, pair: int) -> None:
    typed = {"weeks": "8", "rhythm": "weekly", "meets": "Zoom", "writes": "Slack"}
    await ada.sends(call("mentorship.agree", pair), typed)
    await town.passes(days=8)
    assert "You meet here: Zoom. You write here: Slack." in words(grace.last_dm)
    await town.passes(days=21)
    assert "Does this go on?" in words(grace.last_dm)
    assert "You meet here: Zoom" in words(grace.last_dm)


async def test_we_talked_starts_the_clock_anew_for_both(town: Town, ada: Speaker, grace: Speaker) -> None:
    await asks_nobody(town)
    await town.passes(days=8)
    assert "Good to hear" in words(await ada.presses("We talked", from_dm=True))
    told = len(ada.dms), len(grace.dms)
    await town.passes(days=6)
    assert (len(ada.dms), len(grace.dms)) == told
    await town.passes(days=2)
    assert (len(ada.dms), len(grace.dms)) == (told[0] + 1, told[1] + 1)


async def test_a_word_comes_when_its_reader_is_awake(town: Town) -> None:
    bo, mei = town.person("Bo", zone="America/Los_Angeles"), await town.mentor("Mei", zone="Asia/Tokyo")
    await town.pair(bo, mei)
    await asks_nobody(town)
    told = len(bo.dms), len(mei.dms)
    await town.passes(days=7)
    assert (len(bo.dms), len(mei.dms)) == told
    await town.passes(hours=4)
    assert (len(bo.dms), len(mei.dms)) == (told[0] + 1, told[1])
    await town.passes(hours=8)
    assert (len(bo.dms), len(mei.dms)) == (told[0] + 1, told[1] + 1)


async def test_one_yes_keeps_it_and_the_other_hears_so(town: Town, ada: Speaker, grace: Speaker, pair: int) -> None:
    await asks_nobody(town)
    await town.passes(days=29)
    assert labels(ada.last_dm) == ["Yes, it goes on", "Let it rest", "We are done"]
    assert labels(grace.last_dm) == labels(ada.last_dm)
    assert "I asked both of you" in words(ada.last_dm)
    assert "Grace hears that it goes on" in words(await ada.presses("Yes", from_dm=True))
    assert "It goes on" in words(grace.last_dm)
    told = len(ada.dms), len(grace.dms)
    await town.passes(days=6)
    assert (len(ada.dms), len(grace.dms)) == told
    assert "It is running" in words(await grace.sends(call("mentorship.show", pair)))
    assert "So it was" in words(await grace.sends(call("mentorship.keep", pair)))


async def test_the_open_question_stands_on_the_card_and_at_home(
    town: Town, ada: Speaker, grace: Speaker, pair: int
) -> None:
    assert "How is it going" not in words(await ada.types("/home"))
    await town.passes(days=8)
    assert "How is it going, you two?" in words(await ada.types("/home"))
    await town.passes(days=21)
    assert "by Mon 6 Apr 2026 is enough" in words(await ada.sends(call("mentorship.show", pair)))
    home = words(await grace.types("/home"))
    assert "Does this go on?" in home
    assert "You wait for" not in home


async def test_without_an_answer_it_comes_to_rest_and_nobody_is_blamed(
    town: Town, ada: Speaker, grace: Speaker
) -> None:
    await town.passes(days=36)
    for speaker, other in ((ada, "Grace"), (grace, "Ada")):
        said = words(speaker.last_dm)
        assert f"It went quiet between you and {other}" in said
        assert "answer" not in said
        assert "You can undo it until" in said
        assert "Undo" in labels(speaker.last_dm)
    assert "Please help me with statistics." in words(ada.last_dm)
    assert "Free places: 2 of 2" in words(await grace.types("/mentor profile"))
    told = len(ada.dms), len(grace.dms)
    await town.passes(days=60)
    assert (len(ada.dms), len(grace.dms)) == told


async def test_either_side_undoes_a_quiet_end_and_the_clock_starts_anew(
    town: Town, ada: Speaker, grace: Speaker
) -> None:
    await asks_nobody(town)
    await town.passes(days=36)
    assert "Ada hears that it is back" in words(await grace.presses("Undo", from_dm=True))
    assert "It goes on" in words(ada.last_dm)
    assert "Free places: 1 of 2" in words(await grace.types("/mentor profile"))
    told = len(ada.dms)
    await town.passes(days=6)
    assert len(ada.dms) == told
    await town.passes(days=2)
    assert len(ada.dms) == told + 1


async def test_the_question_can_be_answered_with_a_pause_or_an_end(
    town: Town, ada: Speaker, grace: Speaker, pair: int
) -> None:
    await town.passes(days=29)
    await ada.presses("Let it rest", from_dm=True)
    await ada.fills()
    assert "rests" in words(grace.last_dm)
    assert await renders(town, "mentorship.asked", pair, reader=grace) is None
    await town.passes(days=30)
    assert "It rests" in words(await grace.sends(call("mentorship.show", pair)))
    await grace.sends(call("mentorship.resume", pair))
    await town.passes(days=29)
    await grace.presses("We are done", from_dm=True)
    assert "Well done" in words(await grace.presses("Yes, we are done"))
    assert "is complete" in words(ada.last_dm)


async def test_a_community_sets_its_own_days(town: Town) -> None:
    await asks_nobody(town)
    await sets(town, silence_first_days=3, silence_second_days=5, silence_third_days=6)
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await town.pair(ada, grace)
    told = len(ada.dms)
    await town.passes(days=6, hours=1)
    assert len(ada.dms) == told + 3
    await town.passes(days=1)
    assert "Does this go on?" in words(ada.last_dm)


async def test_words_whose_time_has_gone_are_not_said(town: Town, ada: Speaker, pair: int) -> None:
    assert await renders(town, "mentorship.silent", pair, reader=ada) is None
    assert await renders(town, "mentorship.asked", pair, reader=ada) is None
    await town.passes(days=8)
    eve = town.person("Eve")
    for name in ("silent", "asked", "runs", "rests", "began", "agreed"):
        assert await renders(town, f"mentorship.{name}", pair, reader=eve) is None
        assert await renders(town, f"mentorship.{name}", 999, reader=ada) is None
    await ada.sends(call("mentorship.ended", pair))
    for name in ("silent", "runs", "rests"):
        assert await renders(town, f"mentorship.{name}", pair, reader=ada) is None


async def test_a_clock_that_fires_late_changes_nothing(town: Town, ada: Speaker, pair: int) -> None:
    await ada.sends(call("mentorship.ended", pair))
    told = len(ada.dms)
    for name in ("unheard", "unanswered", "rested"):
        await renders(town, f"mentorship.{name}", pair)
        await renders(town, f"mentorship.{name}", 999)
    await town.passes(days=40)
    assert len(ada.dms) == told


async def books(town: Town, pair: int, days: int) -> None:
    """An hour of the two, agreed elsewhere and so no sign of life by itself."""
    async with acting(town) as ctx:
        found = await ctx.store.mentorships.get(pair)
        assert found is not None
        start = town.now + timedelta(days=days)
        who = {"mentorship": pair, "mentee": found.mentee, "mentor": found.mentor, "proposer": found.mentee}
        made = await ctx.store.sessions.propose(Plan(uid=f"{pair}-{days}", start=start, minutes=60, **who))
        assert await ctx.store.sessions.confirm(made)


async def test_two_who_have_agreed_to_meet_are_not_asked_why_they_are_quiet(
    town: Town, ada: Speaker, grace: Speaker, pair: int
) -> None:
    await asks_nobody(town)
    await books(town, pair, 30)
    told = len(ada.dms), len(grace.dms)
    await town.passes(days=29)
    said = [words(view) for view in (*ada.dms[told[0] :], *grace.dms[told[1] :])]
    assert not [one for one in said if "I have not heard" in one or "Does this go on?" in one]
    await town.passes(days=8)
    assert "I have not heard of you and Grace" in "".join(words(view) for view in ada.dms)


async def test_a_date_agreed_while_the_question_is_open_keeps_the_pair(
    town: Town, ada: Speaker, grace: Speaker, pair: int
) -> None:
    await asks_nobody(town)
    await town.passes(days=29)
    assert "Does this go on?" in words(grace.last_dm)
    await books(town, pair, 20)
    assert await renders(town, "mentorship.asked", pair, reader=ada) is None
    await town.passes(days=9)
    assert "It is running." in words(await ada.sends(call("mentorship.show", pair)))
