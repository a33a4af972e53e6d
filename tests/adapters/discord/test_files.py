"""Files for one reader: a part of the message they come with, seen by whoever sees that, and in no channel."""

from typing import Any

from adapters.discord import PLATFORM
from bot.ports.messenger import Address
from bot.text import text
from bot.views import Attachment, Card
from tests.adapters.discord.campus import Campus
from tests.fakes.discord import FakeMessage
from tests.fakes.discord.messages import walk

ICS = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
VIEW = Card("It is agreed", text("You meet."), attachment=Attachment("session.ics", "text/calendar", ICS))
FILE = 13


def files(message: FakeMessage) -> list[str]:
    """The files that a message shows, each of which it carries."""
    shown = [part["file"]["url"] for part in walk(message.components) if part["type"] == FILE]
    assert shown == [f"attachment://{file.filename}" for file in message.attachments]
    return [file.filename for file in message.attachments]


async def test_a_direct_message_carries_its_file(campus: Campus) -> None:
    ada = campus.person("Ada")
    to = Address(PLATFORM, str(campus.guild.id), str(ada.user.id), "", "UTC")
    await campus.service.messenger.send(to, VIEW, "a" * 24)
    assert files(ada.last_dm) == ["session.ics"]
    assert ada.last_dm.attachments[0].data == ICS


async def test_a_channel_gets_the_words_and_never_the_file(campus: Campus) -> None:
    channel = campus.guild.text_channel("general")
    to = Address(PLATFORM, str(campus.guild.id), "", str(channel), "UTC")
    await campus.service.messenger.send(to, VIEW, "a" * 24)
    [message] = campus.fake.messages(channel)
    assert "It is agreed" in message.text
    assert files(message) == []


async def met(campus: Campus) -> tuple[Any, Any]:
    """Ada, who asked Grace for an hour that Grace has not agreed to yet."""
    grace, ada = await campus.mentor("Grace"), campus.person("Ada")
    await ada.types("find-mentor", {"topic": "statistics"})
    await ada.presses("Request")
    await ada.fills(note="I fear my statistics exam.")
    await grace.presses("Accept", on=grace.last_dm)
    await ada.types("schedule", {"length": "60"})
    await ada.presses("Suggest this")
    await ada.fills(topic="My exam")
    return ada, grace


async def test_an_answer_that_only_they_see_carries_its_file_and_the_next_one_takes_it_away(campus: Campus) -> None:
    ada, grace = await met(campus)
    await grace.presses("Yes", on=grace.last_dm)
    assert files(grace.seen) == ["add-to-calendar.ics"]
    assert files(ada.last_dm) == ["add-to-calendar.ics"]
    assert b"Office Hours with Grace: My exam" in ada.last_dm.attachments[0].data.replace(b"\r\n ", b"")
    await ada.types("sessions")
    await ada.presses("Call it off")
    await ada.fills(reason="")
    assert ada.seen.ephemeral
    assert files(ada.seen) == ["remove-from-calendar.ics"]
    await ada.presses("Find another hour")
    assert files(ada.seen) == []
