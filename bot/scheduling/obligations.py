"""Keeps the clocks of whatever is owed: nudges on time, and what happens when the deadline passes."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.handling import bot_itself, context, handled
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice
from bot.ports.storage import Storage, StorageBusy
from bot.registry import Registry

log = logging.getLogger(__name__)

BATCH = 500
AGAIN = timedelta(minutes=10)
"""How long a lapse that failed waits before it is tried again."""


class Keeper:
    """Runs what is due. Nudges, which only write a notice each, together; what lapsed, and nudges of a batch that
    failed, one a transaction, so that one failure stops nobody else's."""

    def __init__(self, storage: Storage, registry: Registry) -> None:
        self._storage = storage
        self._registry = registry

    async def keep(self, now: datetime) -> int:
        """Everything due at `now`; how many rows there were."""
        nudged, due = await self._nudged(now)
        for community, obligation in due:
            await self._one(community, obligation, now)
        return nudged + len(due)

    async def _nudged(self, now: datetime) -> tuple[int, Sequence[tuple[int, int]]]:
        """How many were nudged together, and what is left."""
        try:
            async with self._storage.writing() as tx:
                nudges = await tx.clocks.nudge(now, BATCH)
                for community, obligation, number in nudges:
                    await tx.outbox(community).put(_nudge(obligation, number, now))
                return len(nudges), await tx.clocks.due(now, BATCH)
        except StorageBusy:
            raise
        except Exception:
            log.warning("nudges failed together and are tried one by one", exc_info=True)
            async with self._storage.reading() as tx:
                return 0, await tx.clocks.due(now, BATCH)

    async def _one(self, community: int, obligation: int, now: datetime) -> None:
        try:
            await self._kept(community, obligation, now)
        except StorageBusy:
            log.info("the database was busy; obligation %s is looked at again", obligation)
        except Exception:
            log.exception("obligation %s failed", obligation)
            async with self._storage.writing() as tx:
                await tx.clocks.postpone(obligation, now + AGAIN)

    async def _kept(self, community_id: int, obligation_id: int, now: datetime) -> None:
        async with self._storage.writing() as tx:
            community = await tx.directory.community(community_id)
            taken = await tx.store(community_id).obligations.take(obligation_id, now)
            if taken is None or community is None:
                return
            obligation, nudge = taken
            ctx = context(tx, self._registry, community, bot_itself(community), now)
            if nudge:
                await ctx.outbox.put(_nudge(obligation, nudge, now))
            else:
                await handled(self._registry, ctx, obligation.lapse)


def _nudge(obligation: Obligation, number: int, now: datetime) -> Notice:
    key = f"obligation:{obligation.id}:{number}"
    return Notice(key, Dm(obligation.owes), obligation.nudge, now, obligation.deadline_at)
