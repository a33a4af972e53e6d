"""Meetings, and whose time they take."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Integer, String, Table, UniqueConstraint, text

from storage.tables.columns import Id, Sealed, UtcDateTime, community_id, metadata, refers

sessions = Table(
    "sessions",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("mentorship_id", Id, nullable=False),
    Column("mentee_id", Id, nullable=False),
    Column("mentor_id", Id, nullable=False),
    Column("proposer_id", Id, nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("topic", Sealed, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", Sealed, nullable=False),
    Column("uid", String, nullable=False),
    Column("place", Sealed, nullable=False),
    Column("every", Integer, nullable=False, server_default="0"),
    Column("until", Date),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("zone", String, nullable=False, server_default="UTC"),
    Column("local", String, nullable=False),
    Column("rules", String, nullable=False),
    Column("moves_to", UtcDateTime),
    Column("mover_id", Id),
    Column("series_id", Id),
    Column("was_agreed", Boolean, nullable=False, server_default="0"),
    UniqueConstraint("community_id", "id"),
    refers("mentorship_id", "mentorships"),
    refers("mentee_id", "people"),
    refers("mentor_id", "people"),
    refers("proposer_id", "people"),
    refers("mover_id", "people"),
    UniqueConstraint("uid"),
)

Index("ix_sessions_mentee", sessions.c.community_id, sessions.c.mentee_id, sessions.c.ends_at)
Index("ix_sessions_mentor", sessions.c.community_id, sessions.c.mentor_id, sessions.c.ends_at)
Index("ix_sessions_mentorship", sessions.c.community_id, sessions.c.mentorship_id, sessions.c.ends_at)

Index("ix_sessions_ends", sessions.c.community_id, sessions.c.ends_at)

Index("ix_sessions_series", sessions.c.community_id, sessions.c.series_id)

Index("ix_sessions_rules", sessions.c.rules, sessions.c.starts_at)

MAY_BE_HELD = text("state IN ('confirmed', 'held')")
Index(
    "ix_sessions_week",
    sessions.c.community_id,
    sessions.c.starts_at,
    sqlite_where=MAY_BE_HELD,
    postgresql_where=MAY_BE_HELD,
)

bookings = Table(
    "bookings",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("quarter", Integer, primary_key=True),
    Column("session_id", Id),
    Column("group_id", Id),
    CheckConstraint("(session_id IS NULL) <> (group_id IS NULL)", name="one_thing"),
    refers("person_id", "people"),
    refers("session_id", "sessions"),
    refers("group_id", "group_sessions"),
)
"""A row for each quarter hour (of UTC, since 1970) that a confirmed session, or a place in a group session, takes of a
person: the key refuses two at once, on both engines alike (docs/decisions/0009)."""

Index("ix_bookings_session", bookings.c.community_id, bookings.c.session_id)
Index("ix_bookings_group", bookings.c.community_id, bookings.c.group_id)
