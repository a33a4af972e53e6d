"""One thing a person did, and what the bot answered."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord.messages import FakeMessage
from tests.fakes.discord.places import FakeChannel, FakeGuild, FakeUser
from tests.fakes.discord.wire import JSON

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9


class Modal(dict[str, Any]):
    """The modal's JSON as the bot sent it, with the interaction that opened it."""

    def __init__(self, data: JSON, origin: "Interaction") -> None:
        super().__init__(data)
        self.origin = origin


@dataclass(slots=True, eq=False)
class Interaction:
    """An interaction and the state of its answer; `born` and `acked_at` in monotonic seconds of the event loop.

    `settled` is set once it is answered for good.
    """

    id: int
    token: str
    kind: int
    user: FakeUser
    guild: FakeGuild | None
    channel: FakeChannel
    data: JSON
    born: float
    source: FakeMessage | None = None
    ack: int | None = None
    acked_at: float = 0.0
    original: FakeMessage | None = None
    loading: bool = False
    modal: Modal | None = None
    choices: list[JSON] | None = None
    followups: list[FakeMessage] = field(default_factory=list)
    settled: asyncio.Event = field(default_factory=asyncio.Event)

    def json(self, application: JSON) -> JSON:
        """As the gateway dispatches it; `application` is what all interactions have in common."""
        found: JSON = application | {
            "id": str(self.id), "type": self.kind, "token": self.token, "version": 1, "data": self.data,
            "locale": self.user.locale, "entitlements": [], "attachment_size_limit": 10 * 1024 * 1024,
            "channel_id": str(self.channel.id), "context": 0 if self.guild else 1,
        }  # fmt: skip
        if self.source:
            found["message"] = self.source.json()
        if self.guild is None:
            owners = {"0": "0"}
            bits = 0x7FFFFFFFFFFFF
            return found | {
                "user": self.user.json(), "channel": self.channel.partial(bits), "app_permissions": str(bits),
                "authorizing_integration_owners": owners,
            }  # fmt: skip
        return found | {
            "guild_id": str(self.guild.id), "guild_locale": "en-US", "member": self.guild.member(self.user),
            "guild": {"id": str(self.guild.id), "locale": "en-US", "features": []},
            "channel": self.channel.partial(self.guild.permissions(self.user)),
            "app_permissions": str(self.guild.permissions(self.guild.bot)),
            "authorizing_integration_owners": {"0": str(self.guild.id)},
        }  # fmt: skip


class Reply:
    """What came of an interaction."""

    def __init__(self, interaction: Interaction) -> None:
        self.interaction = interaction

    @property
    def ack(self) -> int:
        """The type of the first answer: 4 message, 5 and 6 deferred, 7 update, 8 choices, 9 modal."""
        return self.interaction.ack or 0

    @property
    def ack_seconds(self) -> float:
        """From the dispatch to the first answer."""
        return self.interaction.acked_at - self.interaction.born

    @property
    def message(self) -> FakeMessage:
        """The answer as it stands now; after an update the message that was acted on."""
        assert self.interaction.original, f"no message: the answer was of type {self.ack}"
        return self.interaction.original

    @property
    def modal(self) -> Modal | None:
        """The form that opened."""
        return self.interaction.modal

    @property
    def choices(self) -> list[JSON]:
        """What the autocomplete offers: name and value."""
        return self.interaction.choices or []

    @property
    def followups(self) -> list[FakeMessage]:
        """The messages that came after the first answer."""
        return self.interaction.followups
