"""What is kept no longer is deleted, in batches; cheap when nothing is due."""

import logging
from datetime import datetime, timedelta

from bot.calls import Call, call
from bot.domain.retention import GRACE, QUIET, RULES, WARNING
from bot.handling import bot_itself, context, handled
from bot.ports.storage import Storage, StorageBusy
from bot.registry import Registry

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
BATCH = 500
"""Rows a transaction deletes: others get in between."""
ROUNDS = 20
"""Batches for a kind and a community before the next has its turn; what is left goes an hour later."""
PEOPLE = 50
"""Who left, in an hour: each of them is a transaction of their own."""
LOOKED_AT = 500
"""Of the people of a community it is looked at so many in an hour, whether they were heard of."""


class Forgetting:
    """Run twice it does nothing more. What fails for one stops no other."""

    def __init__(self, storage: Storage, registry: Registry) -> None:
        self._storage = storage
        self._registry = registry
        self._looked_at: datetime | None = None
        self._after: dict[int, int] = {}

    async def keep(self, now: datetime) -> None:
        """Once an hour: old things, people who left or fell silent, communities without the bot."""
        if self._looked_at is not None and timedelta() <= now - self._looked_at < EVERY:
            return
        self._looked_at = now
        async with self._storage.reading() as tx:
            abandoned = await tx.retention.abandoned(now - GRACE)
            left = await tx.retention.gone(now - GRACE, PEOPLE)
            every = [one for one in await tx.retention.communities() if one not in abandoned]
        for community in abandoned:
            async with self._storage.writing() as tx:
                if community in await tx.retention.abandoned(now - GRACE):
                    await tx.retention.purge(community)
        for community, person in left:
            if community not in abandoned:
                await self._does(community, call("privacy.forget", person), now)
        for community in every:
            await self._community(community, now)

    async def revive(self, now: datetime) -> int:
        """Erases again whoever a restored backup brought back; how many. Who failed is tried at the next start."""
        async with self._storage.reading() as tx:
            revived = await tx.retention.revived()
        return sum([await self._does(community, call("privacy.forget", person), now) for community, person in revived])

    async def _community(self, number: int, now: datetime) -> None:
        async with self._storage.reading() as tx:
            community = await tx.directory.community(number)
            if community is None:
                return
            silent = now - QUIET.length(community.settings) + WARNING
            after = self._after.get(number, 0)
            quiet, self._after[number] = await tx.retention.quiet(number, silent, after, LOOKED_AT)
        for kind, rule in RULES.items():
            before = now - rule.length(community.settings)
            for _ in range(ROUNDS):
                async with self._storage.writing() as tx:
                    if await tx.retention.forget(number, kind, before, BATCH) < BATCH:
                        break
        for person in quiet:
            await self._does(number, call("privacy.warn", person), now)

    async def _does(self, number: int, asked: Call, now: datetime) -> bool:
        """Whether it was done."""
        try:
            async with self._storage.writing() as tx:
                community = await tx.directory.community(number)
                if community is not None:
                    ctx = context(tx, self._registry, community, bot_itself(community), now)
                    await handled(self._registry, ctx, asked)
        except StorageBusy:
            log.info("the database was busy; %s is tried again in an hour", asked.name)
        except Exception:
            log.exception("%s failed", asked.name)
        else:
            return True
        return False
