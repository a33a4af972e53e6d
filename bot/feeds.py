"""What stands at a secret address: the way in for whoever serves calendars, and for nothing else."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.commands.calendar_feed import Content, content
from bot.domain.invitations import feed_file
from bot.handling import context
from bot.ports.calendar_links import Owner
from bot.ports.storage import Storage, Transaction
from bot.registry import Registry


@dataclass(frozen=True, slots=True)
class Feed:
    """Somebody's sessions, not written yet. `digest` and `changed_at` (UTC, whole seconds) are new when they are."""

    digest: str
    changed_at: datetime
    _content: Content

    async def written(self) -> bytes:
        """The file, in iCalendar. Written beside the event loop: hundreds of sessions take their time."""
        shown = self._content
        return await asyncio.to_thread(feed_file, shown.invitations, shown.name, self.changed_at)


class Feeds:
    """Reads by secret. Every secret that opens nothing is the same: None, after the same steps."""

    def __init__(self, storage: Storage, registry: Registry) -> None:
        self._storage = storage
        self._registry = registry

    async def read(self, secret: str, now: datetime) -> Feed | None:
        """What its owner's calendar is to show now. Raises StorageBusy."""
        async with self._storage.reading() as tx:
            owner = await tx.subscriptions.owner(secret)
            found = await self._content(tx, owner, now) if owner else None
        if owner is None or found is None:
            return None
        async with self._storage.writing() as tx:
            links = tx.store(owner.community).calendar_links
            changed_at = await links.read(owner.person, found.digest, now.replace(microsecond=0))
        return Feed(found.digest, changed_at, found) if changed_at else None

    async def _content(self, tx: Transaction, owner: Owner, now: datetime) -> Content | None:
        community = await tx.directory.community(owner.community)
        person = await tx.store(owner.community).people.get(owner.person)
        if community is None or person is None:
            return None
        return await content(context(tx, self._registry, community, person, now))
