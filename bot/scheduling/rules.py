"""New rules of time zones: what was agreed for an hour on the wall is read anew when a process brings others."""

import logging
from datetime import datetime, timedelta

from bot.calls import call
from bot.handling import bot_itself, context, handled
from bot.ports.storage import Storage, StorageBusy
from bot.registry import Registry

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
"""Rules change with a new version of the bot only; a look that was cut short is taken up again after this."""
BATCH = 500
REREAD = "session.reread"


class ZoneRules:
    """Looks when a process starts, and each hour."""

    def __init__(self, storage: Storage, registry: Registry) -> None:
        self._storage = storage
        self._registry = registry
        self._looked_at: datetime | None = None
        self._after = 0

    async def keep(self, now: datetime) -> None:
        """Sessions agreed under other rules, one a transaction; one that fails stops no other.

        A look goes on where the last batch ended, however many of it failed.
        """
        if not self._after and self._looked_at is not None and now - self._looked_at < EVERY:
            return
        self._looked_at = now
        async with self._storage.reading() as tx:
            outdated = await tx.almanac.outdated(now, self._after, BATCH)
        for community, session in outdated:
            try:
                await self._one(community, session, now)
            except StorageBusy:
                log.info("the database was busy; session %s is looked at again", session)
            except Exception:
                log.exception("session %s could not be read by new time zone rules", session)
        self._after = outdated[-1][1] if len(outdated) == BATCH else 0

    async def _one(self, community_id: int, session: int, now: datetime) -> None:
        async with self._storage.writing() as tx:
            community = await tx.directory.community(community_id)
            if community is not None:
                ctx = context(tx, self._registry, community, bot_itself(community), now)
                await handled(self._registry, ctx, call(REREAD, session))
