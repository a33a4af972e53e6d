"""What students asked of mentors."""

from sqlalchemy import Column, Index, String, Table, UniqueConstraint, text

from storage.tables.columns import Id, Sealed, UtcDateTime, community_id, metadata, refers

requests = Table(
    "requests",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("mentee_id", Id, nullable=False),
    Column("mentor_id", Id, nullable=False),
    Column("note", Sealed, nullable=False),
    Column("state", String, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime),
    Column("reason", Sealed, nullable=False),
    Column("question", Sealed, nullable=False),
    Column("reply", Sealed, nullable=False),
    UniqueConstraint("community_id", "id"),
    refers("mentee_id", "people"),
    refers("mentor_id", "people"),
)

OPEN = text("state = 'open'")

Index(
    "uq_requests_open_pair",
    requests.c.community_id,
    requests.c.mentee_id,
    requests.c.mentor_id,
    unique=True,
    sqlite_where=OPEN,
    postgresql_where=OPEN,
)
Index("ix_requests_created", requests.c.community_id, requests.c.created_at)
Index("ix_requests_mentee", requests.c.community_id, requests.c.mentee_id)
Index("ix_requests_mentor", requests.c.community_id, requests.c.mentor_id)
