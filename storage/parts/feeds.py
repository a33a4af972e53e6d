"""Calendars of one community, and which of all communities' are due."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.feeds import MOST, Address, Deadline, Feed, FeedKind
from bot.domain.slots import Span
from bot.ports.feeds import PAUSE, Read
from storage.parts.rows import counted, insert_or_leave
from storage.parts.sealing import Sealing
from storage.tables.feeds import feed_deadlines, feed_spans, feeds
from storage.tables.people import people


def _of_feed(community: ColumnElement[int], feed: ColumnElement[int]) -> ColumnElement[bool]:
    return (community == feeds.c.community_id) & (feed == feeds.c.id)


_DEADLINES = (
    select(feed_deadlines, feeds.c.zone)
    .join(feeds, _of_feed(feed_deadlines.c.community_id, feed_deadlines.c.feed_id))
    .where(feeds.c.community_id == bindparam("community"), feeds.c.person_id == bindparam("person"))
    .where(feed_deadlines.c.at >= bindparam("since"), feed_deadlines.c.at < bindparam("until"))
    .order_by(feed_deadlines.c.at, feed_deadlines.c.feed_id, feed_deadlines.c.uid)
)
_SHARED_DEADLINES = _DEADLINES.where(feeds.c.is_shared)
"""Asked with every prompt, so put together once."""


class FeedsPart:
    """Implements `bot.ports.feeds.Feeds`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._sealing = Sealing(connection, community)

    async def add(self, person: int, kind: FeedKind, address: Address, is_shared: bool, now: datetime) -> int | None:
        taken = select(feeds.c.place).where(feeds.c.community_id == self._community, feeds.c.person_id == person)
        places = set((await self._connection.execute(taken)).scalars())
        free = next((place for place in range(1, MOST + 1) if place not in places), None)
        if free is None:
            return None
        values = {
            "community_id": self._community,
            "person_id": person,
            "place": free,
            "kind": kind.value,
            "mark": self._sealing.mark(feeds.c.address, person, address.url),
            "address": self._sealing.shut(feeds.c.address, address.url),
            "host": address.host,
            "is_shared": is_shared,
            "due_at": now,
        }
        added = insert_or_leave(self._connection, feeds, values).returning(feeds.c.id)
        made: int | None = (await self._connection.execute(added)).scalar()
        return made

    async def get(self, feed: int) -> Feed | None:
        row = (await self._connection.execute(select(feeds).where(self._one(feed)))).first()
        return self._feed(row) if row else None

    async def of(self, person: int) -> Sequence[Feed]:
        mine = select(feeds).where(feeds.c.community_id == self._community, feeds.c.person_id == person)
        return [self._feed(row) for row in await self._connection.execute(mine.order_by(feeds.c.id))]

    async def remove(self, feed: int) -> bool:
        return await counted(self._connection, delete(feeds).where(self._one(feed))) == 1

    async def share(self, feed: int, is_shared: bool) -> None:
        await self._connection.execute(update(feeds).where(self._one(feed)).values(is_shared=is_shared))

    async def hasten(self, feed: int, at: datetime) -> bool:
        later = update(feeds).where(self._one(feed), feeds.c.due_at > at + PAUSE)
        return await counted(self._connection, later.values(due_at=at)) == 1

    async def claim(self, feed: int, now: datetime, until: datetime) -> Feed | None:
        due = update(feeds).where(self._one(feed), feeds.c.due_at <= now)
        taken = due.values(due_at=until, turn=feeds.c.turn + 1).returning(*feeds.c)
        row = (await self._connection.execute(taken)).first()
        return self._feed(row) if row else None

    async def unchanged(self, feed: Feed, now: datetime, due_at: datetime) -> bool:
        return await self._note(feed, tried_at=now, failures=0, trouble="", due_at=due_at) is not None

    async def keep(self, feed: Feed, read: Read, zone: str, now: datetime, due_at: datetime) -> bool:
        said = {"zone": zone, "etag": read.seen.etag, "modified": read.seen.modified}
        if not await self._note(feed, read_at=now, tried_at=now, failures=0, trouble="", due_at=due_at, **said):
            return False
        mine = {"community_id": self._community, "feed_id": feed.id}
        for table in (feed_spans, feed_deadlines):
            old = (table.c.community_id == self._community) & (table.c.feed_id == feed.id)
            await self._connection.execute(delete(table).where(old))
        if read.spans:
            spans = [{**mine, "starts_at": span.start, "ends_at": span.end} for span in read.spans]
            await self._connection.execute(insert(feed_spans), spans)
        if read.deadlines:
            seals, title = self._sealing.shut, feed_deadlines.c.title
            rows = [
                {**mine, "uid": one.uid, "title": seals(title, one.title), "at": one.at, "is_day": one.is_day}
                for one in read.deadlines
            ]
            await self._connection.execute(insert(feed_deadlines), rows)
        return True

    async def failed(self, feed: Feed, trouble: str, now: datetime, due_at: datetime) -> Feed | None:
        return await self._note(feed, tried_at=now, failures=feed.failures + 1, trouble=trouble, due_at=due_at)

    async def busy(self, people: Sequence[int], since: datetime, until: datetime) -> Mapping[int, Sequence[Span]]:
        rows = await self._connection.execute(
            select(feeds.c.person_id, feed_spans.c.starts_at, feed_spans.c.ends_at)
            .join(feed_spans, _of_feed(feed_spans.c.community_id, feed_spans.c.feed_id))
            .where(feeds.c.community_id == self._community, feeds.c.person_id.in_(people))
            .where(feed_spans.c.ends_at > since, feed_spans.c.starts_at < until)
            .order_by(feed_spans.c.starts_at, feeds.c.id)
        )
        found: dict[int, list[Span]] = {}
        for person, start, end in rows:
            found.setdefault(person, []).append(Span(start, end))
        return found

    async def deadlines(
        self, person: int, since: datetime, until: datetime, *, only_shared: bool
    ) -> Sequence[Deadline]:
        asked = {"community": self._community, "person": person, "since": since, "until": until}
        rows = await self._connection.execute(_SHARED_DEADLINES if only_shared else _DEADLINES, asked)
        opens, title = self._sealing.open, feed_deadlines.c.title
        return [Deadline(row.uid, opens(title, row.title), row.at, row.is_day, row.zone) for row in rows]

    def _one(self, feed: int) -> ColumnElement[bool]:
        return (feeds.c.community_id == self._community) & (feeds.c.id == feed)

    async def _note(self, feed: Feed, **values: object) -> Feed | None:
        """Writes how a claim ended, while it is the last one."""
        mine = update(feeds).where(self._one(feed.id), feeds.c.turn == feed.turn)
        row = (await self._connection.execute(mine.values(**values).returning(*feeds.c))).first()
        return self._feed(row) if row else None

    def _feed(self, row: Row[Any]) -> Feed:
        return Feed(
            id=row.id,
            person=row.person_id,
            kind=FeedKind(row.kind),
            address=Address(self._sealing.open(feeds.c.address, row.address), row.host),
            is_shared=row.is_shared,
            zone=row.zone,
            etag=row.etag,
            modified=row.modified,
            read_at=row.read_at,
            tried_at=row.tried_at,
            failures=row.failures,
            trouble=row.trouble,
            turn=row.turn,
        )


class FeedClocksPart:
    """Implements `bot.ports.feeds.FeedClocks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def due(self, now: datetime, most: int) -> Sequence[tuple[int, int]]:
        rows = await self._connection.execute(
            select(feeds.c.community_id, feeds.c.id)
            .join(people, (people.c.community_id == feeds.c.community_id) & (people.c.id == feeds.c.person_id))
            .where(feeds.c.due_at <= now, people.c.left_at.is_(None))
            .order_by(feeds.c.due_at, feeds.c.id)
            .limit(most)
        )
        return [(community, feed) for community, feed in rows]
