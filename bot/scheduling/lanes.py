"""One platform's sends: a few in flight together, never two to one address, none to an address that refused."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.ports.messenger import Address, Messenger, Sent, TryLater, Undeliverable
from bot.ports.outbox import UNKNOWN, Delivery, Done, Later, Post
from bot.scheduling.ledger import FIRST_WAIT, Ledger, Outcome, failed
from bot.scheduling.letters import Letter, Letters, unconnected
from bot.scheduling.watch import Watch

log = logging.getLogger(__name__)

IN_FLIGHT = 12
"""Sends that are under way or not yet marked: Discord's 50/s at 200 ms each keep 10 busy, marks the rest."""
CHUNK = 50
"""Rows rendered together: one second of Discord's pace, so that what is read is not stale when it is sent."""
AHEAD = 2 * IN_FLIGHT
"""Letters that may wait for their turn before the next chunk is rendered."""
SEND_SECONDS = 30
"""A send that takes longer is tried again later, with its nonce, so that one that hangs does not hold up the rest."""
LEAST_PAUSE = timedelta(seconds=1)


class Lane:
    """Sends part of a batch. `pauses` says until when a platform takes nothing; `is_over` that no more may begin."""

    def __init__(
        self,
        messengers: Mapping[str, Messenger],
        letters: Letters,
        ledger: Ledger,
        watch: Watch,
        pauses: MutableMapping[str, datetime],
        is_over: Callable[[], bool],
    ) -> None:
        self._messengers = messengers
        self._letters = letters
        self._ledger = ledger
        self._watch = watch
        self._pauses = pauses
        self._is_over = is_over
        self._ahead = asyncio.Semaphore(AHEAD)
        self._free = asyncio.Semaphore(IN_FLIGHT)
        self._turns: defaultdict[Address, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._refused: dict[Address, str] = {}

    async def run(self, platform: str, deliveries: Sequence[Delivery]) -> None:
        """Sends in the order given; returns when every outcome is written."""
        async with asyncio.TaskGroup() as sends:
            for start in range(0, len(deliveries), CHUNK):
                for ready in await self._ready(platform, deliveries[start : start + CHUNK]):
                    if isinstance(ready, Outcome):
                        self._ledger.note(ready)
                        continue
                    await self._ahead.acquire()
                    sends.create_task(self._post(ready))

    async def _ready(self, platform: str, chunk: Sequence[Delivery]) -> Sequence[Letter | Outcome]:
        """Rendered, unless it is known already that it would not be sent now."""
        if self._is_over():
            return [self._given_back(delivery) for delivery in chunk]
        if self._is_paused(platform):
            return [self._put_off(delivery, platform) for delivery in chunk]
        return await self._letters.rendered(chunk)

    async def _post(self, letter: Letter) -> None:
        """The next for the same address may go when this is sent; its slot is free only when it is marked."""
        async with self._turns[_place(letter)]:
            await self._free.acquire()
            marked = self._ledger.note(await self._outcome(letter))
        await marked
        self._free.release()
        self._ahead.release()

    async def _outcome(self, letter: Letter) -> Outcome:
        delivery, platform = letter.delivery, letter.address.platform
        refused = self._refused.get(_place(letter))
        if refused is not None:
            return Outcome(delivery, Done(delivery.id, "dead", refused))
        if self._is_over():
            return self._given_back(delivery)
        if delivery.notice.expires_at <= self._watch.now:
            return Outcome(delivery, Done(delivery.id, "expired", "too late to be of use"))
        if self._is_paused(platform):
            return self._put_off(delivery, platform)
        messenger = self._messengers.get(platform)
        return (
            unconnected(delivery, self._watch, platform) if messenger is None else await self._sent(letter, messenger)
        )

    async def _sent(self, letter: Letter, messenger: Messenger) -> Outcome:
        delivery, address = letter.delivery, letter.address
        try:
            async with asyncio.timeout(SEND_SECONDS):
                sent = await messenger.send(address, letter.view, delivery.nonce)
        except Undeliverable as error:
            return self._undeliverable(letter, error)
        except TryLater as error:
            return self._try_later(letter, error)
        except Exception as error:
            log.exception("notice %s (%s) failed", delivery.id, delivery.notice.call.name)
            if delivery.notice.is_once:
                return _unknown(delivery)
            return failed(delivery, self._watch.now, type(error).__name__)
        return _arrived(letter, sent)

    def _undeliverable(self, letter: Letter, error: Undeliverable) -> Outcome:
        if error.closes_dm or error.has_left or isinstance(letter.delivery.notice.to, Post):
            self._refused[_place(letter)] = error.reason
        mark = Done(letter.delivery.id, "dead", error.reason)
        return Outcome(letter.delivery, mark, letter.address, refusal=error)

    def _try_later(self, letter: Letter, error: TryLater) -> Outcome:
        if error.is_unknown and letter.delivery.notice.is_once:
            return _unknown(letter.delivery)
        if not error.is_pause:
            return failed(letter.delivery, self._watch.now, error.reason, error.after)
        platform = letter.address.platform
        until = self._watch.now + max(error.after or FIRST_WAIT, LEAST_PAUSE)
        self._pauses[platform] = max(until, self._pauses.get(platform, until))
        log.warning("%s takes nothing until %s: %s", platform, self._pauses[platform], error.reason)
        return self._put_off(letter.delivery, platform)

    def _is_paused(self, platform: str) -> bool:
        return platform in self._pauses and self._watch.now < self._pauses[platform]

    def _put_off(self, delivery: Delivery, platform: str) -> Outcome:
        """Until the pause ends, in the order of now; that was no attempt."""
        reason = f"{platform} takes nothing for a while"
        return Outcome(delivery, Later(delivery.id, self._pauses[platform], reason, is_attempt=False))

    def _given_back(self, delivery: Delivery) -> Outcome:
        """Claimed and not begun: due at once, for whoever claims next."""
        return Outcome(delivery, Later(delivery.id, self._watch.start, "not begun in time", is_attempt=False))


def _place(letter: Letter) -> Address:
    """The address without what may change from one notice to the next."""
    return replace(letter.address, zone="", dm="")


def _unknown(delivery: Delivery) -> Outcome:
    """Nobody sends it again: it may stand there already."""
    return Outcome(delivery, Done(delivery.id, "dead", UNKNOWN))


def _arrived(letter: Letter, sent: Sent) -> Outcome:
    address, mark = letter.address, Done(letter.delivery.id, "sent", sent.message)
    return Outcome(letter.delivery, mark, address, dm="" if sent.dm == address.dm else sent.dm)
