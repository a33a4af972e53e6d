"""A conversation ends kindly, whoever ends it and why, and names are shown only when both want it."""

from bot.calls import call
from bot.presence import Presence
from bot.registry import registry
from tests.conversations.inside import acting
from tests.conversations.listening import listens, mentions, met, tells_of, writes
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


async def test_the_author_ends_it_and_the_listener_is_asked_how_they_are(town: Town) -> None:
    ada, lin, talk = await met(town)
    await ada.presses("End it", from_dm=True)
    assert "told kindly" in words(await ada.fills(text="You helped me."))
    assert "You helped me." in words(lin.dms[-2])
    over = words(lin.last_dm)
    assert "cannot go on with it" in over
    assert "How are you after that?" in over
    assert labels(lin.last_dm)[:3] == ["I am fine", "I could use a break", "I want to talk to a moderator"]
    assert "I am glad" in words(await lin.presses("I am fine", from_dm=True))
    for name in ("talk.show", "talk.introduce", "talk.wish", "talk.end"):
        assert "This conversation is over" in words(await lin.sends(call(name, talk))), name
    assert "This conversation is over" in words(await ada.sends(call("talk.reply", talk), {"text": "x"}))
    assert "not so any more" in words(await ada.sends(call("talk.again", talk)))


async def test_the_listener_ends_it_and_takes_a_break(town: Town) -> None:
    ada, lin, talk = await met(town)
    mo = town.person("Mo", moderator=True)
    await mo.types("/home")
    await lin.sends(call("talk.end", talk))
    said = words(ada.last_dm)
    assert "says nothing about you" in said
    assert "Help lines" in labels(ada.last_dm)
    ended = lin.seen
    assert "Take your time" in words(await lin.presses("I could use a break"))
    assert "Paused until" in words(await lin.types("/listen"))
    lin.seen = ended
    assert "The moderators know" in words(await lin.presses("I want to talk"))
    assert "Lin asks a moderator" in words(mo.last_dm)
    await ada.sends(call("talk.write"), {"text": "Again"})
    assert "Talk with" not in labels(await ada.types("/vent"))
    assert lin.dms[1:] == []
    await town.passes(days=8)
    await ada.sends(call("talk.again", 2))
    assert "Are you there" in words(lin.last_dm)


async def test_pausing_stopping_and_leaving_tell_the_other_the_same_kind_words(town: Town) -> None:
    heard = []
    for number, how in enumerate(("pause", "stop", "bar", "leave"), 1):
        lin, ada = await listens(town, f"Lin{number}"), await writes(town, f"Ada{number}")
        mo = town.person("Mo", moderator=True)
        await lin.presses("I listen", from_dm=True)
        await _goes(town, lin, mo, how)
        heard.append(words(ada.last_dm))
        assert tells_of(ada, lin) == []
    assert len(set(heard)) == 1
    assert "The conversation is over" in heard[0]


async def _left(town: Town, one: Speaker) -> None:
    await Presence(town.storage, registry).account_left("town", town.space, one.actor.account, town.now)


async def _goes(town: Town, lin: Speaker, mo: Speaker, how: str) -> None:
    if how == "pause":
        await lin.types("/listen")
        await lin.presses("Pause")
        await lin.presses("Pause")
    elif how == "stop":
        await lin.types("/listen")
        assert "Your conversation ends" in words(await lin.presses("Stop"))
        assert "How are you" in words(await lin.presses("Stop"))
        assert "You have not offered" in words(await lin.sends(call("listen.stop")))
    elif how == "bar":
        await mo.types("/listen")
        await mo.presses("Take a listener off")
        await mo.fills(person=lin.actor.account)
    else:
        await _left(town, lin)
    await town.clockwork.tick(town.now)


async def test_an_author_who_leaves_ends_it_and_one_who_waits_is_asked_for_no_more(town: Town) -> None:
    ada, lin, _ = await met(town)
    mei, bo = await listens(town, "Mei"), await writes(town, "Bo")
    for one in (ada, bo):
        await _left(town, one)
    await town.clockwork.tick(town.now)
    assert "cannot go on" in words(lin.last_dm)
    assert tells_of(lin, ada) == []
    assert "not needed any more" in words(await mei.presses("I listen", from_dm=True))


async def test_whoever_waits_goes_to_the_next_when_the_one_who_was_asked_pauses(town: Town) -> None:
    lin, mei = await listens(town, "Lin"), await listens(town, "Mei")
    await writes(town, "Ada")
    await lin.types("/listen")
    await lin.presses("Pause")
    assert "Are you there" in words(mei.last_dm)
    assert "You do not listen at the moment" in words(await lin.presses("I listen", from_dm=True))
    await lin.types("/listen")
    await lin.presses("Listen again")
    assert "Lin" not in words(mei.last_dm)
    assert "from 1 to 60 days" in words(await lin.sends(call("listen.paused", 99)))


async def test_three_quiet_days_end_it_for_both(town: Town) -> None:
    ada, lin, talk = await met(town)
    await town.passes(days=2)
    await lin.sends(call("talk.reply", talk), {"text": "How are you today?"})
    await town.passes(days=2)
    assert "It is on its way" in words(await ada.sends(call("talk.reply", talk), {"text": "Better."}))
    await town.passes(days=4)
    assert "Nobody wrote for three days" in words(ada.last_dm)
    assert "Nobody wrote for three days" in words(lin.last_dm)


async def test_nothing_is_left_after_thirty_days(town: Town) -> None:
    ada, lin, talk = await met(town)
    await ada.sends(call("talk.end", talk))
    await town.passes(days=32)
    assert "I do not find this conversation" in words(await lin.sends(call("talk.show", talk)))
    async with town.storage.reading() as tx:
        assert await tx.store(town.community.id).talks.lines(talk, 9) == []


async def test_one_tap_alone_shows_no_name_and_is_told_once(town: Town) -> None:
    ada, lin, talk = await met(town)
    await lin.sends(call("talk.introduce", talk))
    assert "would like to be introduced" in words(await lin.presses("Introduce us"))
    assert "Only if you like" in words(ada.last_dm)
    asked = len(ada.dms)
    assert "said so already" in words(await lin.sends(call("talk.wish", talk)))
    assert len(ada.dms) == asked
    for name in ("talk.introduced", "talk.wished"):
        assert "not for pressing" in words(await lin.sends(call(name, talk)))
    assert tells_of(ada, lin) == []
    assert tells_of(lin, ada) == []


async def test_both_taps_introduce_them(town: Town) -> None:
    ada, lin, talk = await met(town)
    await lin.sends(call("talk.wish", talk))
    await ada.presses("Introduce us", from_dm=True)
    assert "this is Lin" in words(await ada.presses("Introduce us"))
    assert "this is Ada" in words(lin.last_dm)
    assert [one.name for one in mentions(lin.last_dm)] == ["Ada"]
    assert "Introduce us" not in labels(await lin.presses("The conversation", from_dm=True))


async def test_a_wish_that_is_late_is_not_told(town: Town) -> None:
    ada, lin, talk = await met(town)
    before = len(ada.dms)
    async with acting(town, lin) as ctx:
        await ctx.store.talks.wish(talk, False)
    await ada.sends(call("talk.wish", talk))
    assert len(ada.dms) == before
    assert "this is Ada" in words(lin.last_dm)
