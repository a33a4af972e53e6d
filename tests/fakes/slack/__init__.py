"""A small fake of Slack at the wire, to which an unmodified slack-bolt connects."""

from tests.fakes.slack.service import FakeSlack
from tests.fakes.slack.wire import Request
from tests.fakes.slack.world import FakeChannel, FakeMessage, FakeUser, FakeView, FakeWorkspace

__all__ = ["FakeChannel", "FakeMessage", "FakeSlack", "FakeUser", "FakeView", "FakeWorkspace", "Request"]
