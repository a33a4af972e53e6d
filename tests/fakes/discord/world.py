"""What the fake knows: people, servers, channels, messages, commands, interactions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from discord.utils import utcnow

from tests.fakes.discord.ids import Snowflakes
from tests.fakes.discord.messages import FakeMessage
from tests.fakes.discord.places import DM, FakeChannel, FakeGuild, FakeUser
from tests.fakes.discord.wire import JSON, Refusal, unknown

if TYPE_CHECKING:
    from tests.fakes.discord.interactions import Interaction

OPENING_ONLY = {40003}
SENDING_ONLY = {50007}
WORDS = {
    40003: "You are opening direct messages too fast",
    50007: "Cannot send messages to this user",
    50033: "Invalid Recipient(s)",
    50278: "Cannot send messages to this user due to having no mutual guilds",
}


@dataclass
class World:
    """State behind the wire. `interaction_lifetime` and `token_lifetime` in seconds, `refusals` in words."""

    seconds: Callable[[], float]
    clock: Callable[[], datetime] = utcnow
    address: str = ""
    token: str = "fake-bot-token"
    interaction_lifetime: float = 3.0
    token_lifetime: float = 900.0
    users: dict[int, FakeUser] = field(default_factory=dict)
    guilds: dict[int, FakeGuild] = field(default_factory=dict)
    direct: dict[int, FakeChannel] = field(default_factory=dict)
    direct_channels: dict[int, FakeChannel] = field(default_factory=dict)
    nonces: dict[tuple[int, str], FakeMessage] = field(default_factory=dict)
    written: dict[int, dict[int, FakeMessage]] = field(default_factory=dict)
    commands: dict[int | None, list[JSON]] = field(default_factory=dict)
    interactions: dict[str, "Interaction"] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    shards_advised: int = 1
    identifies_left: int = 1000

    def __post_init__(self) -> None:
        self.ids = Snowflakes(self.clock)
        self.bot = FakeUser(self.ids.next(), "office-hours", "Office Hours", bot=True)
        self.application_id = self.bot.id
        self.owner = self.user("Owner")

    def user(self, name: str) -> FakeUser:
        """Makes a person."""
        made = FakeUser(self.ids.next(), name.lower().replace(" ", "."), name)
        self.users[made.id] = made
        return made

    def guild(self, name: str, owner: FakeUser | None, *, joined: bool) -> FakeGuild:
        """Makes a server."""
        made = FakeGuild(self.ids.next_guild(), name, owner or self.owner, self.ids, self.bot, joined)
        self.guilds[made.id] = made
        return made

    def open_dm(self, user_id: int) -> FakeChannel:
        """The direct messages with a person; raises Refusal."""
        user = self.users.get(user_id)
        if user is None:
            raise Refusal(400, 50033, WORDS[50033])
        if user.dm_refusal and user.dm_refusal not in SENDING_ONLY:
            raise Refusal(400 if user.dm_refusal == 50033 else 403, user.dm_refusal, WORDS.get(user.dm_refusal, ""))
        return self.dm(user)

    def dm(self, user: FakeUser) -> FakeChannel:
        """The same, whatever that person refuses."""
        if user.id not in self.direct:
            made = FakeChannel(self.ids.next(), DM, recipient=user)
            self.direct[user.id] = self.direct_channels[made.id] = made
        return self.direct[user.id]

    def channel(self, channel_id: int) -> FakeChannel:
        """A channel the bot can see; raises Refusal."""
        if direct := self.direct_channels.get(channel_id):
            return direct
        for guild in self.guilds.values():
            if found := guild.channels.get(channel_id):
                if not (guild.joined and found.can_view):
                    raise Refusal(403, 50001, "Missing Access")
                return found
        raise unknown(10003, "Channel")

    def writable(self, channel_id: int) -> FakeChannel:
        """A channel the bot can write to; raises Refusal."""
        channel = self.channel(channel_id)
        if not channel.can_send:
            raise Refusal(403, 50013, "Missing Permissions")
        code = channel.recipient.dm_refusal if channel.recipient else None
        if code and code not in OPENING_ONLY:
            raise Refusal(403, code, WORDS.get(code, ""))
        return channel

    def known_guild(self, guild_id: int) -> FakeGuild:
        """A server the bot is in; raises Refusal."""
        guild = self.guilds.get(guild_id)
        if guild is None or not guild.joined:
            raise unknown(10004, "Guild")
        return guild

    def message(self, channel_id: int, message_id: int) -> FakeMessage:
        """A message that still exists; raises Refusal."""
        found = self.written.get(channel_id, {}).get(message_id)
        if found is None or found.deleted:
            raise unknown(10008, "Message")
        return found

    def keep(self, message: FakeMessage) -> FakeMessage:
        """Puts a message into its channel."""
        if message.nonce:
            self.nonces[message.channel_id, message.nonce] = message
        self.written.setdefault(message.channel_id, {})[message.id] = message
        return message

    def messages(self, channel_id: int) -> list[FakeMessage]:
        """What stands in a channel for everybody there, oldest first."""
        found = self.written.get(channel_id, {}).values()
        return [message for message in found if not message.deleted and not message.ephemeral]

    def me(self) -> JSON:
        """The bot's own account."""
        return self.bot.json() | {"verified": True, "mfa_enabled": False, "email": None, "locale": "en-US"}

    def application(self) -> JSON:
        """The application, with its owner."""
        found: dict[str, Any] = {
            "id": str(self.application_id), "name": self.bot.global_name, "icon": None, "description": "",
            "owner": self.owner.json(), "bot": self.me(), "team": None, "verify_key": "0" * 64, "flags": 0,
            "bot_public": True, "bot_require_code_grant": False, "hook": True, "rpc_origins": [],
            "approximate_guild_count": len(self.guilds), "redirect_uris": [], "interactions_endpoint_url": None,
        }  # fmt: skip
        return found
