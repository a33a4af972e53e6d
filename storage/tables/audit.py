"""Who changed what."""

from sqlalchemy import Column, Index, String, Table

from storage.tables.columns import Id, UtcDateTime, community_id, metadata, refers

changes = Table(
    "changes",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("person_id", Id, nullable=False),
    Column("what", String, nullable=False),
    Column("before", String, nullable=False, server_default=""),
    Column("after", String, nullable=False, server_default=""),
    Column("at", UtcDateTime, nullable=False),
    refers("person_id", "people"),
)

Index("ix_changes_newest", changes.c.community_id, changes.c.id)
