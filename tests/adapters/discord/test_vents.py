"""A vent on Discord: private to its author, public without a name, and gone from the channel when it should be."""

import pytest

from bot.ports.messenger import Address, TryLater, Undeliverable
from tests.adapters.discord.campus import Campus, Member
from tests.fakes.discord import FakeMessage

WORDS = "The library smells of rain."


async def vented(campus: Campus) -> tuple[Member, int, str]:
    """Ada, the channel, and the id of what stands in it."""
    channel = campus.guild.text_channel("vents")
    ada = campus.person("Ada")
    await ada.types("vent")
    async with campus.storage.writing() as tx:
        community = await tx.directory.of_space("discord", str(campus.guild.id))
        assert community is not None
        people = tx.store(community.id).people
        await people.set_channel("vent", "discord", str(campus.guild.id), str(channel))
    await ada.presses("I understand")
    await ada.presses("Choose who")
    await ada.presses("Vent anonymously")
    await ada.fills(text=WORDS)
    await campus.passes(minutes=16)
    [message] = in_channel(campus, channel)
    return ada, channel, str(message.id)


def in_channel(campus: Campus, channel: int) -> list[FakeMessage]:
    return list(campus.fake.messages(channel))


async def test_only_its_author_sees_the_keys_and_takes_it_down_with_them(campus: Campus) -> None:
    ada, channel, _ = await vented(campus)
    [message] = in_channel(campus, channel)
    assert WORDS in message.text
    assert "Ada" not in message.text
    assert message.labels == ["Answer", "Report"]
    assert ada.seen.ephemeral
    await ada.presses("How it stands")
    assert ada.seen.ephemeral
    await ada.presses("Take it down")
    assert in_channel(campus, channel) == []


async def test_an_answer_is_private_to_who_gives_it_until_it_is_posted(campus: Campus) -> None:
    _, channel, _ = await vented(campus)
    [message] = in_channel(campus, channel)
    bo = campus.person("Bo")
    await bo.types("vent")
    await bo.presses("I understand")
    await bo.presses("Answer", message)
    await bo.fills(text="Mine too.")
    assert bo.seen.ephemeral
    assert len(in_channel(campus, channel)) == 1
    await campus.passes(minutes=16)
    assert "voice 1" in in_channel(campus, channel)[-1].text


async def test_taking_out_what_is_gone_is_done_and_what_discord_refuses_is_said(campus: Campus) -> None:
    _, channel, message = await vented(campus)
    place = Address("discord", str(campus.guild.id), "", str(channel), "")
    path = f"/channels/{channel}/messages/{message}"
    messenger = campus.service.messenger
    campus.fake.fail("DELETE", path, 403, code=50013)
    with pytest.raises(Undeliverable, match="may not write"):
        await messenger.withdraw(place, message)
    campus.fake.fail("DELETE", path, 400, code=50021)
    with pytest.raises(Exception, match="50021"):
        await messenger.withdraw(place, message)
    campus.fake.fail("DELETE", path, 503, times=9)
    with pytest.raises(TryLater) as later:
        await messenger.withdraw(place, message)
    assert later.value.is_unknown
