"""A small fake of Discord at the wire, to which an unmodified discord.py connects."""

from tests.fakes.discord.interactions import Modal, Reply
from tests.fakes.discord.messages import Attachment, Button, FakeMessage
from tests.fakes.discord.places import FakeGuild, FakeUser
from tests.fakes.discord.service import FakeDiscord
from tests.fakes.discord.wire import Request

__all__ = ["Attachment", "Button", "FakeDiscord", "FakeGuild", "FakeMessage", "FakeUser", "Modal", "Reply", "Request"]
