"""Two presses at the same moment: one of them counts, and the other is told."""

import asyncio

from bot.calls import call
from tests.conversations.inside import acting, asks_nobody
from tests.conversations.town import Town
from tests.conversations.words import words


async def test_an_undo_and_an_acceptance_race_for_the_last_place(town: Town) -> None:
    ada, bo, grace = town.person("Ada"), town.person("Bo"), await town.mentor("Grace", capacity=1)
    pair = await town.pair(ada, grace)
    await ada.sends(call("mentorship.finished", pair))
    await bo.sends(call("request.make", await town.id(grace)), {"note": "Please?"})
    graces = await town.id(grace)
    async with acting(town) as ctx:
        request = (await ctx.store.requests.open_to(graces))[0].id
    said = [
        words(view)
        for view in await asyncio.gather(
            town.app.answer(ada.actor, call("mentorship.undo", pair), now=town.now),
            town.app.answer(grace.actor, call("request.accept", request), now=town.now),
        )
    ]
    assert ("It goes on" in said[0]) is not ("You have a mentee" in said[1])
    async with acting(town) as ctx:
        mentor = await ctx.store.mentors.get(graces)
        assert len(await ctx.store.mentorships.of(graces)) == 1
    assert mentor is not None
    assert mentor.taken == 1


async def test_both_finishing_at_once_frees_one_place(town: Town) -> None:
    ada, bo, grace = town.person("Ada"), town.person("Bo"), await town.mentor("Grace")
    pair = await town.pair(ada, grace)
    await town.pair(bo, grace)
    views = await asyncio.gather(
        *(town.app.answer(who.actor, call("mentorship.finished", pair), now=town.now) for who in (ada, grace))
    )
    assert sorted("Well done" in words(view) for view in views) == [False, True]
    assert "Free places: 1 of 2" in words(await grace.types("/mentor profile"))
    assert sum("is complete" in words(view) for view in ada.dms) == 1


async def test_both_saying_at_once_that_they_talked_start_one_clock_each(town: Town) -> None:
    await asks_nobody(town)
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    pair = await town.pair(ada, grace)
    await town.passes(days=8)
    views = await asyncio.gather(
        *(town.app.answer(who.actor, call("mentorship.talked", pair), now=town.now) for who in (ada, grace))
    )
    assert all("Good to hear" in words(view) for view in views)
    told = len(ada.dms), len(grace.dms)
    await town.passes(days=8)
    assert (len(ada.dms), len(grace.dms)) == (told[0] + 1, told[1] + 1)
