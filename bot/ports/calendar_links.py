"""Secret addresses: whoever has one reads a person's sessions there, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose sessions a secret opens, and in which community."""

    community: int
    person: int


class CalendarLinks(Protocol):
    """The secrets of one community, one a person. A secret is kept as its hash alone."""

    async def make(self, person: int, now: datetime) -> str:
        """A new secret, known from here on to its reader only; an earlier one of theirs opens nothing any more."""
        ...

    async def made_at(self, person: int) -> datetime | None:
        """When their secret was made; None when they have none."""
        ...

    async def drop(self, person: int) -> bool:
        """Their secret opens nothing any more; False when they had none."""
        ...

    async def read(self, person: int, digest: str, now: datetime) -> datetime | None:
        """Notes what stands there, by its digest, and tells since when; None when they have no secret."""
        ...


class Subscriptions(Protocol):
    """Secrets over all communities, for readers of whom nothing else is known."""

    async def owner(self, secret: str) -> Owner | None:
        """Whose it is; None when it opens nothing, or its owner or the bot is in no space of theirs any more.

        Takes the same steps whatever the secret looks like.
        """
        ...
