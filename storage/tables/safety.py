"""Who does not want to meet whom, and what moderators were told."""

from sqlalchemy import Column, Index, Table, text

from storage.tables.columns import Id, Sealed, UtcDateTime, community_id, metadata, refers

blocks = Table(
    "blocks",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("other_id", Id, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    refers("person_id", "people"),
    refers("other_id", "people"),
)
Index("ix_blocks_other", blocks.c.community_id, blocks.c.other_id)

reports = Table(
    "reports",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("author_id", Id, nullable=False),
    Column("about_id", Id, nullable=False),
    Column("text", Sealed, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("closed_by", Id, nullable=False, server_default="0"),
    Column("outcome", Sealed, nullable=False),
    refers("author_id", "people"),
    refers("about_id", "people"),
)

OPEN = text("closed_by = 0")
Index("ix_reports_open", reports.c.community_id, reports.c.id, sqlite_where=OPEN, postgresql_where=OPEN)
