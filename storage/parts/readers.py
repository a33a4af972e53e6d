"""Many readers and their addresses at once, over all communities."""

from collections.abc import Mapping, Set

from sqlalchemy import and_, case, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import Person, Role
from bot.ports.outbox import Place
from storage.tables.mentors import mentors
from storage.tables.people import accounts, communities, people, spaces

_IS_MENTOR = exists().where(
    and_(mentors.c.community_id == people.c.community_id, mentors.c.person_id == people.c.id),
    mentors.c.is_approved,
)
_READERS = (
    select(
        people.c.community_id,
        people.c.id,
        people.c.name,
        case((people.c.zone != "", people.c.zone), else_=communities.c.zone).label("zone"),
        (people.c.zone == "").label("is_assumed"),
        people.c.is_moderator,
        _IS_MENTOR.label("is_mentor"),
        accounts.c.platform,
        spaces.c.external_id.label("space"),
        accounts.c.external_id.label("account"),
        accounts.c.has_dms_closed,
        accounts.c.dm,
    )
    .join(communities, communities.c.id == people.c.community_id)
    .join(accounts, and_(accounts.c.person_id == people.c.id, accounts.c.community_id == people.c.community_id))
    .join(spaces, spaces.c.id == accounts.c.space_id)
    .where(people.c.left_at.is_(None), accounts.c.left_at.is_(None), spaces.c.left_at.is_(None))
    .order_by(accounts.c.used_at, accounts.c.id)
)


async def readers(connection: AsyncConnection, wanted: Set[tuple[int, int]]) -> Mapping[tuple[int, int], Place]:
    """By community and person: the account each used last, without those who left."""
    if not wanted:
        return {}
    rows = await connection.execute(_READERS.where(people.c.id.in_({person for _, person in wanted})))
    found: dict[tuple[int, int], Place] = {}
    for row in rows:
        held = ((Role.MODERATOR, row.is_moderator), (Role.MENTOR, row.is_mentor))
        roles = frozenset(role for role, has in held if has)
        found[row.community_id, row.id] = Place(
            row.platform,
            row.space,
            row.account,
            dm=row.dm,
            has_dms_closed=row.has_dms_closed,
            reader=Person(row.id, row.name, row.zone, bool(row.is_assumed), roles),
        )
    return found
