"""Members report a post, moderators act on it, and nobody learns who wrote it."""

import asyncio

from bot.calls import call
from tests.conversations.codes import code_of, elsewhere, links
from tests.conversations.inside import renders
from tests.conversations.town import Speaker, Town
from tests.conversations.venting import ids, last, opened, posts, vents
from tests.conversations.words import labels, words


async def posted(town: Town, *names: str) -> tuple[Speaker, Speaker, list[Speaker], str]:
    """Mo who moderates, Ada who wrote what stands in the channel, others, and its id."""
    mo = town.person("Mo", moderator=True)
    await mo.types("/home")
    ada, *others = await opened(town, "Ada", *names)
    await vents(ada)
    await town.passes(minutes=16)
    return mo, ada, others, ids(town)[0]


async def test_a_report_is_asked_twice_and_counts_once_a_person(town: Town) -> None:
    mo, _, [bo], post = await posted(town, "Bo")
    bo.seen = last(town)
    assert "Neither they nor the author learn" in words(await bo.presses("Report"))
    assert "Thank you for saying it" in words(await bo.presses("Report it"))
    assert "You have reported this one already" in words(await bo.sends(call("vent.flag", post)))
    assert "people who reported it: 1." in words(mo.last_dm)
    assert "Exams" not in words(mo.last_dm)
    assert len(mo.dms) == 1
    assert len(posts(town)) == 1


async def test_three_people_hide_it_until_a_moderator_puts_it_back_and_then_no_more(town: Town) -> None:
    mo, ada, others, post = await posted(town, "Bo", "Cy", "Di", "Flo")
    for who in others[:3]:
        await who.sends(call("vent.flag", post))
    assert posts(town) == []
    assert "An anonymous post is hidden" in words(mo.last_dm)
    assert "I do not find this post" in words(await others[3].sends(call("vent.report", post)))
    assert "not in the channel" in words(await ada.sends(call("vent.answer", post), {"text": "x"}))
    assert "Out of the channel" in words(await mo.types("/vents"))
    await mo.presses("Open")
    assert "It stays" in words(await mo.presses("Put it back"))
    assert len(posts(town)) == 1
    await others[3].sends(call("vent.flag", post))
    assert len(posts(town)) == 1
    assert "No reported posts" in words(await mo.types("/vents"))
    assert "Removed" in words(await mo.sends(call("vent.remove", post)))
    assert posts(town) == []
    assert "removed already" in words(await mo.sends(call("vent.remove", post)))
    assert "removed already" in words(await mo.sends(call("vent.keep", post)))


async def test_a_moderator_leaves_a_reported_one_where_it_is(town: Town) -> None:
    mo, _, [bo], post = await posted(town, "Bo")
    await bo.sends(call("vent.flag", post))
    assert "Exams are hard." in words(await mo.presses("Look at it", from_dm=True))
    await mo.presses("Leave it there")
    assert "No reported posts" in words(await mo.types("/vents"))
    trail = words(await mo.types("/audit"))
    assert "An anonymous post was looked at" in trail
    assert "Ada" not in trail


async def test_reported_posts_and_mutes_are_turned_page_by_page(town: Town) -> None:
    mo, _, people, _ = await posted(town, *(f"P{number}" for number in range(6)))
    for who in people:
        await vents(who)
    await town.passes(minutes=16)
    for post in ids(town)[1:]:
        await people[0].sends(call("vent.flag", post))
        await mo.sends(call("vent.mute", post, 0))
    await mo.types("/vents")
    assert labels(mo.seen).count("Open") == 5 if mo.seen else False
    assert labels(await mo.presses("Older")).count("Open") == 1
    assert "Newer" in labels(await mo.sends(call("vent.list", 1)))
    assert labels(await mo.sends(call("vent.mutes", 0))).count("Lift it") == 5
    assert labels(await mo.presses("Older")).count("Lift it") == 1
    assert "Newer" in labels(await mo.sends(call("vent.mutes", 9)))


async def test_the_author_of_a_post_is_muted_unknown_until_it_ends_or_is_lifted(town: Town) -> None:
    mo, ada, [bo], post = await posted(town, "Bo")
    muted = words(await mo.sends(call("vent.mute", post, 1)))
    assert "Its author is muted" in muted
    assert "Ada" not in muted
    refused = words(await ada.sends(call("vent.write"), {"text": "Again"}))
    assert "Until Tue 3 Mar 2026" in refused
    assert "muted" in words(await ada.sends(call("vent.answer", post), {"text": "Again"}))
    assert "It waits" in words(await bo.sends(call("vent.write"), {"text": "Me"}))
    await town.passes(days=1, hours=1)
    assert "It waits" in words(await ada.sends(call("vent.write"), {"text": "Back"}))
    await mo.sends(call("vent.mute", post, 0))
    refused = words(await ada.sends(call("vent.write"), {"text": "Again"}))
    assert "For good, moderators have muted" in refused
    await mo.presses("Lift the mute")
    assert "It waits" in words(await ada.sends(call("vent.write"), {"text": "Again"}))
    assert "over already" in words(await mo.sends(call("vent.unmute", post)))
    assert "A mute is for a day" in words(await mo.sends(call("vent.mute", post, 3)))
    assert "Nobody is muted" in words(await mo.sends(call("vent.mutes")))


async def test_a_mute_outlives_the_post_and_becoming_somebody_else_does_not_end_it(town: Town, workspace: str) -> None:
    mo, ada, _, post = await posted(town)
    await mo.sends(call("vent.mute", post, 0))
    bo = elsewhere(town, "Bo")
    await bo.sends(call("vent.agree"))
    await links(ada, await code_of(bo))
    assert await town.id(ada) == await town.id(bo)
    assert "muted" in words(await bo.sends(call("vent.write"), {"text": "As Bo"}))
    assert "muted" in words(await ada.sends(call("vent.write"), {"text": "As Ada"}))
    await town.passes(days=32)
    assert "muted" in words(await ada.sends(call("vent.write"), {"text": "Later"}))
    assert "a post that was deleted" in words(await mo.sends(call("vent.mutes")))


async def test_the_author_finds_the_way_out_under_their_own_post(town: Town) -> None:
    _, ada, [bo], post = await posted(town, "Bo")
    ada.seen = last(town)
    assert "You wrote this one" in words(await ada.presses("Report"))
    assert "I do not find this post" in words(await bo.sends(call("vent.retract", post)))
    assert "Taken down" in words(await ada.presses("Take it down"))
    assert posts(town) == []


async def test_what_cannot_be_taken_out_is_told_to_moderators(town: Town) -> None:
    mo, _, _, post = await posted(town)
    town.mailbox.kept.add("vent")
    await mo.sends(call("vent.remove", post))
    assert "Please delete the message there by hand" in words(mo.last_dm)


async def test_a_channel_that_hiccups_is_tried_again_and_given_up_in_the_end(town: Town) -> None:
    mo, ada, _, post = await posted(town)
    town.mailbox.hiccups = 2
    await mo.sends(call("vent.remove", post))
    assert len(posts(town)) == 1
    await town.passes(hours=1)
    assert posts(town) == []
    await vents(ada)
    await town.passes(minutes=16)
    town.mailbox.hiccups = 8
    await mo.sends(call("vent.remove", ids(town)[0]))
    await town.passes(hours=9)
    assert len(posts(town)) == 1
    assert "Please delete the message there by hand" in words(mo.last_dm)


async def test_moderators_look_at_a_post_by_its_own_button(town: Town) -> None:
    mo, _, _, post = await posted(town)
    mo.seen = last(town)
    assert labels(await mo.presses("Report"))[:3] == ["Leave it there", "Remove it", "Mute its author for a day"]
    await mo.presses("Remove it")
    assert "Its text is deleted" in words(await mo.sends(call("vent.look", post)))


async def test_one_that_is_still_being_taken_out_is_not_put_back_beside_itself(town: Town) -> None:
    mo, _, others, post = await posted(town, "Bo", "Cy", "Di")
    for who in others:
        town.mailbox.hiccups = 99
        await who.sends(call("vent.flag", post))
    assert "still being taken out" in words(await mo.sends(call("vent.keep", post)))
    town.mailbox.hiccups = 0
    await town.passes(hours=2)
    assert posts(town) == []
    assert "It stays" in words(await mo.sends(call("vent.keep", post)))
    assert len(posts(town)) == 1


async def test_where_the_channel_is_gone_nothing_is_taken_and_what_waited_is_with_its_author(town: Town) -> None:
    mo = town.person("Mo", moderator=True)
    [ada] = await opened(town, "Ada")
    key = await vents(ada)
    await mo.sends(call("setup.stop", "vent"))
    assert "There is no vent channel here" in words(await ada.sends(call("vent.write"), {"text": "x"}))
    await town.passes(minutes=16)
    assert posts(town) == []
    assert "did not reach the channel" in words(await ada.sends(call("vent.mine", key)))
    await town.opens_channel("vent")
    await ada.presses("Post it again")
    assert len(posts(town)) == 1


async def test_nothing_is_posted_again_by_whoever_is_muted_or_after_the_switch(town: Town) -> None:
    mo = town.person("Mo", moderator=True)
    [ada] = await opened(town, "Ada")
    await vents(ada, "First")
    await town.passes(minutes=16)
    [first] = ids(town)
    key = await vents(ada, "Second")
    await mo.sends(call("setup.feature", "is_vent_channel", 0))
    await town.passes(minutes=16)
    assert len(posts(town)) == 1
    assert "did not reach the channel" in words(await ada.sends(call("vent.mine", key)))
    assert "switched this off" in words(await ada.sends(call("vent.again", key)))
    await mo.sends(call("setup.feature", "is_vent_channel", 1))
    await mo.sends(call("vent.mute", first, 1))
    assert "have muted the author" in words(await ada.sends(call("vent.again", key)))
    await town.passes(days=1, hours=1)
    assert "It is posted again" in words(await ada.sends(call("vent.again", key)))
    assert len(posts(town)) == 2


async def test_of_two_presses_at_once_one_posts_it_again(town: Town) -> None:
    [ada] = await opened(town, "Ada")
    key = await vents(ada)
    town.mailbox.cut_off = 1
    await town.passes(minutes=30)
    assert posts(town) == []
    await asyncio.gather(*(town.app.answer(ada.actor, call("vent.again", key), now=town.now) for _ in range(8)))
    await town.passes(minutes=1)
    assert len(posts(town)) == 1


async def test_what_was_to_be_said_is_not_said_when_it_is_no_longer_true(town: Town) -> None:
    mo, _, [bo], post = await posted(town, "Bo")
    await bo.sends(call("vent.flag", post))
    await mo.sends(call("vent.remove", post))
    for name in ("vent.said", "vent.reported"):
        assert await renders(town, name, post, reader=mo) is None
    assert await renders(town, "vent.stuck", post, reader=mo) is not None
    for name in ("vent.said", "vent.reported", "vent.stuck", "vent.told"):
        assert await renders(town, name, "nobody's", reader=mo) is None
    assert await renders(town, "draft.asked", 900_000, reader=mo) is None
