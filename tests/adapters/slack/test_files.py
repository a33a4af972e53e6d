"""Files for one reader: in their direct messages with the bot, whatever they asked from, and in no channel ever."""

import re

from bot.ports.messenger import Address
from bot.text import text
from bot.views import Attachment, Card
from tests.adapters.slack.faculty import Faculty

ICS = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
VIEW = Card("It is agreed", text("You meet."), attachment=Attachment("session.ics", "text/calendar", ICS))


def shared(faculty: Faculty, channel: str) -> list[tuple[str, bytes]]:
    return [(one["filename"], one["data"]) for one in faculty.fake.shared(faculty.workspace, channel)]


def everywhere(faculty: Faculty) -> set[str]:
    """Where there are files."""
    return {one.channel for one in faculty.workspace.messages if one.files}


async def test_a_message_is_followed_by_its_file(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    await faculty.service.messenger.send(Address("slack", faculty.workspace.id, ada.user.id, "", "UTC"), VIEW, "n1")
    dm = faculty.workspace.dm(ada.user.id)
    assert shared(faculty, dm) == [("session.ics", ICS)]
    assert everywhere(faculty) == {dm}
    assert "session.ics is below." in faculty.read(ada.last_dm)
    [ended] = faculty.fake.asked("files.completeUploadExternal")
    assert ended.body["channels"] == ada.user.id
    assert "channel_id" not in ended.body


async def test_a_channel_gets_the_words_and_never_the_file(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    channel = next(iter(faculty.workspace.channels))
    to = Address("slack", faculty.workspace.id, ada.user.id, channel, "UTC")
    await faculty.service.messenger.send(to, VIEW, "n1")
    assert faculty.fake.asked("chat.postMessage")[-1].body["channel"] == channel
    assert faculty.fake.world.files == {}
    assert "session.ics" not in str(faculty.workspace.messages[-1].blocks)


async def test_a_file_that_slack_does_not_take_leaves_the_message(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    to = Address("slack", faculty.workspace.id, ada.user.id, "", "UTC")
    faculty.fake.error("files.getUploadURLExternal", "file_uploads_disabled", 1)
    await faculty.service.messenger.send(to, VIEW, "n1")
    faculty.fake.lose("files.completeUploadExternal")
    await faculty.service.messenger.send(to, VIEW, "n2")
    assert [faculty.read(one).split("\n")[0] for one in ada.dms] == ["It is agreed"] * 2


async def test_an_answer_in_a_channel_or_a_modal_hands_its_file_over_by_direct_message(faculty: Faculty) -> None:
    ada, grace = faculty.person("Ada", "Africa/Lagos"), await faculty.mentor("Grace")
    await ada.types("find-mentor", "topic: statistics")
    await ada.presses("Request")
    await ada.fills(note="I fear my statistics exam.")
    await grace.presses("Accept", on=grace.last_dm)
    await ada.types("schedule", "length: 60")
    await ada.presses("Suggest this")
    await ada.fills(topic="My exam")
    assert everywhere(faculty) == set()
    await grace.presses("Yes", on=grace.last_dm)
    dms = {faculty.workspace.dm(one.user.id) for one in (ada, grace)}
    await faculty.fake.until(lambda: everywhere(faculty) == dms, "files for both")
    await ada.types("sessions")
    await ada.presses("Call it off")
    await ada.fills(reason="A cold")
    await faculty.fake.until(lambda: len(shared(faculty, faculty.workspace.dm(ada.user.id))) == 2, "a cancellation")
    assert everywhere(faculty) == dms
    hers, off = shared(faculty, faculty.workspace.dm(ada.user.id))
    assert re.search(rb"METHOD:REQUEST.*SUMMARY:Office Hours with Grace", hers[1], re.DOTALL)
    assert off[0] == "remove-from-calendar.ics"
    assert b"METHOD:CANCEL" in off[1]
    assert faculty.fake.world.refusals == []
