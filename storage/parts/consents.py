"""Who agreed to what, in one community."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.consents import WORDING, Consent, Purpose
from storage.parts.rows import counted, insert_or_leave
from storage.tables.consents import consents


class ConsentsPart:
    """Implements `bot.ports.consents.Consents`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def has(self, person: int, purpose: Purpose) -> bool:
        holds = self._standing(person, purpose) & (consents.c.wording == WORDING[purpose])
        return (await self._connection.execute(select(consents.c.id).where(holds))).first() is not None

    async def give(self, person: int, purpose: Purpose, now: datetime) -> None:
        older = self._standing(person, purpose) & (consents.c.wording != WORDING[purpose])
        await self._connection.execute(update(consents).where(older).values(withdrawn_at=now))
        values = {
            "community_id": self._community,
            "person_id": person,
            "purpose": purpose.value,
            "wording": WORDING[purpose],
            "given_at": now,
        }
        await self._connection.execute(insert_or_leave(self._connection, consents, values))

    async def withdraw(self, person: int, purpose: Purpose, now: datetime) -> bool:
        taken_back = update(consents).where(self._standing(person, purpose)).values(withdrawn_at=now)
        return await counted(self._connection, taken_back) == 1

    async def of(self, person: int) -> Sequence[Consent]:
        mine = (consents.c.community_id == self._community) & (consents.c.person_id == person)
        rows = await self._connection.execute(select(consents).where(mine).order_by(consents.c.given_at, consents.c.id))
        return [
            Consent(row.person_id, Purpose(row.purpose), row.wording, row.given_at, row.withdrawn_at) for row in rows
        ]

    def _standing(self, person: int, purpose: Purpose) -> ColumnElement[bool]:
        mine = (consents.c.community_id == self._community) & (consents.c.person_id == person)
        return mine & (consents.c.purpose == purpose.value) & consents.c.withdrawn_at.is_(None)
