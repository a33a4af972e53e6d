"""Listeners and their conversations. A conversation has to say whose it is, or nothing could be brought to anybody."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, UniqueConstraint, text

from storage.tables.columns import Id, Sealed, UtcDateTime, community_id, metadata, refers

listeners = Table(
    "listeners",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("week", LargeBinary, nullable=False),
    Column("languages", String, nullable=False),
    Column("most", Integer, nullable=False),
    Column("paused_until", UtcDateTime),
    Column("is_barred", Boolean, nullable=False, server_default="0"),
    Column("turn", Integer, nullable=False, server_default="0"),
    refers("person_id", "people"),
)
"""`turn` counts the community's offers: the highest was asked last."""

talks = Table(
    "talks",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("author_id", Id, nullable=False),
    Column("listener_id", Id),
    Column("state", String, nullable=False),
    Column("is_live", Boolean, nullable=False),
    Column("languages", String, nullable=False),
    Column("author_wishes", Boolean, nullable=False, server_default="0"),
    Column("listener_wishes", Boolean, nullable=False, server_default="0"),
    Column("expires_at", UtcDateTime, nullable=False),
    UniqueConstraint("community_id", "id"),
    refers("author_id", "people"),
    refers("listener_id", "people"),
)
LIVE = text("is_live")
Index(
    "uq_talks_author_live",
    talks.c.community_id,
    talks.c.author_id,
    unique=True,
    sqlite_where=LIVE,
    postgresql_where=LIVE,
)
Index("ix_talks_listener", talks.c.community_id, talks.c.listener_id, talks.c.state)
Index("ix_talks_expires", talks.c.expires_at)

talk_offers = Table(
    "talk_offers",
    metadata,
    community_id(primary_key=True),
    Column("talk_id", Id, primary_key=True),
    Column("person_id", Id, primary_key=True),
    refers("talk_id", "talks"),
    refers("person_id", "people"),
)

talk_lines = Table(
    "talk_lines",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("talk_id", Id, nullable=False),
    Column("author_id", Id, nullable=False),
    Column("sealed", Sealed, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    refers("talk_id", "talks"),
    refers("author_id", "people"),
)
"""`author_id` is whoever wrote the line, on either side, so that all that is somebody's can be found."""
Index("ix_talk_lines_talk", talk_lines.c.community_id, talk_lines.c.talk_id, talk_lines.c.id)
Index("ix_talk_lines_at", talk_lines.c.at)

talk_partings = Table(
    "talk_partings",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("other_id", Id, primary_key=True),
    refers("person_id", "people"),
    refers("other_id", "people"),
)
"""Apart from `blocks`, whose list shows names."""

talk_reports = Table(
    "talk_reports",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("talk_id", Id, nullable=False),
    Column("author_id", Id, nullable=False),
    Column("sealed", Sealed, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    refers("talk_id", "talks"),
    refers("author_id", "people"),
)
Index("ix_talk_reports_talk", talk_reports.c.community_id, talk_reports.c.talk_id)
