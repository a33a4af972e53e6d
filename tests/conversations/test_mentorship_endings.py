"""A mentorship ends kindly, can come back for a week, and leaves its words to the next one."""

import pytest

from bot.calls import call
from tests.conversations.inside import parts, renders
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


@pytest.fixture
async def grace(town: Town) -> Speaker:
    return await town.mentor("Grace", capacity=1)


@pytest.fixture
def ada(town: Town) -> Speaker:
    return town.person("Ada")


@pytest.fixture
async def pair(town: Town, ada: Speaker, grace: Speaker) -> int:
    return await town.pair(ada, grace)


async def test_finishing_is_asked_first_and_then_told_to_both(
    town: Town, ada: Speaker, grace: Speaker, pair: int
) -> None:
    await ada.sends(call("mentorship.show", pair))
    assert "counts as completed" in words(await ada.presses("Finish"))
    assert "It is running" in words(await ada.presses("Not yet"))
    await ada.presses("Finish")
    await ada.presses("Yes, we are done")
    for speaker, other in ((ada, "Grace"), (grace, "Ada")):
        assert f"Your mentorship with {other} is complete" in words(speaker.last_dm)
        assert {"Say thanks, give feedback", "Undo"} <= set(labels(speaker.last_dm))
    assert "Free places: 1 of 1" in words(await grace.types("/mentor profile"))
    told = len(ada.dms), len(grace.dms)
    await town.passes(days=60)
    assert (len(ada.dms), len(grace.dms)) == told


async def test_ending_early_needs_no_reason_and_blames_nobody(ada: Speaker, grace: Speaker, pair: int) -> None:
    await grace.sends(call("mentorship.show", pair))
    assert "No reason is needed" in words(await grace.presses("End early"))
    assert "written to you both" in words(await grace.presses("End it"))
    said = words(ada.last_dm)
    assert "it says nothing about you" in said
    assert "Please help me with statistics." in said
    assert labels(ada.last_dm) == ["Say thanks, give feedback", "Find me another mentor"]
    assert "They are told kindly" in words(grace.last_dm)
    assert labels(grace.last_dm) == ["Say thanks, give feedback", "Undo"]
    assert "has ended" in words(await ada.sends(call("mentorship.finish", pair)))


async def test_nobody_is_brought_back_into_what_they_ended(ada: Speaker, grace: Speaker, pair: int) -> None:
    await grace.sends(call("mentorship.ended", pair))
    assert "cannot be brought back" in words(await ada.sends(call("mentorship.undo", pair)))
    assert "It goes on" in words(await grace.presses("Undo", from_dm=True))
    assert "It goes on" in words(ada.last_dm)
    assert "is running" in words(await grace.sends(call("mentorship.undo", pair)))
    assert "Your places are taken" in words(await grace.types("/mentor profile"))


async def test_an_ending_is_undone_from_the_list_too_for_seven_days(town: Town, ada: Speaker, pair: int) -> None:
    await ada.sends(call("mentorship.finished", pair))
    await town.passes(days=6, hours=23)
    assert "It has ended." in words(await ada.types("/mentorships"))
    assert "Undo" in labels(await ada.sends(call("mentorship.show", pair)))
    await town.passes(hours=2)
    assert "No mentorships yet" in words(await ada.types("/mentorships"))
    assert "Undo" not in labels(await ada.sends(call("mentorship.show", pair)))
    assert "cannot be brought back" in words(await ada.sends(call("mentorship.undo", pair)))


async def test_undo_is_kindly_refused_when_the_place_was_given_away(
    town: Town, ada: Speaker, grace: Speaker, pair: int
) -> None:
    await grace.sends(call("mentorship.finished", pair))
    await town.pair(town.person("Bo"), grace)
    assert "no free place any more" in words(await ada.sends(call("mentorship.undo", pair)))
    assert "It has ended" in words(await ada.sends(call("mentorship.show", pair)))
    assert "Your places are taken" in words(await grace.types("/mentor profile"))


async def test_undo_is_refused_when_the_two_have_a_new_pair(
    town: Town, ada: Speaker, grace: Speaker, pair: int
) -> None:
    await grace.sends(call("mentor.time"), {"week": "Mon 18-21", "capacity": "3"})
    await grace.sends(call("mentorship.finished", pair))
    await town.pair(ada, grace)
    assert "a pair already" in words(await ada.sends(call("mentorship.undo", pair)))
    assert "Free places: 2 of 3" in words(await grace.types("/mentor profile"))


async def test_undo_answers_what_was_asked_in_the_meantime(town: Town, ada: Speaker, grace: Speaker, pair: int) -> None:
    await grace.sends(call("mentorship.finished", pair))
    await ada.sends(call("request.make", await town.id(grace)), {"note": "Once more?"})
    await grace.sends(call("mentorship.undo", pair))
    assert "No open requests" in words(await ada.types("/requests"))


async def test_undo_is_refused_where_somebody_blocked_and_sounds_like_any_other_no(
    town: Town, ada: Speaker, grace: Speaker, pair: int
) -> None:
    await grace.sends(call("mentorship.finished", pair))
    ids = await town.id(grace), await town.id(ada)
    async with town.storage.writing() as tx:
        await tx.store(town.community.id).safety.block(*ids, town.now)
    assert "no free place any more, or one of you has moved on" in words(await ada.sends(call("mentorship.undo", pair)))


async def test_a_second_ending_is_told_again(town: Town, ada: Speaker, grace: Speaker, pair: int) -> None:
    await ada.sends(call("mentorship.finished", pair))
    await town.passes(hours=1)
    await grace.sends(call("mentorship.undo", pair))
    await town.passes(hours=1)
    told = len(grace.dms)
    await ada.sends(call("mentorship.ended", pair))
    assert len(grace.dms) == told + 1
    assert "has ended early" in words(grace.last_dm)
    assert await renders(town, "mentorship.over", pair, 1, reader=ada) is None
    assert await renders(town, "mentorship.over", 999, 1, reader=ada) is None


async def test_a_mentor_who_stops_leaves_nobody_without_a_word(
    town: Town, ada: Speaker, grace: Speaker, pair: int
) -> None:
    kenji = await town.mentor("Kenji")
    other = await town.pair(grace, kenji)
    await grace.types("/mentor stop")
    await grace.presses("Stop mentoring")
    said = words(ada.last_dm)
    assert "Grace has stopped mentoring here" in said
    assert "says nothing about you" in said
    assert "Please help me with statistics." in said
    assert labels(ada.last_dm) == ["Say thanks, give feedback", "Find me another mentor"]
    assert "It is running" in words(await grace.sends(call("mentorship.show", other)))
    assert "cannot be brought back" in words(await ada.sends(call("mentorship.undo", pair)))


async def test_a_mentor_who_came_back_has_the_week_to_undo_too(
    town: Town, ada: Speaker, grace: Speaker, pair: int
) -> None:
    await grace.sends(call("mentor.stopped"))
    assert "no free place any more" in words(await grace.sends(call("mentorship.undo", pair)))
    await town.mentor("Grace")
    assert "It goes on" in words(await grace.sends(call("mentorship.undo", pair)))
    assert "Free places: 1 of 2" in words(await grace.types("/mentor profile"))


async def test_a_block_ends_it_and_the_other_learns_only_that_it_ended(
    town: Town, ada: Speaker, grace: Speaker, pair: int
) -> None:
    told = len(ada.dms)
    await parts(town, ada, grace)
    assert len(ada.dms) == told
    assert "has ended early. No reason was needed" in words(grace.last_dm)
    assert labels(grace.last_dm) == ["Say thanks, give feedback"]
    assert "Free places: 1 of 1" in words(await grace.types("/mentor profile"))
    await parts(town, ada, grace)
    assert len(grace.dms) == 3
