"""Private pages, and what is told to a mentor: sealed, each with its author."""

from sqlalchemy import Column, Index, LargeBinary, String, Table

from storage.tables.columns import Id, Sealed, UtcDateTime, community_id, metadata, refers

journal_entries = Table(
    "journal_entries",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("author_id", Id, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    refers("author_id", "people"),
)
Index("ix_journal_entries_author", journal_entries.c.community_id, journal_entries.c.author_id, journal_entries.c.id)

mentor_vents = Table(
    "mentor_vents",
    metadata,
    community_id(primary_key=True),
    Column("id", String, primary_key=True),
    Column("author_id", Id, nullable=False),
    Column("reader_id", Id, nullable=False),
    Column("about", String, nullable=False),
    Column("sealed", Sealed, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    refers("author_id", "people"),
    refers("reader_id", "people"),
)
