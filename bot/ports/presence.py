"""Who and what is still there on the platforms, and what they delivered already: over all communities."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class Presence(Protocol):
    """What adapters learn about places and accounts."""

    async def spaces(self, platform: str) -> Sequence[str]:
        """The platform's ids of every space the bot is in, as far as was told."""
        ...

    async def space_left(self, platform: str, space: str, now: datetime) -> bool:
        """The bot is no longer in this space, and sends nothing there; False when that was known."""
        ...

    async def space_back(self, platform: str, space: str) -> None:
        """The bot is in this space again."""
        ...

    async def account_left(self, platform: str, space: str, account: str, now: datetime) -> Sequence[tuple[int, int]]:
        """The account is no longer in this space, or, with an empty space, gone from the platform.

        Returns each community and person who is left without any account by it.
        """
        ...

    async def channel_lost(self, platform: str, space: str, channel: str, trouble: str) -> Sequence[tuple[int, str]]:
        """Notes why a channel cannot be used; the community and purpose of each that was in order before."""
        ...

    async def receive(self, platform: str, receipt: str, now: datetime) -> bool:
        """Notes what a platform may deliver twice, by its own id; False when it was noted before."""
        ...

    async def forget_receipts(self, before: datetime) -> None:
        """Forgets what was received before: no platform delivers that again."""
        ...
