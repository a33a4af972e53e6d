"""What a Slack has: workspaces, people, channels, messages, views, files."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]


@dataclass(slots=True)
class FakeUser:
    """Somebody in a workspace. `home` is the workspace they belong to: another one for guests by Slack Connect."""

    id: str
    name: str
    home: str
    zone: str = ""
    is_admin: bool = False
    is_deleted: bool = False
    is_bot: bool = False
    takes_messages: bool = True

    @property
    def json(self) -> JSON:
        """As `users.info` shows them; closed accounts and strangers have no time zone."""
        shown: JSON = {
            "id": self.id, "team_id": self.home, "name": self.name.lower(), "deleted": self.is_deleted,
            "real_name": self.name, "profile": {"real_name": self.name, "display_name": self.name},
            "is_bot": self.is_bot, "is_admin": self.is_admin, "is_owner": False, "updated": 1,
        }  # fmt: skip
        return shown if self.is_deleted else {**shown, "tz": self.zone}


@dataclass(slots=True)
class FakeMessage:
    """A message. `only` is who alone can see it: an ephemeral one. `files` are the ids of files shared with it."""

    channel: str
    ts: str
    text: str
    blocks: list[JSON]
    only: str = ""
    is_answer: bool = False
    files: list[str] = field(default_factory=list)

    @property
    def json(self) -> JSON:
        """As payloads carry it."""
        return {"type": "message", "ts": self.ts, "text": self.text, "blocks": self.blocks, "bot_id": "B1"}


@dataclass(slots=True)
class FakeView:
    """A modal somebody has open, or their App Home."""

    id: str
    user: str
    team: str
    shown: JSON
    hash: str
    is_open: bool = True
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[JSON]:
        """Its blocks."""
        found: list[JSON] = self.shown["blocks"]
        return found

    @property
    def json(self) -> JSON:
        """As payloads carry it, without state."""
        return {
            "private_metadata": "", "callback_id": "", **self.shown,
            "id": self.id, "team_id": self.team, "hash": self.hash, "app_id": "A1", "bot_id": "B1",
        }  # fmt: skip


@dataclass(slots=True)
class FakeChannel:
    """A channel; the bot writes where it is a member."""

    id: str
    name: str
    members: set[str] = field(default_factory=set)
    is_archived: bool = False


@dataclass
class FakeWorkspace:
    """A workspace. `token` is the bot's there, empty until it is installed; `why_not` says why it is refused."""

    id: str
    name: str
    token: str
    bot: str
    scopes: tuple[str, ...] = ("chat:write", "commands", "files:write", "users:read")
    why_not: str = ""
    users: dict[str, FakeUser] = field(default_factory=dict)
    channels: dict[str, FakeChannel] = field(default_factory=dict)
    messages: list[FakeMessage] = field(default_factory=list)
    homes: dict[str, FakeView] = field(default_factory=dict)
    modals: dict[str, list[FakeView]] = field(default_factory=dict)
    dms: dict[str, str] = field(default_factory=dict)
    by_client_id: dict[str, FakeMessage] = field(default_factory=dict)

    def dm(self, user: str) -> str:
        """The channel of direct messages with somebody."""
        return self.dms.setdefault(user, "D" + user[1:])

    def find(self, channel: str, ts: str) -> FakeMessage | None:
        """The message there."""
        return next((one for one in self.messages if (one.channel, one.ts) == (channel, ts)), None)


@dataclass(slots=True)
class Trigger:
    """Lets a modal be opened, once, for three seconds."""

    user: str
    team: str
    at: float
    is_used: bool = False


@dataclass(slots=True)
class Hook:
    """A response_url: five uses in thirty minutes. `message` is what `replace_original` replaces."""

    user: str
    team: str
    channel: str
    at: float
    message: FakeMessage | None = None
    uses: int = 0


class World:
    """Everything there is. `seconds` is the event loop's clock, which `ages` sets ahead."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self.address = ""
        self.app_token = "xapp-fake"
        self.signing_secret = "0123456789abcdef0123456789abcdef"
        self.client_id, self.client_secret = "12.34", "fake-client-secret"
        self.workspaces: dict[str, FakeWorkspace] = {}
        self.triggers: dict[str, Trigger] = {}
        self.hooks: dict[str, Hook] = {}
        self.files: dict[str, JSON] = {}
        self.codes: dict[str, str] = {}
        self.refusals: list[str] = []
        self.shown: list[tuple[str, FakeMessage | FakeView]] = []
        self._ahead = 0.0
        self._seconds = seconds
        self._numbers: Iterator[int] = itertools.count(1)

    def seconds(self) -> float:
        """Now, in seconds of no particular beginning."""
        return self._seconds() + self._ahead

    def ages(self, seconds: float) -> None:
        """Triggers and response_urls grow older."""
        self._ahead += seconds

    def number(self) -> int:
        """A new one."""
        return next(self._numbers)

    def ts(self) -> str:
        """A message's own id."""
        return f"1790000000.{self.number():06}"

    def by_token(self, token: str) -> FakeWorkspace | None:
        """The workspace in which a token is the bot's."""
        return next((one for one in self.workspaces.values() if one.token and one.token == token), None)

    def trigger(self, user: FakeUser, team: str) -> str:
        """A new trigger_id."""
        made = f"{self.number()}.{team}.trigger"
        self.triggers[made] = Trigger(user.id, team, self.seconds())
        return made

    def hook(self, user: FakeUser, team: str, channel: str, message: FakeMessage | None = None) -> str:
        """A new response_url."""
        key = f"{team}/{self.number()}/secret"
        self.hooks[key] = Hook(user.id, team, channel, self.seconds(), message)
        return f"http://{self.address}/commands/{key}"

    def view(self, user: str, team: str, shown: JSON) -> FakeView:
        """A new view."""
        return FakeView(f"V{self.number():06}", user, team, shown, f"{self.number()}.hash")
