"""One tick: everything that is due at a moment, in order, whoever asks and whatever the wall clock says."""

from collections.abc import Mapping
from datetime import datetime

from bot.ports.messenger import Messenger
from bot.ports.storage import Storage
from bot.registry import Registry
from bot.scheduling.delivery import Courier
from bot.scheduling.obligations import Keeper

MOST_ROUNDS = 1000
"""A lapse may put notices and start new clocks that are due at once; this many rounds is a defect, not a day."""


class Clockwork:
    """Obligations first, because they fill the outbox; then deliveries; until nothing is due."""

    def __init__(self, storage: Storage, registry: Registry, messengers: Mapping[str, Messenger]) -> None:
        self._storage = storage
        self._keeper = Keeper(storage, registry)
        self._courier = Courier(storage, registry, messengers)

    async def tick(self, now: datetime) -> None:
        """Does all that is due at `now` (aware, UTC). Running it twice is running it once."""
        for _ in range(MOST_ROUNDS):
            kept = await self._keeper.keep(now)
            delivered = await self._courier.deliver(now)
            if not kept and not delivered:
                return

    async def next_at(self) -> datetime | None:
        """The next moment at which a tick has something to do; None when nothing is planned."""
        async with self._storage.reading() as tx:
            moments = (await tx.deliveries.next_at(), await tx.clocks.next_at())
        return min((moment for moment in moments if moment is not None), default=None)
