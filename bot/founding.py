"""Begins a community: its space and a vocabulary to start from."""

from datetime import datetime

from bot.domain.people import Community
from bot.domain.topics import starter_vocabulary
from bot.ports.storage import Storage


async def found(storage: Storage, name: str, zone: str, platform: str, space: str, now: datetime) -> Community:
    """The community of this space: a new one with the starter topics, or the one that is there already."""
    community, _ = await joined(storage, name, zone, platform, space, now)
    return community


async def joined(
    storage: Storage, name: str, zone: str, platform: str, space: str, now: datetime
) -> tuple[Community, bool]:
    """As `found`, for a space the bot is in, and whether the community is new. A space it had left is back."""
    async with storage.writing() as tx:
        known = await tx.directory.of_space(platform, space)
        if known is not None:
            await tx.presence.space_back(platform, space)
            return known, False
        community = await tx.directory.add_community(name, zone, now)
        await tx.directory.add_space(community.id, platform, space, name)
        await tx.store(community.id).topics.begin_with(starter_vocabulary())
        return community, True
