"""Counts each week once, and puts everybody's summary into the outbox at their own hour."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from functools import cache

from bot.calls import Call, call
from bot.domain.mondays import bounds
from bot.domain.occurrences import Rhythm
from bot.domain.summaries import (
    COMMUNITY,
    FARTHEST,
    PERSON,
    PROGRAMME,
    Edition,
    edition,
    is_away,
    key_of,
    next_summary,
    summary_rhythm,
    uncounted,
    was_there,
)
from bot.ports.outbox import Dm, Notice, Post
from bot.ports.storage import Storage, StorageBusy, Transaction
from bot.ports.summaries import CountedWeek, DueCommunity, DueReader, Ends

log = logging.getLogger(__name__)

BATCH = 500
"""People looked at in one transaction: on SQLite the event loop stands still for as long."""
COMMUNITIES = 10
"""Communities counted in one transaction, for the same reason: these may be large."""
ROUND = 20
"""Batches before deliveries have their turn."""

Put = list[tuple[int, Notice]]


class Summarist:
    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def keep(self, now: datetime, ahead: Sequence[Ends] | None = None) -> int:
        """Does what there is at `now`, at most a round of each; how many communities and people that were.

        `ahead` is what the caller has just seen; without it there is a look at it first.
        """
        try:
            return await self._kept(now, ahead or await self._ahead())
        except StorageBusy:
            log.info("the database was busy; summaries are looked at again")
        except Exception:
            log.exception("summaries failed; they are looked at again, and what is in the outbox goes out")
        return 0

    async def _ahead(self) -> Sequence[Ends]:
        async with self._storage.reading() as tx:
            return (await tx.timetable.upcoming()).summaries

    async def _kept(self, now: datetime, ahead: Sequence[Ends]) -> int:
        communities, people = ahead
        done = 0
        if _is_due(communities, now):
            done += await self._round(_communities, now, COMMUNITIES)
        if _is_due(people, now):
            done += await self._round(_people, now, BATCH)
        return done

    async def _round(self, step: "Step", now: datetime, most: int) -> int:
        done = 0
        for _ in range(ROUND):
            async with self._storage.writing() as tx:
                number = await step(tx, now, most)
            done += number
            if number < most:
                break
        return done


Step = Callable[[Transaction, datetime, int], Awaitable[int]]


def next_at(ahead: Sequence[Ends]) -> datetime | None:
    """The next moment at which there is something to do."""
    return min((ends.first for ends in ahead if ends.first is not None), default=None)


def has_work(ahead: Sequence[Ends], now: datetime) -> bool:
    """Whether there is something to do at `now`."""
    return any(_is_due(ends, now) for ends in ahead)


def _is_due(ends: Ends, now: datetime) -> bool:
    is_first_due = ends.first is not None and ends.first <= now
    return is_first_due or (ends.last is not None and ends.last > now + FARTHEST)


async def _communities(tx: Transaction, now: datetime, most: int) -> int:
    """What they are told is counted first."""
    due = await tx.summary_clocks.communities(now, most)
    await tx.summary_clocks.count([week for one in due for week in _weeks(one, now)])
    found: Put = []
    moments: dict[int, datetime] = {}
    for one in due:
        rhythm = summary_rhythm(one.settings, one.zone)
        moments[one.id] = next_summary(rhythm, now)
        due_now = edition(rhythm, now)
        if one.settings.is_summaries and due_now and was_there(one.created_at, due_now.monday, one.zone):
            found += await _posts(tx, one.id, due_now)
    await tx.summary_clocks.put(found)
    await tx.summary_clocks.plan_communities(moments)
    return len(due)


def _weeks(due: DueCommunity, now: datetime) -> Sequence[CountedWeek]:
    mondays = uncounted(now, due.zone, due.created_at, due.counted)
    if not mondays:
        return ()
    moments = bounds(mondays, due.zone)
    return [CountedWeek(due.id, *week) for week in zip(mondays, moments, moments[1:], strict=False)]


async def _posts(tx: Transaction, community: int, due: Edition) -> Put:
    """To the channel, where there is one; to the moderators in theirs, or to each who did not turn summaries off."""
    store, about = tx.store(community), due.monday.toordinal()
    found: Put = []
    if await store.people.channel("announcements") is not None:
        found.append((community, _notice(call(COMMUNITY, about), Post("announcements"), due)))
    said = call(PROGRAMME, about)
    if await store.people.channel("moderators") is not None:
        return [*found, (community, _notice(said, Post("moderators"), due))]
    for moderator in await store.people.moderators():
        if await store.summaries.is_on(moderator.id):
            found.append((community, _notice(said, Dm(moderator.id), due)))
    return found


def _notice(said: Call, to: Dm | Post, due: Edition) -> Notice:
    """Its key is the promise: once for a reader and a week, whoever puts it and however often."""
    begins = key_of(said.name, to.person) if isinstance(to, Dm) else f"{said.name}:"
    return Notice(begins + said.args[0], to, said, due.due_at, due.until)


async def _people(tx: Transaction, now: datetime, most: int) -> int:
    """Many share a community's rhythm and a zone, which is looked at once."""
    due = await tx.summary_clocks.readers(now, most)

    @cache
    def looked_at(rhythm: Rhythm) -> tuple[Edition | None, datetime]:
        return edition(rhythm, now), next_summary(rhythm, now)

    found: Put = []
    moments: dict[int, datetime] = {}
    for one in due:
        due_now, moments[one.person] = looked_at(summary_rhythm(one.settings, one.zone))
        if due_now is not None and _gets_one(one, due_now.monday, due_now.on):
            said = call(PERSON, due_now.monday.toordinal())
            found.append((one.community, _notice(said, Dm(one.person), due_now)))
    await tx.summary_clocks.put(found)
    await tx.summary_clocks.plan_readers(moments)
    return len(due)


def _gets_one(reader: DueReader, monday: date, on: date) -> bool:
    """From their first whole week on, and not while they are away."""
    wants = bool(reader.settings.is_summaries) and reader.wants_one and reader.is_involved
    return wants and was_there(reader.joined_at, monday, reader.zone) and not is_away(reader.rests, on)
