"""Pictures go up by Slack's external upload, and stand in a message with their alt text."""

from bot.ports.messenger import Address
from bot.text import text
from bot.views import Card, Picture
from tests.adapters.slack.faculty import Faculty

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 2000


async def test_a_picture_is_uploaded_and_shown_with_its_words(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    view = Card("Your weeks", text("You met four times."), picture=Picture(PNG, "Four meetings in eight weeks."))
    to = Address("slack", faculty.workspace.id, ada.user.id, "", "UTC")
    sent = await faculty.service.messenger.send(to, view, "nonce-1")
    assert sent.dm == faculty.workspace.dm(ada.user.id)
    [file] = faculty.fake.world.files.values()
    assert file["data"] == PNG
    assert "Four meetings in eight weeks." in faculty.read(ada.last_dm)
    assert not [one for one in faculty.fake.requests if one.body.get("channel_id")], "the file itself is in no channel"
