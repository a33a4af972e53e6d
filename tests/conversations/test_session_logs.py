"""A session held elsewhere is noted by one, and the other is asked whether it is so."""

import asyncio
from datetime import timedelta

from bot.calls import call
from bot.domain.outcomes import Standing
from bot.domain.sessions import SessionState
from tests.conversations.afterwards import Two, over
from tests.conversations.inside import acting
from tests.conversations.town import Town
from tests.conversations.words import words


async def logged(two: Two, **typed: str) -> str:
    known = {"whom": two.grace.actor.account, "day": "2026-03-01", "at": "4pm", "length": "45"}
    return words(await two.ada.types("/log-session", **{**known, **typed}))


async def test_the_other_agrees_and_it_counts(town: Town) -> None:
    two = await over(town)
    said = await logged(two, notes="On the train")
    assert "Sun 1 Mar 2026, 15:00" in said
    assert "Grace is asked whether it is so" in said
    assert "Ada says you met" in words(two.grace.last_dm)
    two.session += 1
    assert await two.standing() is Standing.REPORTED
    await two.grace.presses("Yes, we met", from_dm=True)
    session = await two.state()
    assert session.state is SessionState.HELD
    assert session.minutes == 45
    assert "On the train" in words(await two.grace.types("/notes"))


async def test_who_does_not_remember_it_disputes_it_kindly(town: Town) -> None:
    two = await over(town)
    await logged(two)
    await two.grace.presses("No", from_dm=True)
    assert "You remember it differently" in words(await two.grace.presses("We moved it"))
    assert "You remember it differently" in words(two.ada.last_dm)
    await town.passes(days=9)
    two.session += 1
    assert (await two.state()).state is SessionState.CONFIRMED


async def test_what_is_already_there_is_not_noted_twice_even_at_once(town: Town) -> None:
    two = await over(town)
    assert "a session then already" in await logged(two, day="2026-03-03", at="19:00")
    graces = {"whom": two.ada.actor.account, "day": "2026-03-01", "at": "16:30", "length": "60"}
    adas = {**graces, "whom": two.grace.actor.account}
    await two.grace.types("/home")
    views = await asyncio.gather(
        town.app.answer(two.ada.actor, call("session.log"), adas, now=town.now),
        town.app.answer(two.grace.actor, call("session.log"), graces, now=town.now),
        town.app.answer(two.ada.actor, call("session.log"), adas, now=town.now),
    )
    assert sorted(words(view).startswith("Noted\n") for view in views) == [False, False, True]
    async with acting(town) as ctx:
        assert len(await ctx.store.sessions.past(two.pair, town.now, 9)) == 2


async def test_only_what_is_past_and_near_with_somebody_of_ones_own(town: Town) -> None:
    two = await over(town)
    assert "not over yet" in await logged(two, day="2026-03-03", at="20:30")
    assert "up to today" in await logged(two, day="2026-03-04")
    assert "up to today" in await logged(two, day="2025-12-01")
    assert "Type an hour" in await logged(two, at="whenever")
    assert "Type an hour" in await logged(two, at="25:00")
    assert "Type an hour" in await logged(two, at="next Monday 9:00")
    eve = town.person("Eve")
    await eve.types("/home")
    assert "no mentorship that is running" in await logged(two, whom=eve.actor.account)
    assert "no mentorship that is running" in await logged(two, whom=two.ada.actor.account)
    assert "no mentorship" in words(
        await eve.types("/log-session", whom=two.grace.actor.account, day="2026-03-01", at="16:00")
    )
    assert (await two.state()).start - town.now == timedelta(hours=-1)


async def test_a_day_far_from_today_is_refused_beside_its_field(town: Town) -> None:
    two = await over(town)
    for day in ("0001-01-01", "9999-12-31"):
        assert "Type a day in the last 60 days" in await logged(two, day=day)
