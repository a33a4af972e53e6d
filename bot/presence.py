"""What platforms tell about themselves: places the bot is in or no longer, people who left, channels that broke."""

from datetime import datetime

from bot.calls import Call, call
from bot.handling import bot_itself, context, handled
from bot.ports.storage import Storage, Transaction
from bot.registry import Registry

LEFT = "people.left"
LOST = "channels.lost"
"""Asks of the bot's own that act on what was told: a person's id, a channel's purpose."""


class Presence:
    """For adapters and for delivery. Telling it the same thing twice is telling it once."""

    def __init__(self, storage: Storage, registry: Registry) -> None:
        self._storage = storage
        self._registry = registry

    async def space_left(self, platform: str, space: str, now: datetime) -> None:
        """The bot was removed from a space; its data stays, and coming back finds it."""
        async with self._storage.writing() as tx:
            await tx.presence.space_left(platform, space, now)

    async def account_left(self, platform: str, space: str, account: str, now: datetime) -> None:
        """An account left a space, or, with an empty space, the platform."""
        async with self._storage.writing() as tx:
            await self.account_left_in(tx, platform, space, account, now)

    async def account_left_in(self, tx: Transaction, platform: str, space: str, account: str, now: datetime) -> None:
        """As `account_left`, in the caller's transaction."""
        for community, person in await tx.presence.account_left(platform, space, account, now):
            await self._act(tx, community, call(LEFT, person), now)

    async def channel_lost(self, platform: str, space: str, channel: str, trouble: str, now: datetime) -> None:
        """A channel is gone or closed to the bot; `trouble` says it in a few words for moderators."""
        async with self._storage.writing() as tx:
            await self.channel_lost_in(tx, platform, space, channel, trouble, now)

    async def channel_lost_in(
        self, tx: Transaction, platform: str, space: str, channel: str, trouble: str, now: datetime
    ) -> None:
        """As `channel_lost`, in the caller's transaction."""
        for community, purpose in await tx.presence.channel_lost(platform, space, channel, trouble):
            await self._act(tx, community, call(LOST, purpose), now)

    async def _act(self, tx: Transaction, community_id: int, asked: Call, now: datetime) -> None:
        community = await tx.directory.community(community_id)
        if community is not None:
            await handled(self._registry, context(tx, self._registry, community, bot_itself(community), now), asked)
