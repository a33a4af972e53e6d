"""Many readers and their addresses at once, over all communities."""

from collections.abc import Mapping, Set

from sqlalchemy import and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.outbox import Place
from storage.parts.person import PERSON, person
from storage.tables.people import accounts, communities, people, spaces

_READERS = (
    select(
        people.c.community_id,
        *PERSON,
        accounts.c.platform,
        spaces.c.external_id.label("space"),
        accounts.c.external_id.label("account"),
        accounts.c.has_dms_closed,
        accounts.c.dm,
    )
    .join(communities, communities.c.id == people.c.community_id)
    .join(accounts, and_(accounts.c.person_id == people.c.id, accounts.c.community_id == people.c.community_id))
    .join(spaces, spaces.c.id == accounts.c.space_id)
    .where(people.c.id.in_(bindparam("wanted", expanding=True)))
    .where(people.c.left_at.is_(None), accounts.c.left_at.is_(None), spaces.c.left_at.is_(None))
    .order_by(accounts.c.used_at, accounts.c.id)
)


async def readers(connection: AsyncConnection, wanted: Set[tuple[int, int]]) -> Mapping[tuple[int, int], Place]:
    """By community and person: the account each used last, without those who left."""
    if not wanted:
        return {}
    rows = await connection.execute(_READERS, {"wanted": [person for _, person in wanted]})
    found: dict[tuple[int, int], Place] = {}
    for row in rows:
        found[row.community_id, row.id] = Place(
            row.platform,
            row.space,
            row.account,
            dm=row.dm,
            has_dms_closed=row.has_dms_closed,
            reader=person(row),
        )
    return found
