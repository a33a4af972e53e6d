"""Renders what is to be sent: now, from the data of this moment, many in one transaction."""

import logging
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.people import Community
from bot.handling import bot_itself, context, handled
from bot.mentions import with_names
from bot.pictures.drawing import drawn
from bot.ports.messenger import Address
from bot.ports.outbox import Delivery, Dm, Done, Later, Place
from bot.ports.storage import Storage, StorageBusy, Transaction
from bot.registry import Registry
from bot.scheduling.ledger import LONGEST_WAIT, Outcome, failed
from bot.scheduling.watch import Watch
from bot.views import View

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """Ready to be sent."""

    delivery: Delivery
    address: Address
    view: View


class Letters:
    """Renders for one batch, reading each community once. `platforms` are those that are spoken right now."""

    def __init__(self, storage: Storage, registry: Registry, platforms: Collection[str], watch: Watch) -> None:
        self._storage = storage
        self._registry = registry
        self._platforms = platforms
        self._watch = watch
        self._communities: dict[int, Community | None] = {}

    async def rendered(self, chunk: Sequence[Delivery]) -> list[Letter | Outcome]:
        """In the same order, without rows for which the database was busy: they wait for their lease to end.

        One that fails breaks the transaction of all, on PostgreSQL for good: then each half is rendered in one of
        its own, down to the one alone.
        """
        try:
            async with self._storage.reading() as tx:
                ready = await self._together(tx, chunk)
        except Exception as error:
            if len(chunk) > 1:
                half = len(chunk) // 2
                return [*await self.rendered(chunk[:half]), *await self.rendered(chunk[half:])]
            return self._broken(chunk[0], error)
        return [replace(one, view=await drawn(one.view)) if isinstance(one, Letter) else one for one in ready]

    def _broken(self, delivery: Delivery, error: Exception) -> list[Letter | Outcome]:
        if isinstance(error, StorageBusy):
            log.info("the database was busy; notice %s waits for its lease to end", delivery.id)
            return []
        log.error("notice %s (%s) failed", delivery.id, delivery.notice.call.name, exc_info=error)
        return [failed(delivery, self._watch.now, type(error).__name__)]

    async def _together(self, tx: Transaction, chunk: Sequence[Delivery]) -> list[Letter | Outcome]:
        places = await tx.deliveries.places(chunk)
        ready = [await self._one(tx, delivery, places.get(delivery.id)) for delivery in chunk]
        return await _named(tx, ready)

    async def _one(self, tx: Transaction, delivery: Delivery, place: Place | None) -> Letter | Outcome:
        community = await self._community(tx, delivery.community)
        if community is None or place is None:
            return _dead(delivery, "the community is gone" if community is None else _nowhere(delivery))
        if place.has_dms_closed:
            return _dead(delivery, "their direct messages are closed")
        if place.platform not in self._platforms:
            return unconnected(delivery, self._watch, place.platform)
        reader = place.reader or bot_itself(community)
        ctx = context(tx, self._registry, community, reader, self._watch.start)
        view = await handled(self._registry, ctx, delivery.notice.call)
        if view is None:
            return Outcome(delivery, Done(delivery.id, "dropped", "no longer true"))
        address = Address(place.platform, place.space, place.account, place.channel, reader.zone, place.dm)
        return Letter(delivery, address, view)

    async def _community(self, tx: Transaction, community: int) -> Community | None:
        if community not in self._communities:
            self._communities[community] = await tx.directory.community(community)
        return self._communities[community]


def by_platform(batch: Sequence[Delivery], places: Mapping[int, Place]) -> Mapping[str, list[Delivery]]:
    """The batch in its order, apart by where it goes; under "" what goes nowhere."""
    found: dict[str, list[Delivery]] = {}
    for delivery in batch:
        place = places.get(delivery.id)
        found.setdefault(place.platform if place else "", []).append(delivery)
    return found


def unconnected(delivery: Delivery, watch: Watch, platform: str) -> Outcome:
    """A platform that is switched off may be back tomorrow: its notices wait until they expire."""
    later = Later(delivery.id, watch.start + LONGEST_WAIT, f"{platform} is not connected", is_attempt=False)
    return Outcome(delivery, later)


async def _named(tx: Transaction, ready: Sequence[Letter | Outcome]) -> list[Letter | Outcome]:
    """With the names in every view, asked for once for all that goes to one space."""
    spaces: defaultdict[tuple[int, str, str], list[Letter]] = defaultdict(list)
    for one in ready:
        if isinstance(one, Letter):
            spaces[one.delivery.community, one.address.platform, one.address.space].append(one)
    named: dict[int, Letter] = {}
    for (community, platform, space), letters in spaces.items():
        views = tuple(letter.view for letter in letters)
        filled = await with_names(views, tx.store(community).people, platform, space)
        for letter, view in zip(letters, filled, strict=True):
            named[letter.delivery.id] = replace(letter, view=view)
    return [named.get(one.delivery.id, one) for one in ready]


def _dead(delivery: Delivery, reason: str) -> Outcome:
    return Outcome(delivery, Done(delivery.id, "dead", reason))


def _nowhere(delivery: Delivery) -> str:
    to = delivery.notice.to
    return "the person is not here any more" if isinstance(to, Dm) else f"no channel is set for {to.purpose}"
