"""A mentor hears that two check-ins had no answer: by consent, once a spell, and nothing else."""

import pytest

from bot.calls import call
from tests.conversations.inside import parts, renders
from tests.conversations.test_checkins import checks_in
from tests.conversations.test_prompts import agreed, counts, said
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words

TOLD = "A line may help"


async def consenting(town: Town) -> tuple[Speaker, Speaker, int]:
    """As `agreed`, and Ada said yes on the form that begins her rhythm."""
    ada, grace, pair = await agreed(town)
    await ada.types("/my-rhythm", level="steady", alert="yes")
    return ada, grace, pair


async def misses_two(town: Town) -> None:
    """Monday's and Thursday's prompt pass without a word; it is Saturday."""
    await town.passes(days=5)


async def test_it_is_said_before_and_nobody_hears_of_it_who_was_not_agreed(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    form = words(await ada.types("/my-rhythm"))
    assert "your mentors hear when two in a row had no answer" in form
    assert "If I miss two in a row, may my mentor hear? No, until you say yes. Not a word of yours [no]" in form
    assert "Nobody hears of it." in words(await ada.sends(call("rhythm.show")))
    await misses_two(town)
    assert counts(ada)[0] == 2
    assert said(grace, TOLD) == []


async def test_after_two_the_mentor_has_one_kind_word_with_one_tap(town: Town) -> None:
    ada, grace, _ = await consenting(town)
    await town.passes(days=2)
    assert said(grace, TOLD) == []
    await town.passes(days=3)
    [told] = said(grace, TOLD)
    assert "Ada has not answered two check-ins. A line from you may help." in words(told)
    assert labels(told) == ["Send a kind word", "Open"]
    grace.seen = told
    assert "reads: you think of them" in words(await grace.presses("Send a kind word"))
    assert len(said(ada, "A word from your mentor")) == 1
    await town.passes(days=30)
    assert len(said(grace, TOLD)) == 1, "one for this spell, however long it lasts"


async def test_answering_begins_a_new_spell(town: Town) -> None:
    ada, grace, _ = await consenting(town)
    await misses_two(town)
    await checks_in(ada, "private", mood="1")
    await town.passes(days=4)
    assert len(said(grace, TOLD)) == 1
    await town.passes(days=5)
    assert len(said(grace, TOLD)) == 2
    assert all("mood" not in words(view) for view in said(grace, TOLD))


async def test_each_mentor_hears_and_none_who_is_paused_ended_or_blocked(town: Town) -> None:
    ada, grace, _ = await consenting(town)
    others = [await town.mentor(name) for name in ("Lin", "Noor", "Uma")]
    numbers = [await town.pair(ada, other) for other in others]
    await ada.sends(call("mentorship.pause", numbers[0]))
    await ada.sends(call("mentorship.ended", numbers[1]))
    await parts(town, ada, grace)
    await misses_two(town)
    assert [len(said(one, TOLD)) for one in (grace, *others)] == [0, 0, 0, 1]


async def test_what_waits_is_dropped_when_it_is_no_longer_so(town: Town) -> None:
    ada, grace, pair = await consenting(town)
    await misses_two(town)
    assert await renders(town, "quiet.told", pair, reader=grace) is not None
    assert await renders(town, "quiet.told", pair, reader=ada) is None
    await ada.sends(call("rhythm.alert", 0))
    assert await renders(town, "quiet.told", pair, reader=grace) is None
    await ada.sends(call("rhythm.alert", 1))
    assert await renders(town, "quiet.told", pair, reader=grace) is not None
    await ada.sends(call("prompt.pause"), {"until": "2026-03-20"})
    assert await renders(town, "quiet.told", pair, reader=grace) is None
    await checks_in(ada, "private")
    assert await renders(town, "quiet.told", pair, reader=grace) is None
    assert await renders(town, "quiet.told", pair + 90, reader=grace) is None


async def test_consent_taken_back_stops_one_that_waits_for_the_mentors_morning(town: Town) -> None:
    ada, grace, _ = await consenting(town)
    await grace.types("/timezone", zone="Asia/Tokyo")
    await town.passes(days=4, hours=1, minutes=30)
    assert said(grace, TOLD) == [], "it is night in Tokyo"
    assert "nobody hears" in words(await ada.sends(call("rhythm.alert", 0)))
    await town.passes(days=5)
    assert said(grace, TOLD) == []


@pytest.mark.parametrize("answer", ["no", ""])
async def test_the_form_takes_it_back_only_when_it_says_so(town: Town, answer: str) -> None:
    ada, _, _ = await consenting(town)
    assert "[yes]" in words(await ada.types("/my-rhythm"))
    shown = words(await ada.types("/my-rhythm", level="close", alert=answer))
    assert ("Nobody hears of it" in shown) is (answer == "no")
    other_way = await ada.presses("Tell my mentor")
    assert words(other_way).split("\n")[0] == ("You agreed" if answer == "no" else "Nothing is told")


async def test_a_stranger_presses_what_the_mentor_was_sent(town: Town) -> None:
    ada, grace, pair = await consenting(town)
    await misses_two(town)
    lin = await town.mentor("Lin")
    for name in ("mentee.word", "mentorship.show"):
        assert "I do not find this mentorship" in words(await lin.sends(call(name, pair)))
    eve = town.person("Eve")
    assert "You agreed" in words(await eve.sends(call("rhythm.alert", 1))), "for herself alone"
    await grace.sends(call("rhythm.alert", 0))
    assert "Your mentors hear" in words(await ada.sends(call("rhythm.show"))), "nobody takes it back for her"
