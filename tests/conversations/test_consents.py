"""A mentor reads what a student shares only after the student agreed, once, with a tap of its own."""

from bot.calls import call
from bot.domain.consents import Purpose
from tests.conversations.inside import acting
from tests.conversations.test_checkins import NEXT, WENT, about_check_ins, checks_in, paired
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


async def writes(who: Speaker, audience: str = "mentors") -> str:
    await who.types("/check-in")
    return words(await who.fills(went=WENT, next=NEXT, audience=audience))


async def agrees(town: Town, who: Speaker) -> bool:
    async with acting(town, who) as ctx:
        return await ctx.store.consents.has(ctx.actor.id, Purpose.CHECK_INS)


async def test_before_the_first_shared_one_it_is_kept_for_its_author_and_they_are_asked(town: Town) -> None:
    ada, grace, _ = await paired(town)
    asked = await writes(ada)
    assert "What you wrote is saved, and only you can read it so far." in asked
    assert "Grace can read it" in asked
    assert (about_check_ins(grace), await agrees(town, ada)) == ([], False)
    assert labels(ada.seen) == ["I agree, share it", "Keep it to myself"]
    assert "Grace can read it and answer." in words(await ada.presses("I agree"))
    assert (len(about_check_ins(grace)), await agrees(town, ada)) == (1, True)


async def test_they_are_asked_once_and_a_second_tap_tells_nobody_again(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await writes(ada)
    for _ in range(2):
        await ada.sends(call("checkin.agreed", 1))
    assert len(about_check_ins(grace)) == 1
    await town.passes(days=1)
    assert "Grace can read it and answer." in await writes(ada)


async def test_whoever_keeps_it_to_themselves_is_asked_again_the_next_time(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await writes(ada)
    assert "Only you read it." in words(await ada.presses("Keep it to myself"))
    assert about_check_ins(grace) == []
    await town.passes(days=1)
    assert "May your mentor read it?" in await writes(ada)


async def test_what_only_its_author_reads_asks_nothing(town: Town) -> None:
    ada, _, _ = await paired(town)
    assert "Only you read it." in await writes(ada, "private")
    bo = town.person("Bo")
    assert "nobody but you reads it" in await writes(bo)


async def test_nobody_agrees_for_somebody_else_nor_to_what_is_gone(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await writes(ada)
    for ask in ("checkin.agreed", "checkin.kept"):
        assert "I do not find this check-in" in words(await grace.sends(call(ask, 1)))
        assert "I do not find this check-in" in words(await ada.sends(call(ask, 99)))
    await ada.sends(call("checkin.deleted", 1))
    assert "I do not find this check-in" in words(await ada.sends(call("checkin.agreed", 1)))
    assert not await agrees(town, ada)


async def test_one_of_another_day_can_still_be_shared_as_it_is(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await writes(ada)
    await town.passes(days=1)
    await checks_in(ada, "private", went="Another day.")
    await ada.sends(call("checkin.agreed", 1))
    assert WENT in about_check_ins(grace)[0]
    assert "Only you read it." in words(await ada.sends(call("checkin.show", 2)))
