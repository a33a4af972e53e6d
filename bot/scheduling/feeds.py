"""Reads the calendars that are due: claimed in a short transaction, read outside of any, written in another.

It is no part of a tick: a slow host takes ten seconds, and reminders do not wait for it.
"""

import asyncio
import logging
from datetime import datetime, timedelta

from bot.calls import call
from bot.domain.feeds import FRESH, HORIZON, Feed, FeedKind, is_told, next_read
from bot.domain.goals import FOLLOW
from bot.ports.feeds import FeedReader, Read, Refused, Seen, Unchanged, Wanted
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice
from bot.ports.storage import Storage, StorageBusy, Transaction
from bot.scheduling.watch import Watch

log = logging.getLogger(__name__)

BATCH = 20
"""Of a round: one that was just added does not wait for many that hang."""
IN_FLIGHT = 4
LEASE = timedelta(minutes=2)
"""Longer than reading one takes at most; whoever claims it after that is the only one whose result counts."""
TELL_WITHIN = timedelta(days=1)


class Rounds:
    """Goes round the calendars of all communities."""

    def __init__(self, storage: Storage, reader: FeedReader) -> None:
        self._storage = storage
        self._reader = reader

    async def run(self, now: datetime) -> int:
        """Reads what is due at `now` (aware, UTC), a few at a time; how many there were. One failure stops no other.

        When cancelled, what is being read is given up, and due again when its lease ends.
        """
        async with self._storage.reading() as tx:
            due = await tx.feed_clocks.due(now, BATCH)
        watch, free = Watch(now), asyncio.Semaphore(IN_FLIGHT)
        await asyncio.gather(*(self._one(*one, watch, free) for one in due))
        return len(due)

    async def _one(self, community: int, number: int, watch: Watch, free: asyncio.Semaphore) -> None:
        async with free:
            try:
                await self._read(community, number, watch)
            except StorageBusy:
                log.info("the database was busy; calendar %s is read later", number)
            except Exception:
                log.exception("calendar %s failed", number)

    async def _read(self, community: int, number: int, watch: Watch) -> None:
        async with self._storage.writing() as tx:
            store = tx.store(community)
            feed = await store.feeds.claim(number, watch.start, watch.now + LEASE)
            owner = await store.people.get(feed.person) if feed else None
        if feed is None or owner is None:
            return
        wanted = Wanted(feed.kind is FeedKind.DEADLINES, owner.zone, watch.start, watch.start + HORIZON)
        found = await self._reader.read(feed.address, _seen(feed, wanted), wanted)
        async with self._storage.writing() as tx:
            await _note(tx, community, feed, found, wanted)


async def _let_goals_follow(tx: Transaction, community: int, feed: Feed, now: datetime) -> None:
    """A clock that has run out already: what goals do about deadlines that moved is theirs, in the next tick."""
    store = tx.store(community)
    if feed.kind is FeedKind.DEADLINES and any(goal.deadline for goal in await store.goals.of(feed.person)):
        follow = call("goal.follow", feed.person)
        await store.obligations.open(Obligation(FOLLOW, feed.person, 0, 0, now, (), now, nudge=follow, lapse=follow))


def _seen(feed: Feed, wanted: Wanted) -> Seen:
    """What need not be sent again; nothing when the copy would be another one now though the calendar is the same."""
    is_fresh = feed.read_at is not None and wanted.now - feed.read_at < FRESH and feed.zone == wanted.zone
    return Seen(feed.etag, feed.modified) if is_fresh else Seen()


async def _note(tx: Transaction, community: int, feed: Feed, found: Unchanged | Read | Refused, wanted: Wanted) -> None:
    """Writes how it went and, when it is worth a word, the word."""
    feeds, now, due_at = tx.store(community).feeds, wanted.now, next_read(feed.id, 0, wanted.now)
    said = ""
    match found:
        case Unchanged():
            await feeds.unchanged(feed, now, due_at)
        case Read():
            if await feeds.keep(feed, found, wanted.zone, now, due_at):
                said = "calendar.read" if feed.read_at is None else ""
                await _let_goals_follow(tx, community, feed, now)
        case Refused():
            due_at = next_read(feed.id, feed.failures + 1, now)
            after = await feeds.failed(feed, found.reason, now, due_at)
            if after is not None and is_told(after):
                said = "calendar.trouble"
    if said:
        notice = Notice(f"{said}:{feed.id}:{feed.turn}", Dm(feed.person), call(said, feed.id), now, now + TELL_WITHIN)
        await tx.outbox(community).put(notice)
