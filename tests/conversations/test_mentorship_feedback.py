"""At the end: a private rating, thanks read one at a time, and a way to ask the moderators to act."""

import pytest

from bot.calls import call
from bot.views import Form
from tests.conversations.inside import renders
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


@pytest.fixture
async def grace(town: Town) -> Speaker:
    return await town.mentor("Grace", capacity=3)


@pytest.fixture
def ada(town: Town) -> Speaker:
    return town.person("Ada")


@pytest.fixture
async def ended(town: Town, ada: Speaker, grace: Speaker) -> int:
    pair = await town.pair(ada, grace)
    await ada.sends(call("mentorship.finished", pair))
    return pair


async def test_thanks_are_announced_and_read_one_at_a_time(
    town: Town, ada: Speaker, grace: Speaker, ended: int
) -> None:
    bo = town.person("Bo")
    second = await town.pair(bo, grace)
    await bo.sends(call("mentorship.finished", second))
    await ada.presses("Say thanks", from_dm=True)
    await ada.fills(rating="5", thanks="You never laughed at a question.")
    assert "You have a thank-you" in words(grace.last_dm)
    assert "never laughed" not in words(grace.last_dm)
    assert "never laughed" in words(await grace.presses("Read", from_dm=True))
    await town.passes(hours=1)
    await bo.sends(call("mentorship.feedback", second), {"thanks": "Thank you for the patience."})
    shown = words(await grace.types("/thanks-received"))
    assert "Thank you for the patience." in shown
    assert "never laughed" not in shown
    assert "1 of 2" in shown
    assert "never laughed" in words(await grace.presses("Older"))
    assert labels(await grace.sends(call("thanks.received", 99))) == ["Newer"]
    assert "No thank-yous yet" in words(await ada.types("/thanks-received"))


async def test_a_rating_is_shown_to_nobody(town: Town, ada: Speaker, grace: Speaker, ended: int) -> None:
    mo = town.person("Mo", moderator=True)
    await mo.types("/home")
    told = len(grace.dms)
    await ada.sends(call("mentorship.feedback", ended), {"rating": "1"})
    assert len(grace.dms) == told
    assert not mo.dms


async def test_a_concern_reaches_each_moderator_with_its_words_alone(
    town: Town, ada: Speaker, grace: Speaker, ended: int
) -> None:
    mo, lin = town.person("Mo", moderator=True), town.person("Lin", moderator=True)
    await mo.types("/home")
    await lin.types("/home")
    told = len(grace.dms)
    typed = {"rating": "2", "thanks": "Thanks anyway.", "concern": "I was asked for money."}
    assert "only they do" in words(await ada.sends(call("mentorship.feedback", ended), typed))
    for moderator in (mo, lin):
        said = words(moderator.last_dm)
        assert "I was asked for money." in said
        assert not {"Ada", "Grace", "Thanks anyway."} & {
            name for name in ("Ada", "Grace", "Thanks anyway.") if name in said
        }
    assert len(grace.dms) == told + 1
    assert "money" not in "".join(words(view) for view in grace.dms)


async def test_a_concern_about_a_moderator_does_not_reach_them(town: Town) -> None:
    ada = town.person("Ada")
    grace = await town.mentor("Grace")
    moderator = town.person("Grace", moderator=True)
    pair = await town.pair(ada, grace)
    await moderator.types("/home")
    await ada.sends(call("mentorship.ended", pair))
    told = len(grace.dms)
    said = words(await ada.sends(call("mentorship.feedback", pair), {"concern": "Something was wrong."}))
    assert "tell somebody you trust" in said
    assert len(grace.dms) == told
    assert await renders(town, "mentorship.concern", pair, await town.id(ada), reader=moderator) is None


async def test_feedback_is_given_once_at_the_end_and_not_empty(
    town: Town, ada: Speaker, grace: Speaker, ended: int
) -> None:
    assert "one of the three" in words(await ada.sends(call("mentorship.feedback", ended)))
    form = await ada.sends(call("mentorship.feedback", ended), {"rating": "6"})
    assert isinstance(form, Form)
    assert "Thank you" in words(await ada.sends(call("mentorship.feedback", ended), {"rating": "4"}))
    assert "already" in words(await ada.sends(call("mentorship.feedback", ended), {"rating": "5"}))
    running = await town.pair(town.person("Bo"), grace)
    assert "goes on" in words(await grace.sends(call("mentorship.feedback", running), {"rating": "5"}))


async def test_thanks_do_not_get_past_a_block(town: Town, ada: Speaker, grace: Speaker, ended: int) -> None:
    ids = await town.id(grace), await town.id(ada)
    async with town.storage.writing() as tx:
        await tx.store(town.community.id).safety.block(*ids, town.now)
    told = len(grace.dms)
    said = await ada.sends(call("mentorship.feedback", ended), {"thanks": "Let me back in."})
    assert words(said) == "Thank you\nKept."
    assert len(grace.dms) == told
    assert "No thank-yous yet" in words(await grace.types("/thanks-received"))


async def test_only_the_thanked_reads_the_thanks(town: Town, ada: Speaker, grace: Speaker, ended: int) -> None:
    await ada.sends(call("mentorship.feedback", ended), {"thanks": "For everything."})
    author = await town.id(ada)
    for speaker in (ada, town.person("Eve"), town.person("Mo", moderator=True)):
        assert "do not find" in words(await speaker.sends(call("mentorship.thanks", ended, author)))
        assert await renders(town, "mentorship.thanked", ended, author, reader=speaker) is None
        assert await renders(town, "mentorship.concern", ended, author, reader=speaker) is None
    assert await renders(town, "mentorship.concern", 999, author, reader=town.person("Mo", moderator=True)) is None
