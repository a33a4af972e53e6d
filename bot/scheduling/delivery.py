"""Sends what is due in the outbox: rendered now, at most once, never after its expiry.

A claim takes a batch under a lease. Each row is rendered in a transaction of its own, sent outside of any, and
marked at once, so that a crash doubles at most the sends in flight, and those only where the platform ignores
the stored nonce (`reliability` M8).
"""

import hashlib
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.people import Community, Person
from bot.handling import bot_itself, context, handled
from bot.mentions import with_names
from bot.ports.messenger import Address, Messenger, TryLater, Undeliverable
from bot.ports.outbox import Delivery, Dm
from bot.ports.storage import Storage, StorageBusy, Transaction
from bot.registry import Registry
from bot.views import View

log = logging.getLogger(__name__)

BATCH = 500
"""Rows a claim takes: 50 halves the throughput of PostgreSQL, more gains nothing (`performance`)."""
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=30)


class NobodyThere(Exception):
    """The reader left, or the channel is not set: there is no address."""


class NotConnected(Exception):
    """The reader is on a platform this process does not speak right now."""


def wait(attempts: int, nonce: str) -> timedelta:
    """How long to wait after the attempt that failed: doubling from 15 s to 30 min, plus up to half again.

    The jitter is drawn from the nonce, so that one row's wait is repeatable and a thousand rows spread out.
    """
    base: timedelta = min(FIRST_WAIT * int(2 ** min(attempts, 20)), LONGEST_WAIT)
    digest = hashlib.blake2s(f"{nonce}:{attempts}".encode(), digest_size=2).digest()
    return base + base * 0.5 * (int.from_bytes(digest) / 0xFFFF)


class Courier:
    """Delivers for every community, through one messenger a platform."""

    def __init__(self, storage: Storage, registry: Registry, messengers: Mapping[str, Messenger]) -> None:
        self._storage = storage
        self._registry = registry
        self._messengers = messengers
        self._communities: dict[int, Community | None] = {}

    async def deliver(self, now: datetime) -> int:
        """Sends everything due at `now`; the number of rows that were dealt with. One bad row stops no other."""
        async with self._storage.writing() as tx:
            batch = await tx.deliveries.claim(now, now + LEASE, BATCH)
        self._communities.clear()
        for delivery in batch:
            await self._one(delivery, now)
        return len(batch)

    async def _one(self, delivery: Delivery, now: datetime) -> None:
        try:
            await self._sent(delivery, now)
        except TryLater as error:
            await self._failed(delivery, now, error.reason, error.after)
        except StorageBusy:
            log.info("the database was busy; notice %s waits for its lease to end", delivery.id)
        except Exception as error:
            log.exception("notice %s (%s) failed", delivery.id, delivery.notice.call.name)
            await self._failed(delivery, now, type(error).__name__, None)

    async def _sent(self, delivery: Delivery, now: datetime) -> None:
        try:
            async with self._storage.reading() as tx:
                prepared = await self._prepared(tx, delivery, now)
        except NobodyThere as error:
            return await self._dead(delivery, now, str(error))
        except NotConnected as error:
            return await self._later(delivery, now + LONGEST_WAIT, f"{error} is not connected")
        if prepared is None:
            return await self._dropped(delivery, now)
        address, view = prepared
        try:
            sent = await self._messengers[address.platform].send(address, view, delivery.nonce)
        except Undeliverable as error:
            return await self._dead(delivery, now, error.reason, closes_dm=error.closes_dm)
        async with self._storage.writing() as tx:
            await tx.deliveries.sent(delivery.id, now, sent.message)
        return None

    async def _prepared(self, tx: Transaction, delivery: Delivery, now: datetime) -> tuple[Address, View] | None:
        if delivery.community not in self._communities:
            self._communities[delivery.community] = await tx.directory.community(delivery.community)
        community = self._communities[delivery.community]
        if community is None:
            raise NobodyThere("the community is gone")
        reader, address = await self._reader(tx, community, delivery)
        ctx = context(tx, community, reader, now)
        view = await handled(self._registry, ctx, delivery.notice.call)
        if view is None:
            return None
        return address, await with_names(view, ctx.store.people, address.platform, address.space)

    async def _reader(self, tx: Transaction, community: Community, delivery: Delivery) -> tuple[Person, Address]:
        people = tx.store(community.id).people
        to = delivery.notice.to
        if isinstance(to, Dm):
            reader, handle = await people.get(to.person), await people.handle(to.person)
            if reader is None or handle is None:
                raise NobodyThere("the person is not here any more")
            if handle.has_dms_closed:
                raise NobodyThere("their direct messages are closed")
            self._check_connected(handle.platform)
            return reader, Address(handle.platform, handle.space, handle.account, "", reader.zone)
        channel = await people.channel(to.purpose)
        if channel is None:
            raise NobodyThere(f"no channel is set for {to.purpose}")
        platform, space, name = channel
        self._check_connected(platform)
        return bot_itself(community), Address(platform, space, "", name, community.zone)

    def _check_connected(self, platform: str) -> None:
        """A platform that is switched off today may be back tomorrow: its notices wait until they expire."""
        if platform not in self._messengers:
            raise NotConnected(platform)

    async def _dropped(self, delivery: Delivery, now: datetime) -> None:
        async with self._storage.writing() as tx:
            await tx.deliveries.dropped(delivery.id, now, "no longer true")

    async def _dead(self, delivery: Delivery, now: datetime, reason: str, *, closes_dm: bool = False) -> None:
        async with self._storage.writing() as tx:
            await tx.deliveries.dead(delivery.id, now, reason)
            if closes_dm and isinstance(delivery.notice.to, Dm):
                await tx.store(delivery.community).people.set_dms_closed(delivery.notice.to.person, True)

    async def _failed(self, delivery: Delivery, now: datetime, reason: str, after: timedelta | None) -> None:
        if delivery.attempts + 1 >= MOST_ATTEMPTS:
            return await self._dead(delivery, now, f"gave up after {MOST_ATTEMPTS} tries: {reason}")
        again = now + max(after or timedelta(0), wait(delivery.attempts, delivery.nonce))
        return await self._later(delivery, again, reason)

    async def _later(self, delivery: Delivery, again: datetime, reason: str) -> None:
        async with self._storage.writing() as tx:
            await tx.deliveries.later(delivery.id, again, reason)
