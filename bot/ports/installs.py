"""Where the bot was installed, and the token it speaks with there: over all communities."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Install:
    """One installation. `token` is sealed wherever it is stored; `bot` is the platform's id of the bot's account."""

    platform: str
    space: str
    name: str
    token: str = field(repr=False)
    bot: str


class Installs(Protocol):
    """The installations; tokens come and go as they are given."""

    async def add(self, install: Install, now: datetime) -> None:
        """Keeps an installation, in the place of an older one of the space."""
        ...

    async def find(self, platform: str, space: str) -> Install | None:
        """The installation of a space."""
        ...

    async def remove(self, platform: str, space: str) -> None:
        """Forgets it, with its token."""
        ...
