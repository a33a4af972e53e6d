"""Anonymous posts by the clock: out after a while, out of the channel when they should be, deleted in the end."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.calls import call
from bot.domain.vents import KEPT, TRIES, VentState, tried_again_after
from bot.ports.messenger import Address, Messenger, TryLater, Undeliverable
from bot.ports.outbox import Dm, Notice, Post
from bot.ports.storage import Storage, StorageBusy, Transaction
from bot.ports.vents import DueVent, Withdrawal

log = logging.getLogger(__name__)

BATCH = 100
SHOWN_WITHIN = timedelta(hours=12)
"""Later than this a post would surprise the one who wrote it."""


class VentClock:
    """Two of them do together what one does: rows are locked, and states change once."""

    def __init__(self, storage: Storage, messengers: Mapping[str, Messenger]) -> None:
        self._storage = storage
        self._messengers = messengers

    async def keep(self, now: datetime) -> int:
        """Posts what is due, and ends what has been kept long enough; how many these were."""
        try:
            async with self._storage.writing() as tx:
                due = await tx.venting.due(now, BATCH)
                for one in due:
                    await _settle(tx, one, now)
            return len(due)
        except StorageBusy:
            log.info("the database was busy; vents are looked at again")
        except Exception:
            log.exception("vents failed; they are looked at again, and what is in the outbox goes out")
        return 0

    async def withdraw(self, now: datetime) -> int:
        """Takes messages out of channels that should not stand there any more; how many it looked at."""
        try:
            async with self._storage.writing() as tx:
                found = await tx.venting.withdrawals(now, BATCH)
            for one in found:
                await self._withdraw(one, now)
            return len(found)
        except StorageBusy:
            log.info("the database was busy; what has to leave a channel is looked at again")
        except Exception:
            log.exception("withdrawing failed; it is tried again")
        return 0

    async def _withdraw(self, one: Withdrawal, now: datetime) -> None:
        try:
            messenger = self._messengers.get(one.platform)
            if messenger is None:
                raise TryLater(f"{one.platform} is not connected")
            await messenger.withdraw(Address(one.platform, one.space, "", one.channel, ""), one.message)
        except Undeliverable:
            await self._give_up(one, now)
        except Exception as error:
            log.warning("a message could not be taken out of a channel yet (%s)", type(error).__name__)
            await self._later(one, now, error.after if isinstance(error, TryLater) else None)
        else:
            async with self._storage.writing() as tx:
                await tx.venting.withdrawn(one)

    async def _later(self, one: Withdrawal, now: datetime, asked: timedelta | None) -> None:
        if one.tries + 1 >= TRIES:
            await self._give_up(one, now)
            return
        async with self._storage.writing() as tx:
            await tx.venting.later(one, now, max(asked or timedelta(0), tried_again_after(one.tries)))

    async def _give_up(self, one: Withdrawal, now: datetime) -> None:
        """Moderators can still do by hand what the bot cannot."""
        async with self._storage.writing() as tx:
            await tx.venting.withdrawn(one)
            for moderator in await tx.store(one.community).people.moderators():
                key, said = f"vent.stuck:{one.vent}:{moderator.id}", call("vent.stuck", one.vent)
                await tx.outbox(one.community).put(Notice(key, Dm(moderator.id), said, now, now + KEPT))


async def _settle(tx: Transaction, due: DueVent, now: datetime) -> None:
    store = tx.store(due.community)
    if due.state is VentState.POSTED:
        await store.vents.move(due.vent, (VentState.POSTED,), VentState.REMOVED, now)
        return
    key = await store.vents.release(due.vent, now)
    if key is None:  # it waited longer than posts are kept, or its author took it back this moment
        await store.vents.move(due.vent, (VentState.WAITING,), VentState.REMOVED, now)
    else:
        await tx.outbox(due.community).put(shown(key, due.vent, due.due_at))


def shown(key: str, vent: str, due_at: datetime) -> Notice:
    """What puts a post into the channel; it holds the post's random id and nothing else."""
    return Notice(key, Post("vent"), call("vent.said", vent), due_at, due_at + SHOWN_WITHIN, is_once=True)
