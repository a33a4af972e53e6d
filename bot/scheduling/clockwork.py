"""One tick: everything that is due at a moment, in order, whoever asks and whatever the wall clock says."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.ports.messenger import Messenger
from bot.ports.storage import Storage
from bot.ports.timetable import Upcoming
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
            done = await self._round(watch)
            if self._is_stopping or watch.spent > LONGEST:
                return
            if not done:
                break
        await self._forget(now)
        await self._forgetting.keep(now)
        await self._storage.scrub()

    async def _round(self, watch: Watch) -> int:
        """What one look says is due, and what comes of it; how many rows that were."""
        upcoming, now = await self._upcoming(), watch.start
        owes, asks = _is_due(upcoming.owed, now), prompts.has_work(upcoming.prompts, now)
        sums_up, vents = summaries.has_work(upcoming.summaries, now), _is_due(upcoming.vent, now)
        done = await self._keeper.keep(now) if owes else 0
        done += await self._prompter.keep(now, upcoming.prompts) if asks else 0
        done += await self._summarist.keep(now, upcoming.summaries) if sums_up else 0
        done += await self._vents.keep(now) if vents else 0
        if owes or asks or sums_up or vents or _is_due(upcoming.notice, now):
            done += await self._courier.deliver(watch)
        done += await self._vents.withdraw(now) if vents else 0
        return done

    def stop(self) -> None:
        """A tick that is running ends when the sends in flight have; what it had claimed besides is due at once."""
        self._is_stopping = True
        self._courier.stop()

    async def next_at(self) -> datetime | None:
        """The next moment at which a tick has something to do; None when nothing is planned."""
        upcoming = await self._upcoming()
        planned = (prompts.next_at(upcoming.prompts), summaries.next_at(upcoming.summaries))
        moments = (upcoming.notice, upcoming.owed, upcoming.vent, *planned)
        return min((moment for moment in moments if moment is not None), default=None)

    async def _upcoming(self) -> Upcoming:
        async with self._storage.reading() as tx:
            return await tx.timetable.upcoming()

    async def _forget(self, now: datetime) -> None:
        if self._looked_at is None or now - self._looked_at >= RECEIPTS_LOOKED_AT:
            async with self._storage.writing() as tx:
                await tx.presence.forget_receipts(now - RECEIPTS_KEPT)
                await tx.venting.forget(now)
            self._looked_at = now


def _is_due(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now
