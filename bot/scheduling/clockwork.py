"""One tick: everything that is due at a moment, in order, whoever asks and whatever the wall clock says."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.ports.messenger import Messenger
from bot.ports.storage import Storage
from bot.registry import Registry
from bot.scheduling import prompts, summaries
from bot.scheduling.delivery import Courier
from bot.scheduling.obligations import Keeper
from bot.scheduling.retention import Forgetting
from bot.scheduling.rules import ZoneRules
from bot.scheduling.vents import VentClock
from bot.scheduling.watch import Watch

MOST_ROUNDS = 1000
"""A lapse may put notices and start new clocks that are due at once; this many rounds is a defect, not a day."""
LONGEST = timedelta(seconds=20)
"""No round begins later than this in a tick: what is left belongs to the next one, whose moment is fresh."""
RECEIPTS_KEPT = timedelta(days=2)
"""Longer than any platform goes on delivering the same thing."""
RECEIPTS_LOOKED_AT = timedelta(hours=1)


class Clockwork:
    """Obligations, prompts and summaries first, because they fill the outbox; then deliveries; until nothing is due."""

    def __init__(self, storage: Storage, registry: Registry, messengers: Mapping[str, Messenger]) -> None:
        self._storage = storage
        self._keeper = Keeper(storage, registry)
        self._rules = ZoneRules(storage, registry)
        self._prompter = prompts.Prompter(storage)
        self._summarist = summaries.Summarist(storage)
        self._vents = VentClock(storage, messengers)
        self._forgetting = Forgetting(storage, registry)
        self._courier = Courier(storage, registry, messengers)
        self._looked_at: datetime | None = None
        self._is_stopping = False

    async def tick(self, now: datetime) -> None:
        """Does all that is due at `now` (aware, UTC). Running it twice is running it once."""
        watch = Watch(now)
        await self._rules.keep(now)
        for _ in range(MOST_ROUNDS):
            kept = sum([await one.keep(now) for one in (self._keeper, self._prompter, self._summarist, self._vents)])
            delivered = await self._courier.deliver(watch)
            withdrawn = await self._vents.withdraw(now)
            if self._is_stopping or watch.spent > LONGEST:
                return
            if not kept and not delivered and not withdrawn:
                break
        await self._forget(now)
        await self._forgetting.keep(now)
        await self._storage.scrub()

    def stop(self) -> None:
        """A tick that is running ends when the sends in flight have; what it had claimed besides is due at once."""
        self._is_stopping = True
        self._courier.stop()

    async def next_at(self) -> datetime | None:
        """The next moment at which a tick has something to do; None when nothing is planned."""
        async with self._storage.reading() as tx:
            moments = (
                await tx.deliveries.next_at(),
                await tx.clocks.next_at(),
                await tx.venting.next_at(),
                prompts.next_at(await tx.prompting.ahead()),
                summaries.next_at(await tx.summary_clocks.ahead()),
            )
        return min((moment for moment in moments if moment is not None), default=None)

    async def _forget(self, now: datetime) -> None:
        if self._looked_at is None or now - self._looked_at >= RECEIPTS_LOOKED_AT:
            async with self._storage.writing() as tx:
                await tx.presence.forget_receipts(now - RECEIPTS_KEPT)
                await tx.venting.forget(now)
            self._looked_at = now
