"""Moderators tell which channel is for what, test it, and hear when it breaks."""

from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


async def chosen(town: Town, mo: Speaker, purpose: str = "Mentors") -> None:
    await mo.types("/setup")
    buttons = labels(await mo.presses("Channels"))
    assert buttons.count("Choose") == 5
    await mo.presses("Choose")
    await mo.picks("c-mentors")


async def test_a_channel_is_chosen_tested_and_used(town: Town) -> None:
    mo, ada = town.person("Mo", moderator=True), town.person("Ada")
    await town.mentor("Grace")
    await chosen(town, mo)
    assert "is set" in words(mo.seen) if mo.seen else False
    await mo.presses("Test it")
    assert "This works" in words(town.channel("c-mentors")[-1])
    await ada.types("/ask", question="What does a p-value say?", topic="statistics")
    assert "p-value" in words(town.channel("c-mentors")[-1])


async def test_a_channel_that_broke_is_told_once_and_messages_go_to_people_instead(town: Town) -> None:
    mo, ada = town.person("Mo", moderator=True), town.person("Ada")
    grace = await town.mentor("Grace")
    await chosen(town, mo)
    town.mailbox.lost.add("c-mentors")
    await ada.types("/ask", question="What does a p-value say?", topic="statistics")
    assert "Mentors' channel does not work" in words(mo.last_dm)
    assert "the channel is gone" in words(mo.last_dm)
    told = len(mo.dms)
    await ada.types("/ask", question="And a z-value?", topic="statistics")
    assert "z-value" in words(grace.last_dm)
    assert len(mo.dms) == told
    assert "does not work" in words(await mo.presses("Mend it", from_dm=True))
    town.mailbox.lost.clear()
    await mo.presses("Choose")
    await mo.picks("c-mentors")
    assert "does not work" not in words(await mo.presses("Channels"))


async def test_a_channel_can_be_given_up(town: Town) -> None:
    mo, ada = town.person("Mo", moderator=True), town.person("Ada")
    grace = await town.mentor("Grace")
    await chosen(town, mo)
    await mo.presses("Channels")
    assert "direct messages" in words(await mo.presses("Use none"))
    await ada.types("/ask", question="What does a p-value say?", topic="statistics")
    assert "p-value" in words(grace.last_dm)


async def test_only_moderators_set_up(town: Town) -> None:
    ada = town.person("Ada")
    assert "moderator" in words(await ada.types("/setup"))


async def test_a_purpose_that_does_not_exist_is_refused(town: Town) -> None:
    from bot.calls import call

    mo = town.person("Mo", moderator=True)
    for name in ("setup.choose", "setup.stop", "setup.test"):
        assert "no such channel" in words(await mo.sends(call(name, "vault")))
