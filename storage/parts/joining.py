"""A space goes from a young community into another, with a code that was made there."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit import Change
from bot.ports.links import Invitation
from bot.ports.outbox import Notice
from storage.parts.audit import AuditPart
from storage.parts.codes import open_code
from storage.parts.outbox import OutboxPart
from storage.shelf import copies_of
from storage.tables.links import link_codes
from storage.tables.people import MODERATES, accounts, channels, communities, people, spaces


class JoiningPart:
    """Implements `bot.ports.links.Joining` for whoever speaks in one community."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def invitation(self, code: str, now: datetime) -> Invitation | None:
        found = await self._connection.execute(
            select(communities.c.id, communities.c.name, link_codes.c.person_id)
            .join(communities, communities.c.id == link_codes.c.community_id)
            .join(people, people.c.id == link_codes.c.person_id)
            .where(open_code(code, "space", now), communities.c.id != self._community)
            .where(people.c.left_at.is_(None), MODERATES)
        )
        row = found.first()
        return Invitation(row.id, row.name, row.person_id) if row else None

    async def join(self, code: str, now: datetime, word: Notice, change: Change) -> bool:
        ours = select(spaces.c.id).where(spaces.c.community_id == self._community)
        moved = (await self._connection.execute(ours)).scalar_one_or_none()
        if moved is None:
            return False
        used = delete(link_codes).where(open_code(code, "space", now), link_codes.c.community_id != self._community)
        into = (await self._connection.execute(used.returning(link_codes.c.community_id))).scalar()
        if into is None:
            return False
        await self._connection.execute(delete(accounts).where(accounts.c.space_id == moved))
        await self._connection.execute(delete(channels).where(channels.c.space_id == moved))
        await self._connection.execute(update(spaces).where(spaces.c.id == moved).values(community_id=into))
        await self._connection.execute(delete(communities).where(communities.c.id == self._community))
        copies_of(self._connection).forget(self._community)
        await OutboxPart(self._connection, into).put(word)
        trail = AuditPart(self._connection, into)
        await trail.note(change.person, change.what, change.before, change.after, change.at)
        return True
