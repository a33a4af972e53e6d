"""How notices ended, written in groups: a mark for each, and what was learned of its place on the way."""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ports.messenger import Address, Undeliverable
from bot.ports.outbox import Delivery, Dm, Done, Later
from bot.ports.storage import Storage, StorageBusy, Transaction
from bot.presence import Presence

log = logging.getLogger(__name__)

MOST = 25
WITHIN_SECONDS = 0.005
"""What comes in together is written together: larger groups leave more to be sent twice after a crash."""
TRIES = 3
"""How often a group is written while the database is busy, which waits 5 s itself: well within the lease."""

MOST_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=30)


def wait(attempts: int, nonce: str) -> timedelta:
    """How long to wait after the attempt that failed: doubling from 15 s to 30 min, plus up to half again.

    The jitter is drawn from the nonce, so that one row's wait is repeatable and a thousand rows spread out.
    """
    base: timedelta = min(FIRST_WAIT * int(2 ** min(attempts, 20)), LONGEST_WAIT)
    digest = hashlib.blake2s(f"{nonce}:{attempts}".encode(), digest_size=2).digest()
    return base + base * 0.5 * (int.from_bytes(digest) / 0xFFFF)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery: its mark and, where it was sent, what the platform told about the address.

    `dm` is the conversation with the reader when that is news.
    """

    delivery: Delivery
    mark: Done | Later
    address: Address | None = None
    dm: str = ""
    refusal: Undeliverable | None = None


def failed(delivery: Delivery, now: datetime, reason: str, after: timedelta | None = None) -> Outcome:
    """One attempt more, or the end when there were enough. It waits for `after` at least."""
    if delivery.attempts + 1 >= MOST_ATTEMPTS:
        return Outcome(delivery, Done(delivery.id, "dead", f"gave up after {MOST_ATTEMPTS} tries: {reason}"))
    again = now + max(after or timedelta(0), wait(delivery.attempts, delivery.nonce))
    return Outcome(delivery, Later(delivery.id, again, reason))


class Ledger:
    """Takes outcomes from all sides while `run` writes them. Closing it writes what is left."""

    def __init__(self, storage: Storage, presence: Presence, now: datetime) -> None:
        self._storage = storage
        self._presence = presence
        self._now = now
        self._waiting: list[tuple[Outcome, asyncio.Future[None]]] = []
        self._news = asyncio.Event()
        self._is_closed = False

    def note(self, outcome: Outcome) -> asyncio.Future[None]:
        """Takes it at once; the future is done when it is written, or given up for the lease to end."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((outcome, written))
        self._news.set()
        return written

    def close(self) -> None:
        """Nothing more comes: `run` ends when all is written."""
        self._is_closed = True
        self._news.set()

    async def run(self) -> None:
        """Writes until closed. Never raises what a database or a handler raises."""
        while self._waiting or not self._is_closed:
            await self._news.wait()
            if not self._is_closed and len(self._waiting) < MOST:
                await asyncio.sleep(WITHIN_SECONDS)
            group, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            if not self._waiting and not self._is_closed:
                self._news.clear()
            if group:
                await self._write([outcome for outcome, _ in group])
            for _, written in group:
                if not written.done():
                    written.set_result(None)

    async def _write(self, group: Sequence[Outcome]) -> None:
        """A group that fails is written one by one, so that what one of them sets off undoes no other's mark."""
        try:
            await self._insist(group)
        except StorageBusy:
            log.warning("the database is busy; %s notices wait for their lease to end", len(group))
        except Exception:
            for outcome in group:
                await self._write_alone(outcome)

    async def _write_alone(self, outcome: Outcome) -> None:
        try:
            await self._insist([outcome])
        except Exception:
            log.exception("what notice %s taught could not be kept", outcome.delivery.id)
            await self._write_barely(outcome)

    async def _write_barely(self, outcome: Outcome) -> None:
        """The mark alone: without it the notice would be sent again and again."""
        try:
            await self._insist([outcome], learns=False)
        except Exception:
            log.exception("notice %s could not be marked and waits for its lease to end", outcome.delivery.id)

    async def _insist(self, group: Sequence[Outcome], *, learns: bool = True) -> None:
        for left in reversed(range(TRIES)):
            try:
                async with self._storage.writing() as tx:
                    await self._mark(tx, group)
                    for outcome in group if learns else ():
                        await self._learn(tx, outcome)
                return
            except StorageBusy:
                if not left:
                    raise

    async def _mark(self, tx: Transaction, group: Sequence[Outcome]) -> None:
        await tx.deliveries.done([outcome.mark for outcome in group if isinstance(outcome.mark, Done)], self._now)
        await tx.deliveries.later([outcome.mark for outcome in group if isinstance(outcome.mark, Later)])

    async def _learn(self, tx: Transaction, outcome: Outcome) -> None:
        to, community = outcome.delivery.notice.to, outcome.delivery.community
        if outcome.dm and isinstance(to, Dm):
            await tx.store(community).people.set_dm(to.person, outcome.dm)
        if outcome.refusal is None or outcome.address is None:
            return
        if isinstance(to, Dm):
            await self._refused(tx, community, to.person, outcome.address, outcome.refusal)
        else:
            platform, space, channel = outcome.address.platform, outcome.address.space, outcome.address.channel
            await self._presence.channel_lost_in(tx, platform, space, channel, outcome.refusal.reason, self._now)

    async def _refused(
        self, tx: Transaction, community: int, person: int, address: Address, refusal: Undeliverable
    ) -> None:
        if refusal.closes_dm:
            await tx.store(community).people.set_dms_closed(person, True)
        if refusal.has_left:
            await self._presence.account_left_in(tx, address.platform, address.space, address.account, self._now)
