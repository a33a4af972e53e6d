"""People, servers and channels, and how Discord writes them in JSON."""

from dataclasses import dataclass, field
from typing import Any

from discord import Permissions

from tests.fakes.discord.ids import Snowflakes
from tests.fakes.discord.wire import JSON

TEXT, DM = 0, 1
EVERYTHING = Permissions.all().value
ORDINARY = Permissions(
    view_channel=True, send_messages=True, read_message_history=True, use_application_commands=True
).value
BOT = ORDINARY | Permissions(embed_links=True, attach_files=True).value


@dataclass(slots=True, eq=False)
class FakeUser:
    """A person, or the bot. `dm_refusal` is the code that a direct message to them is refused with."""

    id: int
    name: str
    global_name: str
    bot: bool = False
    dm_refusal: int | None = None
    locale: str = "en-US"

    def json(self) -> JSON:
        """A user object."""
        return {
            "id": str(self.id), "username": self.name, "global_name": self.global_name, "discriminator": "0",
            "avatar": None, "bot": self.bot, "public_flags": 0, "flags": 0, "avatar_decoration_data": None,
        }  # fmt: skip


@dataclass(slots=True, eq=False)
class FakeChannel:
    """A text channel of a guild, or the direct messages with `recipient`."""

    id: int
    kind: int
    name: str = ""
    guild: "FakeGuild | None" = None
    recipient: FakeUser | None = None
    can_send: bool = True
    can_view: bool = True
    position: int = 0

    def json(self) -> JSON:
        """A channel object."""
        found: JSON = {"id": str(self.id), "type": self.kind, "last_message_id": None, "flags": 0}
        if self.recipient:
            return found | {"recipients": [self.recipient.json()]}
        return found | {
            "name": self.name, "guild_id": str(self.guild.id if self.guild else 0), "position": self.position,
            "permission_overwrites": [], "parent_id": None, "topic": None, "nsfw": False, "rate_limit_per_user": 0,
        }  # fmt: skip

    def partial(self, permissions: int) -> JSON:
        """As interactions carry it: with what the member may do there."""
        return self.json() | {"permissions": str(permissions)}


@dataclass(slots=True, eq=False)
class FakeGuild:
    """A server. Everybody the fake knows is a member unless in `gone`; `allowed` holds permission bits by user id."""

    id: int
    name: str
    owner: FakeUser
    ids: Snowflakes = field(repr=False)
    bot: FakeUser = field(repr=False)
    joined: bool = True
    unavailable: bool = False
    channels: dict[int, FakeChannel] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    role_members: dict[int, list[int]] = field(default_factory=dict)
    allowed: dict[int, int] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)

    @property
    def owner_id(self) -> int:
        """The owner's user id."""
        return self.owner.id

    def text_channel(self, name: str, *, can_send: bool = True, can_view: bool = True) -> int:
        """Makes a text channel; the bot gets 50013 when it cannot send there, 50001 when it cannot see it."""
        made = FakeChannel(
            self.ids.next(), TEXT, name, self, can_send=can_send, can_view=can_view, position=len(self.channels)
        )
        self.channels[made.id] = made
        return made.id

    def role(self, name: str, *members: FakeUser) -> int:
        """Makes a role and gives it to `members`; answers its id."""
        made = self.ids.next()
        self.roles[made] = name
        self.role_members[made] = [member.id for member in members]
        return made

    def allow(self, user: FakeUser, **permissions: bool) -> None:
        """Gives a member permissions, by discord.py's names, over the ordinary ones."""
        self.allowed[user.id] = self.permissions(user) | Permissions(**permissions).value

    def permissions(self, user: FakeUser) -> int:
        """Permission bits of a member."""
        if user is self.owner:
            return EVERYTHING
        return self.allowed.get(user.id, BOT if user is self.bot else ORDINARY)

    def member(self, user: FakeUser, *, with_user: bool = True) -> JSON:
        """A member object; interactions resolve members without their user."""
        found: JSON = {
            "roles": [str(role) for role, members in self.role_members.items() if user.id in members],
            "nick": None, "avatar": None, "joined_at": "2026-01-05T09:00:00+00:00", "premium_since": None,
            "deaf": False, "mute": False, "flags": 0, "pending": False, "communication_disabled_until": None,
            "permissions": str(self.permissions(user)),
        }  # fmt: skip
        return found | ({"user": user.json()} if with_user else {})

    def role_json(self, role_id: int) -> JSON:
        """A role object; the role with the guild's id is @everyone."""
        return {
            "id": str(role_id), "name": self.roles.get(role_id, "@everyone"), "color": 0, "hoist": False,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "position": 0 if role_id == self.id else 1, "permissions": str(ORDINARY), "managed": False,
            "mentionable": False, "flags": 0, "icon": None, "unicode_emoji": None,
        }  # fmt: skip

    def json(self) -> JSON:
        """A guild object, as GET /guilds/{id} answers."""
        roles: list[Any] = [self.role_json(role) for role in (self.id, *self.roles)]
        return {
            "id": str(self.id), "name": self.name, "owner_id": str(self.owner_id), "roles": roles, "emojis": [],
            "stickers": [], "features": [], "icon": None, "splash": None, "banner": None, "description": None,
            "afk_channel_id": None, "afk_timeout": 300, "verification_level": 1, "mfa_level": 0, "nsfw_level": 0,
            "default_message_notifications": 0, "explicit_content_filter": 0, "preferred_locale": "en-US",
            "premium_tier": 0, "premium_subscription_count": 0, "system_channel_id": None, "system_channel_flags": 0,
            "rules_channel_id": None, "public_updates_channel_id": None, "vanity_url_code": None,
            "application_id": None, "premium_progress_bar_enabled": False, "safety_alerts_channel_id": None,
        }  # fmt: skip

    def announcement(self, *, joining: bool = False) -> JSON:
        """What GUILD_CREATE carries: the guild and everything in it that needs no privileged intent.

        Discord says `unavailable: false` of a guild that the bot was in, and nothing of one it joins.
        """
        return self.json() | ({} if joining else {"unavailable": False}) | {
            "joined_at": "2026-01-05T09:00:00+00:00", "large": False, "member_count": 2,
            "members": [self.member(self.bot)], "channels": [channel.json() for channel in self.channels.values()],
            "threads": [], "presences": [], "voice_states": [], "stage_instances": [], "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }  # fmt: skip
