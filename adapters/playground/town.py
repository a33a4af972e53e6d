"""Who and where: the personas one can speak as, the other members, the communities and their channels."""

from dataclasses import dataclass
from typing import Literal

from bot.ports.directory import Actor

PLATFORM = "playground"
"""The name of this platform in accounts, spaces and messengers."""

BOT = "Office Hours"

Colour = Literal["teal", "plum", "amber", "blue", "rose", "moss"]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the town whom nobody plays: `account` is their id here."""

    account: str
    name: str
    colour: Colour = "moss"


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to speak as. `subtitle` says who that is; `zone` is the IANA zone of their wall clock."""

    account: str
    name: str
    subtitle: str
    zone: str
    is_moderator: bool = False
    colour: Colour = "teal"

    def actor(self, space: str) -> Actor:
        """The persona as the door knows them."""
        return Actor(PLATFORM, space, self.account, self.name, self.is_moderator, self.zone)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of a space; `id` is what the bot calls it. Private ones are for moderators."""

    id: str
    topic: str = ""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """A community's place in the chat: a server, a workspace."""

    id: str
    name: str
    channels: tuple[Channel, ...] = ()

    def channel(self, channel: str) -> Channel | None:
        """The channel of this id, if there is one."""
        return next((known for known in self.channels if known.id == channel), None)


@dataclass(frozen=True, slots=True)
class Town:
    """Everything that is there before the first message. Needs a persona and a space."""

    personas: tuple[Persona, ...]
    spaces: tuple[Space, ...]
    members: tuple[Member, ...] = ()

    def __post_init__(self) -> None:
        if not self.personas or not self.spaces:
            raise ValueError("a town needs somebody to speak as and somewhere to speak")
        accounts = [person.account for person in self.people]
        if len(set(accounts)) != len(accounts):
            raise ValueError(f"two people with one account: {accounts}")

    @property
    def people(self) -> tuple[Persona | Member, ...]:
        """Everybody, the personas first."""
        return (*self.personas, *self.members)

    def persona(self, account: str) -> Persona | None:
        """The persona of this account, if somebody plays it."""
        return next((persona for persona in self.personas if persona.account == account), None)

    def person(self, account: str) -> Persona | Member | None:
        """Whoever has this account."""
        return next((person for person in self.people if person.account == account), None)

    def space(self, space: str) -> Space | None:
        """The space of this id, if there is one."""
        return next((known for known in self.spaces if known.id == space), None)
