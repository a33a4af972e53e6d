"""Somebody leaves: their partner hears it once, nobody waits for them, and coming back brings it all back."""

from dataclasses import replace
from datetime import timedelta

from bot.calls import call
from bot.commands import invitations, meetings
from bot.domain.mentorships import Outcome
from bot.presence import Presence
from bot.registry import registry
from tests.conversations.afterwards import TOMORROW, begun
from tests.conversations.inside import acting
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


async def leaves(town: Town, who: Speaker) -> None:
    """The platform tells that they are no longer there."""
    presence = Presence(town.storage, registry)
    await presence.account_left("town", town.space, who.actor.account, town.now)
    await town.clockwork.tick(town.now)


async def test_a_pair_rests_when_one_leaves_and_the_other_hears_it_once(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    await town.pair(ada, grace)
    before = len(ada.dms)
    await leaves(town, grace)
    await leaves(town, grace)
    await town.passes(days=2)
    assert [words(view).split("\n")[0] for view in ada.dms[before:]] == ["A mentorship rests"]
    assert "says nothing about you" in words(ada.last_dm)
    assert labels(ada.last_dm) == ["Find me another mentor"]
    assert "No mentor yet" in words(await ada.types("/find-mentor", topic="statistics"))


async def test_who_left_gets_no_more_messages(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    await town.pair(ada, grace)
    await leaves(town, grace)
    before = len(grace.dms)
    await town.passes(days=29)
    assert len(grace.dms) == before


async def test_coming_back_brings_the_pair_back_and_both_hear_it(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    await town.pair(ada, grace)
    await leaves(town, grace)
    await town.passes(days=2)
    await grace.types("/home")
    assert "goes on" in words(ada.last_dm) or "running" in words(ada.last_dm).lower()
    assert "It is running" in words(await _opened(ada))


async def _opened(who: Speaker) -> object:
    await who.types("/mentorships")
    return await who.presses("Open")


async def test_a_pair_cannot_be_taken_up_while_one_is_away(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    pair = await town.pair(ada, grace)
    await leaves(town, grace)
    assert "not here at the moment" in words(await ada.sends(call("mentorship.resume", pair)))


async def test_when_both_leave_it_goes_on_only_when_both_are_back(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    await town.pair(ada, grace)
    await leaves(town, grace)
    await leaves(town, ada)
    await grace.types("/home")
    await town.passes(hours=20)
    assert "It rests" in words(await _opened(grace))


async def test_a_pair_whose_half_stays_away_ends_after_a_month_and_blames_nobody(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    await town.pair(ada, grace)
    await leaves(town, grace)
    await town.passes(days=31)
    assert "came to rest" in words(ada.last_dm)
    assert "No mentorships yet" not in words(await ada.types("/mentorships"))
    await town.passes(days=8)
    assert "No mentorships yet" in words(await ada.types("/mentorships"))


async def test_requests_to_and_from_somebody_who_left_are_closed_and_their_text_kept(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    await ada.sends(call("request.make", await town.id(grace)), {"note": "I fear my statistics exam."})
    await leaves(town, grace)
    assert "statistics exam" in words(ada.last_dm)
    assert "No open requests" in words(await ada.types("/requests"))
    await town.mentor("Lin")
    lin = town.person("Lin")
    await ada.sends(call("request.make", await town.id(lin)), {"note": "Please help me."})
    await leaves(town, ada)
    assert "No open requests" in words(await lin.types("/requests"))


async def test_a_question_held_by_somebody_who_left_is_asked_again(town: Town) -> None:
    grace, lin, ada = await town.mentor("Grace"), await town.mentor("Lin"), town.person("Ada")
    await ada.types("/ask", question="What does a p-value say?", topic="statistics")
    await grace.presses("I take it", from_dm=True)
    await leaves(town, grace)
    assert "p-value" in words(lin.last_dm)


async def test_an_account_that_is_gone_is_noticed_when_a_message_bounces(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    await town.pair(ada, grace)
    town.mailbox.gone.add(grace.actor.account)
    await ada.sends(call("mentorship.ended", 1))
    attempts = town.mailbox.attempts
    await town.passes(days=3)
    async with town.storage.reading() as tx:
        assert await tx.store(town.community.id).people.handle(await _id_of(town, grace)) is None
    assert town.mailbox.attempts == attempts


async def _id_of(town: Town, who: Speaker) -> int:
    async with town.storage.reading() as tx:
        found = await tx.store(town.community.id).mentorships.get(1)
    assert found is not None
    return found.mentor


async def test_what_rested_already_has_no_sessions_left_and_rests_on_when_they_come_back(town: Town) -> None:
    two = await begun(town)
    await two.grace.sends(call("mentorship.pause", two.pair), {"until": "2026-03-20"})
    later = replace(await two.state(), uid="later", start=town.now + timedelta(days=30))
    async with acting(town) as ctx:
        await ctx.store.sessions.propose(later)
    before = len(two.ada.dms)
    await leaves(town, two.grace)
    await town.passes(hours=20)
    assert [words(view).split("\n")[0] for view in two.ada.dms[before:]] == ["A mentorship rests"]
    assert "you can take it up again" in words(two.ada.last_dm)
    async with acting(town) as ctx:
        assert await ctx.store.sessions.of_pair(two.pair, town.now) == []
    await two.grace.types("/home")
    assert "It rests" in words(await _opened(two.ada))
    await town.passes(days=18)
    assert "It is running" in words(await _opened(two.ada))


async def test_a_pause_whose_day_came_while_they_were_away_is_over_when_they_are_back(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    pair = await town.pair(ada, grace)
    await ada.sends(call("mentorship.pause", pair), {"until": "2026-03-05"})
    await leaves(town, grace)
    await town.passes(days=5)
    assert "It rests" in words(await _opened(ada))
    await grace.types("/home")
    assert "It is running" in words(await _opened(ada))


async def test_a_session_that_passed_while_its_partner_slept_leaves_their_calendar_too(town: Town) -> None:
    two = await begun(town)
    town.now = TOMORROW - timedelta(minutes=5)
    async with acting(town) as ctx:
        await ctx.store.mentorships.end(two.pair, Outcome.ENDED_EARLY, 0, town.now)
        await meetings.drop_all(ctx, two.pair)
    town.now = TOMORROW + timedelta(hours=14)
    async with acting(town, two.ada) as ctx:
        file = await invitations.all_off(ctx, two.pair)
    assert file is not None
    assert file.data.count(b"BEGIN:VEVENT") == 1
