"""One-time codes, and how often somebody typed one that leads nowhere."""

from sqlalchemy import Column, Index, String, Table

from storage.tables.columns import Id, UtcDateTime, community_id, metadata, refers

link_codes = Table(
    "link_codes",
    metadata,
    Column("hash", String, primary_key=True),
    community_id(),
    Column("kind", String, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    refers("person_id", "people"),
)
"""The hash alone is the key: a code for a space is typed where its community is not known yet."""

Index("ix_link_codes_person", link_codes.c.community_id, link_codes.c.person_id)

link_failures = Table(
    "link_failures",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("person_id", Id, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    refers("person_id", "people"),
)

Index("ix_link_failures_person", link_failures.c.community_id, link_failures.c.person_id, link_failures.c.at)
