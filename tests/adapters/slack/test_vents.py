"""A vent on Slack: private to its author, public without a name, and gone from the channel when it should be."""

import pytest

from bot.ports.messenger import Address, TryLater, Undeliverable
from tests.adapters.slack.faculty import Colleague, Faculty
from tests.fakes.slack import FakeMessage

WORDS = "The library smells of rain."
DELETE = "chat.delete"


async def vented(faculty: Faculty) -> tuple[Colleague, str]:
    """Ada, and the channel in which her vent stands."""
    channel = faculty.fake.channel(faculty.workspace, "vents").id
    ada = faculty.person("Ada")
    await ada.types("vent")
    async with faculty.storage.writing() as tx:
        community = await tx.directory.of_space("slack", faculty.workspace.id)
        assert community is not None
        await tx.store(community.id).people.set_channel("vent", "slack", faculty.workspace.id, channel)
    await ada.presses("I understand")
    await ada.presses("Choose who")
    await ada.presses("Vent anonymously")
    await ada.fills(text=WORDS)
    await faculty.passes(minutes=16)
    return ada, channel


def in_channel(faculty: Faculty, channel: str) -> list[FakeMessage]:
    return [one for one in faculty.workspace.messages if one.channel == channel and not one.only]


async def test_only_its_author_sees_the_keys_and_takes_it_down_with_them(faculty: Faculty) -> None:
    ada, channel = await vented(faculty)
    [message] = in_channel(faculty, channel)
    assert WORDS in faculty.read(message)
    assert "Ada" not in faculty.read(message)
    await ada.presses("How it stands")
    assert "It stands in the channel" in ada.words
    await ada.presses("Take it down")
    assert in_channel(faculty, channel) == []


async def test_taking_out_what_is_gone_is_done_and_what_slack_refuses_is_said(faculty: Faculty) -> None:
    _, channel = await vented(faculty)
    [message] = in_channel(faculty, channel)
    place = Address("slack", faculty.workspace.id, "", channel, "")
    messenger = faculty.service.messenger
    for error, raised in (
        ("cant_delete_message", Undeliverable),
        ("channel_not_found", Undeliverable),
        ("internal_error", TryLater),
    ):
        faculty.fake.error(DELETE, error, times=1)
        with pytest.raises(raised):
            await messenger.withdraw(place, message.ts)
    faculty.fake.lose(DELETE)
    with pytest.raises(TryLater):
        await messenger.withdraw(place, message.ts)
    await messenger.withdraw(place, message.ts)
    assert in_channel(faculty, channel) == []
    with pytest.raises(Undeliverable):
        await messenger.withdraw(Address("slack", "T-gone", "", channel, ""), message.ts)


async def test_a_vent_whose_answer_got_lost_is_not_sent_again(faculty: Faculty) -> None:
    ada, channel = await vented(faculty)
    await ada.types("vent")
    await ada.presses("Vent anonymously")
    await ada.fills(text="Again.")
    faculty.fake.lose("chat.postMessage")
    before = len(in_channel(faculty, channel))
    await faculty.passes(minutes=30)
    assert len(in_channel(faculty, channel)) == before + 1
    await ada.presses("How it stands")
    assert "I never post twice" in ada.words
