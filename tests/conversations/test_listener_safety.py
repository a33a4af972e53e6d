"""Strangers, moderators and the two themselves learn nothing they should not; what is wrong can be said and stopped."""

import asyncio

import pytest

from bot.calls import call
from storage.database import Database
from tests.conversations.inside import renders
from tests.conversations.listening import listens, met, tells_of, writes
from tests.conversations.town import Town
from tests.conversations.venting import agreed
from tests.conversations.words import labels, words

TALK_ASKS = (
    "talk.show",
    "talk.introduce",
    "talk.wish",
    "talk.end",
    "talk.trouble",
    "talk.block",
    "talk.blocked",
    "talk.call_off",
    "talk.again",
    "talk.keep",
    "talk.take",
    "talk.not_now",
)


@pytest.mark.parametrize("name", TALK_ASKS)
async def test_a_stranger_presses_in_vain(town: Town, name: str) -> None:
    ada, lin, talk = await met(town)
    for eve in (town.person("Eve"), await listens(town, "Mallory"), town.person("Mo", moderator=True)):
        assert "I do not find this conversation" in words(await eve.sends(call(name, talk)))
        for form in ("talk.reply", "talk.report"):
            assert "I do not find" in words(await eve.sends(call(form, talk), {"text": "x"}))
        assert "I do not find" in words(await eve.sends(call("draft.line", "token", talk)))
        assert tells_of(eve, lin) == []
    assert "Nobody asks" in words(await lin.sends(call("talk.show", talk)))
    assert "Nobody asks" in words(await ada.sends(call("talk.show", talk)))


async def test_the_listener_cannot_do_what_is_the_authors(town: Town) -> None:
    _, lin, talk = await met(town)
    for name in ("talk.call_off", "talk.again", "talk.keep"):
        assert "I do not find" in words(await lin.sends(call(name, talk)))


async def test_another_communitys_conversation_is_none(database: Database) -> None:
    here, there = await Town.founded(database, "Here", "T1"), await Town.founded(database, "There", "T2")
    _, _, talk = await met(here)
    await here.person("Ada").sends(call("talk.report", talk), {"text": "Rude"})
    mo = there.person("Mo", moderator=True)
    for name in TALK_ASKS:
        assert "I do not find" in words(await mo.sends(call(name, talk))), name
    for name in ("talks.look", "talks.settle"):
        assert "I do not find this report" in words(await mo.sends(call(name, 1))), name
    assert "I do not find this report" in words(await mo.sends(call("talks.mute", 1, 0)))


async def test_of_two_listeners_who_take_it_at_once_one_wins(town: Town) -> None:
    lin, mei = await listens(town, "Lin"), await listens(town, "Mei")
    ada = await writes(town, "Ada")
    await town.passes(minutes=31)
    presses = (town.app.answer(one.actor, call("talk.take", 1), now=town.now) for one in (lin, mei))
    said = [words(view) for view in await asyncio.gather(*presses)]
    assert sum("You listen to somebody" in one for one in said) == 1
    assert sum("Thank you for being there" in one for one in said) == 1
    await town.clockwork.tick(town.now)
    assert sum("A listener is there" in words(view) for view in ada.dms) == 1


async def test_a_listener_who_takes_two_at_once_gets_one(town: Town) -> None:
    lin = await listens(town, "Lin")
    await writes(town, "Ada")
    await lin.presses("Not now", from_dm=True)
    await writes(town, "Bo")
    await town.passes(minutes=1)
    ada = town.person("Ada")
    async with town.storage.writing() as tx:
        store = tx.store(town.community.id)
        await store.talks.look_again(1, town.now)
        assert await store.talks.offer(1, await town_id(town, "Lin"))
    presses = (town.app.answer(lin.actor, call("talk.take", talk), now=town.now) for talk in (1, 2))
    said = [words(view) for view in await asyncio.gather(*presses)]
    assert sum("You listen to somebody" in one for one in said) == 1
    assert sum("You have a conversation already" in one for one in said) == 1
    assert tells_of(ada, lin) == []


async def town_id(town: Town, name: str) -> int:
    async with town.storage.reading() as tx:
        actor = town.person(name).actor
        found = await tx.store(town.community.id).people.of_account("town", town.space, actor.account)
    assert found is not None
    return found.id


async def test_pressing_twice_is_pressing_once(town: Town) -> None:
    ada, lin, talk = await met(town)
    assert "You listen to somebody" in words(await lin.sends(call("talk.take", talk)))
    assert sum("A listener is there" in words(view) for view in ada.dms) == 1
    sent = (town.app.answer(ada.actor, call("talk.write"), {"text": "More"}, now=town.now) for _ in range(3))
    assert all("one at a time" in words(view) for view in await asyncio.gather(*sent))
    bo = town.person("Bo")
    await agreed(bo)
    await listens(town, "Mei")
    sent = (town.app.answer(bo.actor, call("talk.write"), {"text": "More"}, now=town.now) for _ in range(3))
    said = [words(view) for view in await asyncio.gather(*sent)]
    assert sum("I am looking" in one for one in said) == 1


async def test_a_block_is_silent_for_ever_and_in_no_list(town: Town) -> None:
    ada, lin, talk = await met(town)
    await lin.sends(call("talk.reply", talk), {"text": "Before"})
    await ada.sends(call("talk.trouble", talk))
    await ada.presses("Block")
    assert "It is over" in words(await ada.presses("Block"))
    assert "cannot go on" in words(lin.last_dm)
    assert "Nobody is blocked" in words(await ada.types("/blocks"))
    assert "Nobody is blocked" in words(await lin.types("/blocks"))
    assert "Nobody is free" in words(await ada.sends(call("talk.write"), {"text": "Again"}))
    await lin.sends(call("listen.stopped"))
    lin = await listens(town, "Lin")
    assert "Nobody is free" in words(await ada.sends(call("talk.again", 2)))
    assert tells_of(ada, lin) == []
    assert await renders(town, "talk.line", 2, reader=ada) is None


async def test_a_listener_blocks_as_well(town: Town) -> None:
    ada, lin, talk = await met(town)
    assert "How are you after that?" in words(await lin.sends(call("talk.blocked", talk)))
    assert "says nothing about you" in words(ada.last_dm)
    assert "Nobody is free" in words(await ada.sends(call("talk.write"), {"text": "Again"}))


@pytest.mark.parametrize("by_author", [True, False])
async def test_a_report_names_nobody_and_a_mute_finds_the_other(town: Town, by_author: bool) -> None:
    mo = town.person("Mo", moderator=True)
    await mo.types("/home")
    ada, lin, talk = await met(town)
    who, other = (ada, lin) if by_author else (lin, ada)
    await who.sends(call("talk.report", talk), {"text": "They asked where I live."})
    assert "where I live" not in words(mo.last_dm)
    await mo.presses("Look at it", from_dm=True)
    said = mo.seen or mo.last_dm
    assert "They asked where I live." in words(said)
    assert tells_of(mo, ada) == []
    assert tells_of(mo, lin) == []
    muted = words(await mo.presses("Mute the other one for 7 days"))
    assert "They are muted" in muted
    assert "The conversation is over" in words(ada.last_dm)
    assert "Nobody" in words(await mo.sends(call("talks.reports")))
    assert "conversation with a listener" in words(await mo.sends(call("vent.mutes")))
    assert "conversation with a listener was muted" in words(await mo.types("/audit"))
    assert tells_of(mo, lin) == []
    if by_author:
        assert "Nobody is free" in words(await ada.sends(call("talk.write"), {"text": "Again"}))
    else:
        assert "moderators have muted" in words(await other.sends(call("talk.write"), {"text": "Again"}))
    await mo.sends(call("vent.mutes"))
    await mo.presses("Lift it")
    other_says = await ada.sends(
        call("talk.write" if not by_author else "talk.again", *(() if not by_author else (2,))), {"text": "x"}
    )
    assert "I am looking" in words(other_says)


async def test_moderators_judge_no_conversation_of_their_own(town: Town) -> None:
    mo, lin = town.person("Mo", moderator=True), await listens(town, "Lin")
    await agreed(mo)
    await mo.sends(call("talk.write"), {"text": "Even I am tired."})
    await lin.presses("I listen", from_dm=True)
    before = len(mo.dms)
    await lin.sends(call("talk.report", 1), {"text": "Odd"})
    assert len(mo.dms) == before
    assert "No reported conversations" in words(await mo.sends(call("talks.reports")))
    assert "I do not find this report" in words(await mo.sends(call("talks.look", 1)))
    assert "I do not find this report" in words(await mo.sends(call("talks.mute", 1, 0)))
    zoe = town.person("Zoe", moderator=True)
    assert "Odd" in words(await zoe.sends(call("talks.reports")))
    await zoe.presses("Open")
    assert "Settled" in words(await zoe.presses("Nothing to do"))
    assert "I do not find" in words(await zoe.sends(call("talks.settle", 1)))


async def test_reports_are_paged_and_few_a_day(town: Town) -> None:
    ada, lin, talk = await met(town)
    for one in (ada, lin):
        for number in range(3):
            await one.sends(call("talk.report", talk), {"text": f"Report {number}"})
        assert "3 times in 24 hours" in words(await one.sends(call("talk.report", talk), {"text": "More"}))
    mo = town.person("Mo", moderator=True)
    assert "Older" in labels(await mo.sends(call("talks.reports")))
    assert "Newer" in labels(await mo.presses("Older"))


async def test_a_report_before_anybody_listens_is_none(town: Town) -> None:
    await listens(town, "Lin")
    ada = await writes(town, "Ada")
    assert "I do not find" in words(await ada.sends(call("talk.report", 1), {"text": "x"}))


async def test_moderators_see_how_many_and_take_somebody_off_without_learning_more(town: Town) -> None:
    mo, bo = town.person("Mo", moderator=True), town.person("Bo")
    await bo.types("/home")
    assert "Listeners here: 0" in words(await mo.types("/listen"))
    lin = await listens(town, "Lin")
    assert "Listeners here: 1" in words(await mo.types("/listen"))
    assert tells_of(mo, lin) == []
    one = words(await mo.sends(call("listen.bar"), {"person": lin.actor.account}))
    other = words(await mo.sends(call("listen.bar"), {"person": bo.actor.account}))
    assert one.replace("Lin", "Bo") == other
    assert "do not listen here any more" in words(lin.last_dm)
    assert bo.dms == []
    assert "asked that you do not listen" in words(await lin.types("/listen"))
    assert "asked that you do not listen" in words(
        await lin.sends(call("listen.join"), {"week": "daily 0-24", "languages": "English"})
    )
    await mo.sends(call("listen.unbar"), {"person": lin.actor.account})
    assert "Would you like to listen?" in words(await lin.types("/listen"))
    assert "This is for moderators" in words(await lin.sends(call("listen.bar"), {"person": bo.actor.account}))


async def test_a_moderator_may_listen_and_sees_both(town: Town) -> None:
    mo = town.person("Mo", moderator=True)
    await mo.sends(call("listen.join"), {"week": "daily 0-24", "languages": "English"})
    said = await mo.types("/listen")
    assert "Listeners here: 1" in words(said)
    assert "Stop listening" in labels(said)
    await mo.sends(call("listen.bar"), {"person": mo.actor.account})
    assert "Listeners here: 0" in words(await mo.types("/listen"))
