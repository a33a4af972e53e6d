"""A person as every part reads them: which columns, and the value they become."""

from typing import Any

from sqlalchemy import Row, and_, case, exists

from bot.domain.people import Person, Role
from storage.tables.mentors import mentors
from storage.tables.people import communities, people

_mine = and_(mentors.c.community_id == people.c.community_id, mentors.c.person_id == people.c.id)

PERSON = (
    people.c.id,
    people.c.name,
    case((people.c.zone != "", people.c.zone), else_=communities.c.zone).label("zone"),
    (people.c.zone == "").label("is_assumed"),
    people.c.is_moderator,
    people.c.is_named_moderator,
    people.c.moderates_by_role,
    people.c.is_vouched_for,
    exists().where(_mine, mentors.c.is_approved).label("is_mentor"),
)
"""To be selected from people and their community, joined."""


def person(row: Row[Any]) -> Person:
    """The person of a row that holds the columns of PERSON."""
    held = (
        (Role.MODERATOR, row.is_moderator or row.moderates_by_role or row.is_named_moderator),
        (Role.MENTOR, row.is_mentor),
        (Role.VOUCHED_FOR, row.is_vouched_for),
    )
    roles = frozenset(role for role, has in held if has)
    return Person(row.id, row.name, row.zone, bool(row.is_assumed), roles)
