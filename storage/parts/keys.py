"""Keys of single people: once a person's are gone, what was sealed with them can be read by nobody any more."""

import base64
import secrets

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.parts.rows import counted
from storage.seal import KEY_BYTES, Seal, WrongKey, name_of, seal_of
from storage.tables.keys import person_keys

WRAPPED = "person_keys.wrapped"


class Shredded(WrongKey):
    """What opens it was thrown away on purpose."""


class PersonKeys:
    """For other parts of the store; the core knows nothing of keys."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def seal_for(self, person: int, column: str, text: str) -> bytes:
        """The text, sealed with the person's own key, which is made when there is none."""
        found = await self._newest(person) or await self._make(person)
        return found.seal(self._community, column, text)

    async def open_for(self, person: int, column: str, sealed: bytes) -> str:
        """The text. Raises Shredded when the person's key is gone, else WrongKey as `Seal.open` does."""
        mine = self._theirs(person) & (person_keys.c.name == name_of(sealed))
        wrapped = (await self._connection.execute(select(person_keys.c.wrapped).where(mine).limit(1))).scalar()
        if wrapped is None:
            raise Shredded(f"What stands in {column} was sealed with a key that was thrown away. Nobody can read it.")
        return self._unwrapped(wrapped).open(self._community, column, sealed)

    async def shred(self, person: int) -> bool:
        """Throws the person's keys away; whether there were any."""
        return await counted(self._connection, delete(person_keys).where(self._theirs(person))) > 0

    async def _newest(self, person: int) -> Seal | None:
        keys = select(person_keys.c.wrapped).where(self._theirs(person)).order_by(person_keys.c.id.desc()).limit(1)
        wrapped = (await self._connection.execute(keys)).scalar()
        return None if wrapped is None else self._unwrapped(wrapped)

    async def _make(self, person: int) -> Seal:
        secret = secrets.token_bytes(KEY_BYTES)
        made = Seal([secret])
        values = {
            "community_id": self._community,
            "person_id": person,
            "name": made.names[0],
            "wrapped": seal_of(self._connection).seal(self._community, WRAPPED, base64.b64encode(secret).decode()),
        }
        await self._connection.execute(insert(person_keys).values(values))
        return made

    def _unwrapped(self, wrapped: bytes) -> Seal:
        return Seal([base64.b64decode(seal_of(self._connection).open(self._community, WRAPPED, wrapped))])

    def _theirs(self, person: int) -> ColumnElement[bool]:
        return (person_keys.c.community_id == self._community) & (person_keys.c.person_id == person)
