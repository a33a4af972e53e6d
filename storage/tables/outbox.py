"""What waits to be sent."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, text

from storage.tables.columns import Id, UtcDateTime, metadata

notices = Table(
    "notices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("community_id", Id, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False),
    Column("key", String, nullable=False),
    Column("person_id", Id),
    Column("purpose", String),
    Column("call", String, nullable=False),
    Column("state", String, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("nonce", String, nullable=False),
    Column("done_at", UtcDateTime),
    Column("message", String),
    Column("reason", String),
    Column("is_once", Boolean, nullable=False, server_default="0"),
    UniqueConstraint("community_id", "key"),
)

WAITING = text("state IN ('due', 'sending')")
"""Few rows of many: a claim looks at these alone. `due_at` is the end of the lease while a row is being sent."""

Index("ix_notices_done", notices.c.community_id, notices.c.done_at)

Index(
    "ix_notices_waiting",
    notices.c.due_at,
    notices.c.id,
    sqlite_where=WAITING,
    postgresql_where=WAITING,
)
