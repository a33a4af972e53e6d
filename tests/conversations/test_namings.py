"""The week's summary names a new pair, and who thanked whom, when both agreed; not saying anything is a no."""

from bot.calls import call
from bot.views import View
from tests.conversations.inside import renders
from tests.conversations.test_checkins import paired
from tests.conversations.town import START, Speaker, Town
from tests.conversations.words import labels, words

NAME, SAY = "May the summary name us?", "May the summary say so?"
MONDAY = START.date().toordinal()


async def channel_says(town: Town) -> str:
    """What the channel would read of the first week."""
    view = await renders(town, "summary.community", MONDAY)
    return words(view) if view else ""


def opening(who: Speaker) -> View:
    [card] = [view for view in who.dms if words(view).startswith("You are a pair")]
    return card


async def agrees(who: Speaker) -> str:
    who.seen = opening(who)
    await who.presses(NAME)
    return words(await who.presses("Yes, I agree"))


async def finished(town: Town, ada: Speaker, pair: int) -> None:
    """Ada ended it and said thanks; she looks at what came back."""
    await ada.sends(call("mentorship.finished", pair))
    await ada.sends(call("mentorship.feedback", pair), {"thanks": "You never laughed at a question."})


async def test_a_new_pair_is_named_when_both_agreed(town: Town) -> None:
    await town.opens_channel("announcements")
    ada, _, _ = await paired(town)
    ada.seen = opening(ada)
    asked = words(await ada.presses(NAME))
    assert "Ada and Grace are a new pair" in asked
    assert "You have not agreed." in asked
    assert "You agreed." in await agrees(ada)
    await town.passes(days=7)
    assert await channel_says(town) == ""


async def test_the_channel_reads_two_names_and_nothing_else_of_them(town: Town) -> None:
    await town.opens_channel("announcements")
    ada, grace, _ = await paired(town)
    await agrees(ada)
    await agrees(grace)
    await town.passes(days=7)
    said = await channel_says(town)
    assert "New pairs: somebody and somebody" in said
    assert "statistics" not in said
    assert "1" not in said.split("New pairs")[1].split("\n")[0]


async def test_who_takes_it_back_in_time_is_not_named(town: Town) -> None:
    await town.opens_channel("announcements")
    ada, grace, _ = await paired(town)
    await agrees(ada)
    await agrees(grace)
    assert "You have not agreed." in words(await ada.presses("Leave my name out"))
    await town.passes(days=7)
    assert await channel_says(town) == ""


async def test_thanks_are_told_when_both_agreed_and_never_their_words(town: Town) -> None:
    await town.opens_channel("announcements")
    ada, grace, pair = await paired(town)
    await finished(town, ada, pair)
    await ada.presses(SAY)
    assert "Ada thanked Grace" in words(await ada.presses("Yes, I agree"))
    await grace.types("/thanks-received")
    await grace.presses(SAY)
    await grace.presses("Yes, I agree")
    await town.passes(days=7)
    said = await channel_says(town)
    assert "Thanks: somebody thanked somebody" in said
    assert "laughed" not in said


async def test_who_was_thanked_is_asked_on_the_thank_you_and_never_learns_what_the_author_said(town: Town) -> None:
    await town.opens_channel("announcements")
    ada, grace, pair = await paired(town)
    await finished(town, ada, pair)
    before = await grace.presses("Read", from_dm=True)
    assert labels(before) == ["All of them", SAY]
    await ada.presses(SAY)
    await ada.presses("Yes, I agree")
    assert await grace.presses("Read", from_dm=True) == before
    await grace.presses(SAY)
    await grace.presses("Yes, I agree")
    await ada.presses("Leave my name out")
    await town.passes(days=7)
    assert await channel_says(town) == ""


async def test_nobody_is_asked_where_nothing_is_told(town: Town) -> None:
    ada, _, pair = await paired(town)
    assert NAME not in labels(opening(ada)), "there is no channel"
    await town.opens_channel("announcements")
    assert NAME in labels(await shown_now(town, ada, pair))
    await town.person("Mo", moderator=True).sends(call("summary.rhythm"), {"is_on": "0", "day": "0", "at": "9"})
    assert NAME not in labels(await shown_now(town, ada, pair))


async def shown_now(town: Town, who: Speaker, pair: int) -> View:
    view = await renders(town, "mentorship.began", pair, reader=who)
    assert view is not None
    return view


async def test_strangers_have_no_say(town: Town) -> None:
    await town.opens_channel("announcements")
    ada, _, pair = await paired(town)
    eve = town.person("Eve")
    for author in (0, await town.id(ada), await town.id(eve)):
        for asked in (call("naming.show", pair, author), call("naming.turn", pair, author, 1)):
            assert "I do not find this mentorship" in words(await eve.sends(asked))
    assert "I do not find this mentorship" in words(await ada.sends(call("naming.turn", pair, await town.id(eve), 1)))
    assert "It is too late" in words(await ada.sends(call("naming.turn", pair, await town.id(ada), 1))), "no thanks"


async def test_the_question_is_over_when_the_summary_was_told(town: Town) -> None:
    await town.opens_channel("announcements")
    ada, _, pair = await paired(town)
    await town.passes(days=6, hours=19)
    assert NAME in labels(await shown_now(town, ada, pair))
    await town.passes(hours=1)
    assert NAME not in labels(await shown_now(town, ada, pair))
    assert "It is too late" in words(await ada.sends(call("naming.turn", pair, 0, 1)))


async def test_a_block_an_ending_and_who_left_take_the_names_out(town: Town) -> None:
    await town.opens_channel("announcements")
    pairs = []
    for number in range(4):
        ada, grace = town.person(f"Ada-{number}"), await town.mentor(f"Grace-{number}")
        pairs.append((ada, grace, await town.pair(ada, grace)))
        await agrees(ada)
        await agrees(grace)
    await pairs[0][0].sends(call("mentorship.ended", pairs[0][2]))
    await pairs[1][0].types("/block", person=pairs[1][1].actor.account)
    await pairs[1][0].presses("Block")
    town.mailbox.gone.add(pairs[2][0].actor.account)
    await pairs[2][1].sends(call("mentee.word", pairs[2][2]))
    await town.passes(days=7)
    assert (await channel_says(town)).count("somebody and somebody") == 1
