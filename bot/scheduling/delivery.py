"""Sends what is due in the outbox: rendered now, at most once, never after its expiry.

A claim takes a batch under a lease. It is rendered in chunks (`letters`), sent outside of any transaction, several
at a time and in order for each address (`lanes`), and marked in small groups (`ledger`), so that a crash doubles at
most the sends in flight, and those only where the platform ignores the stored nonce (`reliability` M8).
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.ports.messenger import Messenger
from bot.ports.outbox import Delivery
from bot.ports.storage import Storage
from bot.presence import Presence
from bot.registry import Registry
from bot.scheduling.lanes import Lane
from bot.scheduling.ledger import Ledger
from bot.scheduling.letters import Letters, by_platform
from bot.scheduling.watch import Watch

BATCH = 500
"""Rows a claim takes: 50 halves the throughput of PostgreSQL, more gains nothing (`performance`)."""
LEASE = timedelta(minutes=2)
SENDING = LEASE / 2
"""No send of a batch begins later than this: it has half a minute to end and as much to be marked."""


class Courier:
    """Delivers for every community, through one messenger a platform."""

    def __init__(self, storage: Storage, registry: Registry, messengers: Mapping[str, Messenger]) -> None:
        self._storage = storage
        self._registry = registry
        self._messengers = messengers
        self._presence = Presence(storage, registry)
        self._pauses: dict[str, datetime] = {}
        self._is_stopping = False

    async def deliver(self, watch: Watch) -> int:
        """Sends what is due at the watch's start; the number of rows dealt with. One bad row stops no other.

        When cancelled, what was sent until then is still marked.
        """
        async with self._storage.writing() as tx:
            batch = await tx.deliveries.claim(watch.start, watch.now + LEASE, BATCH)
            going = by_platform(batch, await tx.deliveries.places(batch))
        if not batch:
            return 0
        ledger = Ledger(self._storage, self._presence, watch.start)
        writer = asyncio.create_task(ledger.run())
        try:
            await self._send(going, ledger, watch)
        finally:
            ledger.close()
            await asyncio.shield(writer)
        return len(batch)

    def stop(self) -> None:
        """No send begins from now on; what is claimed is given back, and `deliver` ends with the sends in flight."""
        self._is_stopping = True

    async def _send(self, going: Mapping[str, Sequence[Delivery]], ledger: Ledger, watch: Watch) -> None:
        ends = watch.spent + SENDING

        def is_over() -> bool:
            return self._is_stopping or watch.spent > ends

        letters = Letters(self._storage, self._registry, self._messengers, watch)
        async with asyncio.TaskGroup() as lanes:
            for platform, deliveries in going.items():
                lane = Lane(self._messengers, letters, ledger, watch, self._pauses, is_over)
                lanes.create_task(lane.run(platform, deliveries))
