"""Secret addresses of people's sessions: one a person, kept as a hash."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.calendar_links import Owner
from storage.parts.rows import counted, insert_or_set
from storage.tables.calendar_links import calendar_links
from storage.tables.people import accounts, people, spaces

_BYTES = 20
"""160 bits: as hexadecimal digits, which no chat takes for anything else."""


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


class CalendarLinksPart:
    """Implements `bot.ports.calendar_links.CalendarLinks`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def make(self, person: int, now: datetime) -> str:
        secret = secrets.token_hex(_BYTES)
        key = {"community_id": self._community, "person_id": person}
        values = {**key, "hash": _hash(secret), "made_at": now, "changed_at": now}
        await self._connection.execute(insert_or_set(self._connection, calendar_links, tuple(key), values))
        return secret

    async def made_at(self, person: int) -> datetime | None:
        found = await self._connection.execute(select(calendar_links.c.made_at).where(self._of(person)))
        return found.scalar()

    async def drop(self, person: int) -> bool:
        return await counted(self._connection, delete(calendar_links).where(self._of(person))) == 1

    async def read(self, person: int, digest: str, now: datetime) -> datetime | None:
        is_new = self._of(person) & (calendar_links.c.digest != digest)
        await self._connection.execute(update(calendar_links).where(is_new).values(digest=digest, changed_at=now))
        found = await self._connection.execute(select(calendar_links.c.changed_at).where(self._of(person)))
        return found.scalar()

    def _of(self, person: int) -> ColumnElement[bool]:
        return (calendar_links.c.community_id == self._community) & (calendar_links.c.person_id == person)


class SubscriptionsPart:
    """Implements `bot.ports.calendar_links.Subscriptions`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def owner(self, secret: str) -> Owner | None:
        is_here = (
            exists()
            .where(accounts.c.community_id == people.c.community_id, accounts.c.person_id == people.c.id)
            .where(accounts.c.left_at.is_(None), spaces.c.id == accounts.c.space_id, spaces.c.left_at.is_(None))
        )
        found = await self._connection.execute(
            select(calendar_links.c.community_id, calendar_links.c.person_id)
            .join(people, people.c.id == calendar_links.c.person_id)
            .where(calendar_links.c.hash == _hash(secret), people.c.left_at.is_(None), is_here)
        )
        row = found.first()
        return Owner(row.community_id, row.person_id) if row else None
