"""What was to be told is told only while it is true, and only to whom it concerns."""

import json

import pytest
from sqlalchemy import delete

from bot.calls import call
from bot.commands import listener_moderating, talk_endings, talk_finding
from bot.context import Context
from bot.domain.listening import TalkState
from bot.errors import UserError
from storage.database import Database
from storage.tables.people import people
from tests.conversations.inside import acting, renders
from tests.conversations.listening import listens, mentions, met, tells_of, writes
from tests.conversations.test_privacy import dumped, erases, exported
from tests.conversations.town import Town
from tests.conversations.words import labels, words


@pytest.mark.parametrize("name", ["offered", "taken", "nobody", "wished", "introduced", "line"])
async def test_a_stranger_and_a_conversation_that_is_none_are_told_nothing(town: Town, name: str) -> None:
    ada, lin, talk = await met(town)
    await ada.sends(call("talk.wish", talk))
    eve = await listens(town, "Eve")
    assert await renders(town, f"talk.{name}", talk, reader=eve) is None
    assert await renders(town, f"talk.{name}", 999, reader=lin) is None
    for one in ("passed", "quiet"):
        assert await renders(town, f"talk.{one}", 999) is None


async def test_what_is_over_is_not_told_any_more(town: Town) -> None:
    ada, lin, talk = await met(town)
    assert await renders(town, "talk.offered", talk, reader=lin) is None
    assert await renders(town, "talk.passed", talk) is None
    await ada.sends(call("talk.wish", talk))
    assert await renders(town, "talk.wished", talk, reader=lin) is not None
    assert await renders(town, "talk.wished", talk, reader=ada) is None
    await lin.sends(call("talk.wish", talk))
    assert await renders(town, "talk.introduced", talk, reader=ada) is not None
    await ada.sends(call("talk.blocked", talk))
    for name in ("taken", "wished", "introduced", "nobody"):
        assert await renders(town, f"talk.{name}", talk, reader=ada) is None, name
    async with acting(town, ada) as ctx:
        assert await ctx.store.talks.reports() == []
    assert await renders(town, "talks.reported", 1, reader=ada) is None
    assert await renders(town, "listen.barred", reader=lin) is None


async def test_whoever_is_erased_leaves_nothing_and_the_other_is_told(town: Town, database: Database) -> None:
    ada, lin, talk = await met(town)
    gone = await town.id(lin)
    async with acting(town) as ctx:
        await talk_endings.leave(ctx, gone)
    async with database.engine.begin() as connection:
        await connection.execute(delete(people).where(people.c.id == gone))
    await town.clockwork.tick(town.now)
    assert "The conversation is over" in words(ada.last_dm)
    assert tells_of(ada, lin) == []
    assert "I do not find" in words(await ada.sends(call("talk.show", talk)))
    assert "I do not find" in words(await ada.presses("Something was wrong", from_dm=True))


async def test_calling_off_what_was_taken_just_now_says_so(town: Town) -> None:
    lin = await listens(town, "Lin")
    ada = await writes(town, "Ada")
    async with acting(town, ada) as ctx:
        talk = await ctx.store.talks.get(1)
        assert talk is not None
        assert await ctx.store.talks.take(1, await town_person(ctx, "Lin", town), 1, town.now)
        assert not await talk_finding.withdraw(ctx, talk)
    assert "not so any more" in words(await ada.presses("Call it off"))
    assert "Nobody asks" in words(await lin.sends(call("talk.take", 1)))


async def town_person(ctx: Context, name: str, town: Town) -> int:
    found = await ctx.store.people.of_account("town", town.space, town.person(name).actor.account)
    assert found is not None
    return found.id


async def test_trying_again_has_the_quota_and_one_at_a_time(town: Town) -> None:
    lin = await listens(town, "Lin", week="Sun 3-4")
    ada = await writes(town, "Ada")
    assert "Nobody is free" in words(ada.seen or lin.last_dm)
    mei = await listens(town, "Mei")
    await ada.sends(call("talk.write"), {"text": "Other words"})
    assert "one at a time" in words(await ada.sends(call("talk.again", 1)))
    assert "I am looking" in words(await ada.sends(call("talk.show", 2)))
    await ada.presses("Call it off")
    await ada.sends(call("talk.again", 1))
    await ada.presses("Call it off")
    await ada.sends(call("talk.write"), {"text": "Third"})
    async with acting(town) as ctx:
        await ctx.store.talks.move(3, (TalkState.LOOKING,), TalkState.NOBODY, town.now)
    assert "all for now" in words(await ada.sends(call("talk.again", 3)))
    assert len(mei.dms) >= 1


async def test_searching_for_who_listens_comes_to_an_end(town: Town) -> None:
    await listens(town, "Lin", week="Sun 3-4")
    ada = await writes(town, "Ada")
    for _ in range(9):
        assert "Nobody is free" in words(await ada.sends(call("talk.again", 1)))
    assert "10 times in 24 hours" in words(await ada.sends(call("talk.again", 1)))
    await town.passes(hours=25)
    assert "Nobody is free" in words(await ada.sends(call("talk.again", 1)))


async def test_a_muted_author_neither_writes_nor_looks(town: Town) -> None:
    ada, lin, talk = await met(town)
    async with acting(town) as ctx:
        await ctx.store.vent_safety.mute_for("talk-x", (await ctx.store.talks.live_of(1))[0].author, None)
    for asked, typed in (("talk.reply", {"text": "x"}), ("talk.end", {"text": "x"})):
        assert "muted the author" in words(await ada.sends(call(asked, talk), typed))
    await ada.sends(call("talk.end", talk))
    assert "cannot go on" in words(lin.last_dm)
    assert "muted the author" in words(await ada.sends(call("talk.write"), {"text": "x"}))


async def test_who_takes_it_may_have_been_blocked_meanwhile(town: Town) -> None:
    lin = await listens(town, "Lin")
    ada = await writes(town, "Ada")
    await ada.sends(call("block.do", await town.id(lin)))
    assert "not needed any more" in words(await lin.presses("I listen", from_dm=True))
    await lin.presses("Not now", from_dm=True)
    assert "Nobody is free" in words(ada.last_dm)
    assert "That is fine" in words(await lin.presses("Not now", from_dm=True))


async def test_moderators_can_name_only_people_of_this_community(town: Town) -> None:
    mo = town.person("Mo", moderator=True)
    async with acting(town, mo) as ctx:
        for asked in (listener_moderating.bar, listener_moderating.unbar):
            with pytest.raises(UserError, match="I do not find them here"):
                await asked(ctx, listener_moderating.Whom(999))


async def test_how_to_listen_is_one_tap_away(town: Town) -> None:
    _, lin, _ = await met(town)
    guide = await lin.presses("How to listen")
    assert "emergency number" in words(guide)
    assert labels(guide) == ["Help lines", "I want to talk to a moderator", "Your listening"]


async def test_no_message_to_either_holds_a_mention_before_both_tapped(town: Town) -> None:
    """The whole way, with everything that can be sent on it."""
    ada, lin, talk = await met(town)
    mo = town.person("Mo", moderator=True)
    await mo.types("/home")
    for _ in range(2):
        await lin.sends(call("talk.reply", talk), {"text": "I am here."})
        await ada.sends(call("talk.reply", talk), {"text": "Thank you."})
    await ada.sends(call("talk.wish", talk))
    await ada.sends(call("talk.report", talk), {"text": "Odd"})
    await lin.sends(call("talk.report", talk), {"text": "Odd"})
    await lin.sends(call("listen.rest"))
    await ada.types("/vent")
    await lin.types("/listen")
    await lin.types("/home")
    await town.passes(days=4)
    for one in (ada, lin, mo):
        assert [mention for view in one.dms for mention in mentions(view)] == []
    for reader, other in ((ada, lin), (lin, ada), (mo, ada), (mo, lin)):
        assert tells_of(reader, other) == []


@pytest.mark.parametrize("goes", ["Lin", "Ada"])
async def test_erasing_oneself_ends_it_kindly_and_leaves_no_word(town: Town, goes: str) -> None:
    ada, lin, talk = await met(town, "canary words")
    gone, stays = (lin, ada) if goes == "Lin" else (ada, lin)
    await lin.sends(call("talk.reply", talk), {"text": "canary answer"})
    assert "You are forgotten" in await erases(gone)
    assert "The conversation is over" in words(stays.dms[-1]) or "cannot go on" in words(stays.dms[-1])
    assert tells_of(stays, gone) == []
    assert "I do not find" in words(await stays.sends(call("talk.show", talk)))
    assert not any(row.startswith(("talks:", "talk_lines:")) for row in (await dumped(town)).splitlines())


async def test_what_is_taken_along_names_nobody_else(town: Town) -> None:
    ada, lin, talk = await met(town, "canary words")
    await lin.sends(call("talk.reply", talk), {"text": "canary answer"})
    await lin.sends(call("talk.report", talk), {"text": "canary report"})
    await ada.sends(call("talk.blocked", talk))
    for who, other, own in ((ada, lin, "canary words"), (lin, ada, "canary answer")):
        held = await exported(who)
        said = json.dumps(held)
        assert own in said
        assert ("canary words" in said) != ("canary answer" in said)
        assert ("canary report" in said) == (who is lin)
        assert other.actor.name not in said
        assert other.actor.account not in said
