"""People, their accounts and their say about them, inside one community."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.people import Person
from bot.domain.settings import Settings
from bot.domain.topics import Topic


@dataclass(frozen=True, slots=True)
class Handle:
    """One account of a person: where a DM would go, and whether the last one to it bounced.

    `dm` is the platform's id of the conversation with it, empty until something was sent.
    """

    platform: str
    space: str
    account: str
    has_dms_closed: bool = False
    dm: str = ""


class People(Protocol):
    """The members of one community."""

    async def get(self, person: int) -> Person | None:
        """The person, or None when there is none of this id here or they have left."""
        ...

    async def of_account(self, platform: str, space: str, account: str) -> Person | None:
        """The person behind a platform's account id in one space."""
        ...

    async def named(self, people: Sequence[int], platform: str, space: str) -> Mapping[int, tuple[str, str]]:
        """Name and account id in that space (empty where they have none there), by person."""
        ...

    async def lock(self, person: int) -> None:
        """Until this transaction ends, nobody else who locks this person goes on: their limits can be checked."""
        ...

    async def set_zone(self, person: int, zone: str) -> None:
        """The person chose their own zone."""
        ...

    async def seen_since(self, since: datetime) -> int:
        """How many people who are here used the bot since then."""
        ...

    async def help_country(self, person: int) -> str:
        """The ISO 3166 code of the country whose help lines they chose to see; empty when they chose none."""
        ...

    async def set_help_country(self, person: int, country: str) -> None:
        """The person chose; an empty code takes the choice back."""
        ...

    async def moderators(self) -> Sequence[Person]:
        """Everybody who looks after this community."""
        ...

    async def set_named(self, person: int, is_named: bool) -> bool:
        """Named a moderator by another, or no longer; False when nothing changed by it."""
        ...

    async def forget_roles(self) -> None:
        """Another role was chosen: what the last one gave is over until they are seen with this one."""
        ...

    async def handle(self, person: int) -> Handle | None:
        """The account they used last, or None when they have left."""
        ...

    async def channel(self, purpose: str) -> tuple[str, str, str] | None:
        """Platform, space and channel id of the channel with this purpose, where there is one that can be used."""
        ...

    async def set_channel(self, purpose: str, platform: str, space: str, channel: str) -> None:
        """Ties a channel to a purpose; whatever trouble the last one had is over."""
        ...

    async def drop_channel(self, purpose: str) -> None:
        """No channel has this purpose any more."""
        ...

    async def troubles(self) -> Mapping[str, str]:
        """Why a channel cannot be used, by purpose; only those that cannot."""
        ...

    async def set_dm(self, person: int, dm: str) -> None:
        """The conversation with the account used last has this id."""
        ...

    async def set_dms_closed(self, person: int, is_closed: bool) -> None:
        """Whether the account used last takes direct messages."""
        ...

    async def are_dms_closed(self, person: int) -> bool:
        """Whether the last message to them bounced."""
        ...


class Topics(Protocol):
    """The community's own vocabulary."""

    async def all(self) -> Sequence[Topic]:
        """Every topic, by name, with its synonyms."""
        ...

    async def add(self, name: str, synonyms: Sequence[str]) -> Topic:
        """A new topic, or the one of that name with these synonyms instead."""
        ...

    async def begin_with(self, vocabulary: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Names and synonyms for a community that has no topic yet, all at once."""
        ...

    async def remove(self, topic: int) -> None:
        """Forgets a topic, everywhere."""
        ...


class Choices(Protocol):
    """What the moderators set."""

    async def save(self, settings: Settings) -> None:
        """Keeps the community's settings."""
        ...

    async def set_zone(self, zone: str) -> None:
        """The community lives by this IANA zone, and so does whoever has none of their own."""
        ...

    async def help_country(self) -> str:
        """The code of the country whose help lines are shown to whoever chose none; empty when there is none."""
        ...

    async def set_help_country(self, country: str) -> None:
        """Where most of the community lives; an empty code takes it back."""
        ...
