"""Group sessions, and who has a place in them."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, String, Table, UniqueConstraint, false

from storage.tables.columns import Id, UtcDateTime, community_id, metadata, refers

group_sessions = Table(
    "group_sessions",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("mentor_id", Id, nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("places", Integer, nullable=False),
    Column("topic", String, nullable=False),
    Column("place", String, nullable=False, server_default=""),
    Column("audience", String, nullable=False),
    Column("state", String, nullable=False),
    Column("uid", String, nullable=False),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("series_id", Id),
    Column("reason", String, nullable=False, server_default=""),
    Column("note", String, nullable=False, server_default=""),
    UniqueConstraint("community_id", "id"),
    UniqueConstraint("uid"),
    refers("mentor_id", "people"),
)

Index("ix_group_sessions_mentor", group_sessions.c.community_id, group_sessions.c.mentor_id, group_sessions.c.ends_at)
Index("ix_group_sessions_ends", group_sessions.c.community_id, group_sessions.c.ends_at)
Index("ix_group_sessions_start", group_sessions.c.community_id, group_sessions.c.state, group_sessions.c.starts_at)
Index("ix_group_sessions_series", group_sessions.c.community_id, group_sessions.c.series_id)

seats = Table(
    "seats",
    metadata,
    community_id(primary_key=True),
    Column("group_id", Id, primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("number", Integer),
    Column("since", UtcDateTime, nullable=False),
    Column("wish", String, nullable=False, server_default=""),
    Column("came", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("community_id", "group_id", "number"),
    CheckConstraint("number > 0", name="number"),
    refers("group_id", "group_sessions"),
    refers("person_id", "people"),
)
"""Without a number somebody waits. A number is given once: of two who take the same last place the database refuses one
(docs/decisions/0013)."""

Index("ix_seats_person", seats.c.community_id, seats.c.person_id)
