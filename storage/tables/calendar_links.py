"""The secret addresses under which people find their own sessions."""

from sqlalchemy import Column, String, Table, UniqueConstraint

from storage.tables.columns import Id, UtcDateTime, community_id, metadata, refers

calendar_links = Table(
    "calendar_links",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("hash", String, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("digest", String, nullable=False, server_default=""),
    Column("changed_at", UtcDateTime, nullable=False),
    refers("person_id", "people"),
    UniqueConstraint("hash"),
)
"""One a person; `hash` is all that is kept of the secret. `digest` is of what was read last, new at `changed_at`."""
