"""A community's vocabulary."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, UniqueConstraint

from storage.tables.columns import Id, community_id, metadata, refers

topics = Table(
    "topics",
    metadata,
    Column("id", Id, primary_key=True),
    Column("community_id", Id, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False),
    Column("name", String, nullable=False),
    Column("normal", String, nullable=False),
    UniqueConstraint("community_id", "normal"),
    UniqueConstraint("community_id", "id"),
)

synonyms = Table(
    "synonyms",
    metadata,
    community_id(primary_key=True),
    Column("topic_id", Id, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", String, nullable=False),
    refers("topic_id", "topics"),
)
