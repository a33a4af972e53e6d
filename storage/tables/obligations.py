"""Who owes whom an answer."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, text

from storage.tables.columns import Id, UtcDateTime, metadata

obligations = Table(
    "obligations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("community_id", Id, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", Id, nullable=False),
    Column("owes", Id, nullable=False),
    Column("waits", Id, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("nudges", JSON, nullable=False),
    Column("nudged", Integer, nullable=False, server_default="0"),
    Column("deadline_at", UtcDateTime, nullable=False),
    Column("nudge", String, nullable=False),
    Column("lapse", String, nullable=False),
    Column("is_open", Boolean, nullable=False, server_default="1"),
    Column("next_at", UtcDateTime, nullable=False),
)

OPEN = text("is_open")
CLOSED = text("NOT is_open")

Index(
    "uq_obligations_open",
    obligations.c.community_id,
    obligations.c.kind,
    obligations.c.subject,
    obligations.c.owes,
    unique=True,
    sqlite_where=OPEN,
    postgresql_where=OPEN,
)
Index(
    "ix_obligations_closed",
    obligations.c.community_id,
    obligations.c.deadline_at,
    sqlite_where=CLOSED,
    postgresql_where=CLOSED,
)
Index("ix_obligations_next_at", obligations.c.next_at, sqlite_where=OPEN, postgresql_where=OPEN)
Index(
    "ix_obligations_owes",
    obligations.c.community_id,
    obligations.c.owes,
    sqlite_where=OPEN,
    postgresql_where=OPEN,
)
Index(
    "ix_obligations_waits",
    obligations.c.community_id,
    obligations.c.waits,
    sqlite_where=OPEN,
    postgresql_where=OPEN,
)
