"""Who and what is still there, over all communities."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.rhythms import CHANNEL
from bot.domain.vents import hour
from storage.parts.changes import mark_changed
from storage.parts.replanning import replan_prompts
from storage.parts.rows import counted
from storage.seal import seal_of
from storage.tables.people import accounts, channels, people, receipts, spaces

_NOTED = {
    "sqlite": sqlite.insert(receipts).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(receipts).on_conflict_do_nothing(),
}
"""Put together once: every call begins with it."""


class PresencePart:
    """Implements `bot.ports.presence.Presence`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def spaces(self, platform: str) -> Sequence[str]:
        here = select(spaces.c.external_id).where(spaces.c.platform == platform, spaces.c.left_at.is_(None))
        return (await self._connection.scalars(here)).all()

    async def space_left(self, platform: str, space: str, now: datetime) -> bool:
        here = (spaces.c.platform == platform) & (spaces.c.external_id == space) & spaces.c.left_at.is_(None)
        is_news = bool(await counted(self._connection, update(spaces).where(here).values(left_at=now)))
        if is_news:
            await self._plan_anew(platform, space)
        return is_news

    async def space_back(self, platform: str, space: str) -> None:
        this = (spaces.c.platform == platform) & (spaces.c.external_id == space)
        if await counted(
            self._connection, update(spaces).where(this, spaces.c.left_at.is_not(None)).values(left_at=None)
        ):
            await self._plan_anew(platform, space)

    async def _plan_anew(self, platform: str, space: str) -> None:
        """Whoever was asked in a channel there is asked at their own hour, and the other way round."""
        there = (spaces.c.platform == platform) & (spaces.c.external_id == space) & (channels.c.purpose == CHANNEL)
        asking = select(channels.c.community_id).join(spaces, spaces.c.id == channels.c.space_id).where(there)
        for community in (await self._connection.scalars(asking)).all():
            await replan_prompts(self._connection, community)

    async def account_left(self, platform: str, space: str, account: str, now: datetime) -> Sequence[tuple[int, int]]:
        mine = (accounts.c.platform == platform) & (accounts.c.external_id == account) & accounts.c.left_at.is_(None)
        if space:
            this = select(spaces.c.id).where(spaces.c.platform == platform, spaces.c.external_id == space)
            mine &= accounts.c.space_id == this.scalar_subquery()
        gone = await self._connection.execute(
            update(accounts).where(mine).values(left_at=now).returning(accounts.c.community_id, accounts.c.person_id)
        )
        theirs = sorted({(row.community_id, row.person_id) for row in gone})
        if not theirs:
            return []
        is_here = exists().where(accounts.c.person_id == people.c.id, accounts.c.left_at.is_(None))
        left = await self._connection.execute(
            update(people)
            .where(tuple_(people.c.community_id, people.c.id).in_(theirs), people.c.left_at.is_(None), ~is_here)
            .values(left_at=now)
            .returning(people.c.community_id, people.c.id)
        )
        found = sorted((row.community_id, row.id) for row in left)
        for community, person in found:
            await mark_changed(self._connection, community, person)
        for community, person in sorted(set(theirs) - set(found)):  # still here elsewhere, perhaps without the channel
            await replan_prompts(self._connection, community, person)
        return found

    async def channel_lost(self, platform: str, space: str, channel: str, trouble: str) -> Sequence[tuple[int, str]]:
        this = select(spaces.c.id).where(spaces.c.platform == platform, spaces.c.external_id == space)
        lost = await self._connection.execute(
            update(channels)
            .where(channels.c.space_id == this.scalar_subquery(), channels.c.external_id == channel)
            .where(channels.c.trouble == "")
            .values(trouble=trouble)
            .returning(channels.c.community_id, channels.c.purpose)
        )
        return sorted((row.community_id, row.purpose) for row in lost)

    async def receive(self, platform: str, receipt: str, now: datetime) -> bool:
        """Slack's say who pressed which button, and an author's buttons carry the key to their post: so a digest is
        kept, and the hour.
        """
        mark = seal_of(self._connection).digest("receipt", platform, receipt).hex()
        noted = {"platform": platform, "receipt": mark, "at": hour(now)}
        return bool((await self._connection.execute(_NOTED[self._connection.dialect.name], noted)).rowcount)

    async def forget_receipts(self, before: datetime) -> None:
        await self._connection.execute(delete(receipts).where(receipts.c.at < before))
