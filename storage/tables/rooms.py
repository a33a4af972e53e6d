"""Rooms to meet in."""

from sqlalchemy import Column, Index, Integer, String, Table, text

from storage.tables.columns import Id, Sealed, UtcDateTime, community_id, metadata, refers

rooms = Table(
    "rooms",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("session_id", Id, nullable=False),
    Column("service", String, nullable=False),
    Column("state", String, nullable=False),
    Column("key", String, nullable=False),
    Column("external_id", String, nullable=False, server_default=""),
    Column("url", Sealed, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("wanted_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    refers("session_id", "sessions"),
)

STANDS = text("state IN ('wanted', 'ready', 'fallen back', 'to move')")
"""Not given up: of these a session has one."""
TO_DO = text("state IN ('wanted', 'to move', 'to delete')")
"""Few rows of many: a claim looks at these alone."""

Index(
    "uq_rooms_session",
    rooms.c.community_id,
    rooms.c.session_id,
    unique=True,
    sqlite_where=STANDS,
    postgresql_where=STANDS,
)
Index("ix_rooms_to_do", rooms.c.due_at, rooms.c.id, sqlite_where=TO_DO, postgresql_where=TO_DO)
