"""Who must stay erased, until that is written down outside of the database as well."""

from sqlalchemy import Column, String, Table

from storage.tables.columns import Id, UtcDateTime, community_id, metadata

erasures = Table(
    "erasures",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("digest", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
"""`digest` is of an account, under a key that is not in the database (docs/decisions/0023)."""
