"""Private pages, and what is told to a mentor."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.journal import Entry, MentorVent
from bot.domain.vents import hour
from storage.parts.keys import PersonKeys
from storage.parts.rows import counted
from storage.parts.vent_rows import TOKEN_BYTES
from storage.seal import seal_of
from storage.tables.journal import journal_entries, mentor_vents

_PAGE = "journal_entries.sealed"
_TOLD = "mentor_vents.sealed"


class JournalPart:
    """Implements `bot.ports.journal.Journal`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._keys = PersonKeys(connection, community)

    async def write(self, author: int, text: str, now: datetime) -> int:
        sealed = await self._keys.seal_for(author, _PAGE, text)
        values = {"community_id": self._community, "author_id": author, "sealed": sealed, "at": hour(now)}
        made = insert(journal_entries).values(values).returning(journal_entries.c.id)
        return int((await self._connection.execute(made)).scalar_one())

    async def of(self, author: int, skip: int, most: int) -> Sequence[Entry]:
        asked = select(journal_entries).where(self._by(author)).order_by(journal_entries.c.id.desc())
        rows = (await self._connection.execute(asked.offset(skip).limit(most))).all()
        return [await self._opened(row) for row in rows]

    async def get(self, author: int, entry: int) -> Entry | None:
        asked = select(journal_entries).where(self._by(author), journal_entries.c.id == entry)
        row = (await self._connection.execute(asked)).first()
        return await self._opened(row) if row else None

    async def drop(self, author: int, entry: int) -> bool:
        mine = delete(journal_entries).where(self._by(author), journal_entries.c.id == entry)
        return await counted(self._connection, mine) == 1

    async def _opened(self, row: Row[Any]) -> Entry:
        return Entry(row.id, await self._keys.open_for(row.author_id, _PAGE, row.sealed), row.at)

    def _by(self, author: int) -> ColumnElement[bool]:
        return (journal_entries.c.community_id == self._community) & (journal_entries.c.author_id == author)


class MentorVentsPart:
    """Implements `bot.ports.journal.MentorVents`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._seal = seal_of(connection)

    async def send(self, author: int, reader: int, about: str, text: str, now: datetime) -> str:
        vent = secrets.token_urlsafe(TOKEN_BYTES)
        values = {
            "community_id": self._community,
            "id": vent,
            "author_id": author,
            "reader_id": reader,
            "about": about,
            "sealed": self._seal.seal(self._community, _TOLD, text),
            "at": hour(now),
        }
        await self._connection.execute(insert(mentor_vents).values(values))
        return vent

    async def get(self, vent: str) -> MentorVent | None:
        mine = (mentor_vents.c.community_id == self._community) & (mentor_vents.c.id == vent)
        row = (await self._connection.execute(select(mentor_vents).where(mine))).first()
        if row is None:
            return None
        text = self._seal.open(self._community, _TOLD, row.sealed)
        return MentorVent(row.id, row.author_id, row.reader_id, row.about, text)
