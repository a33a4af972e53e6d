"""Calendars that people add, and the last good copy of what was in them."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, String, Table, UniqueConstraint

from storage.tables.columns import Id, Sealed, UtcDateTime, community_id, metadata, refers

feeds = Table(
    "feeds",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("person_id", Id, nullable=False),
    Column("place", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("mark", String, nullable=False),
    Column("address", Sealed, nullable=False),
    Column("host", String, nullable=False),
    Column("is_shared", Boolean, nullable=False),
    Column("zone", String, nullable=False, server_default=""),
    Column("etag", String, nullable=False, server_default=""),
    Column("modified", String, nullable=False, server_default=""),
    Column("read_at", UtcDateTime),
    Column("tried_at", UtcDateTime),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("trouble", String, nullable=False, server_default=""),
    Column("turn", Integer, nullable=False, server_default="0"),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    UniqueConstraint("community_id", "id"),
    UniqueConstraint("community_id", "person_id", "place"),
    UniqueConstraint("community_id", "person_id", "mark", name="uq_feeds_community_id_person_id_address"),
    CheckConstraint("place BETWEEN 1 AND 5", name="place"),
    refers("person_id", "people"),
    sqlite_autoincrement=True,
)
"""`place` is one of five a person has, so that the key refuses a sixth. `due_at` is also the end of a lease, and `turn`
counts the leases. No id comes twice: what is being read for one that was removed must not end in another. `address`
is a secret, which `mark` tells from another."""

feed_spans = Table(
    "feed_spans",
    metadata,
    community_id(primary_key=True),
    Column("feed_id", Id, primary_key=True),
    Column("starts_at", UtcDateTime, primary_key=True),
    Column("ends_at", UtcDateTime, nullable=False),
    refers("feed_id", "feeds"),
)

Index("ix_feed_spans_ends_at", feed_spans.c.community_id, feed_spans.c.feed_id, feed_spans.c.ends_at)

feed_deadlines = Table(
    "feed_deadlines",
    metadata,
    community_id(primary_key=True),
    Column("feed_id", Id, primary_key=True),
    Column("uid", String, primary_key=True),
    Column("title", Sealed, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("is_day", Boolean, nullable=False),
    refers("feed_id", "feeds"),
)

Index("ix_feed_deadlines_at", feed_deadlines.c.community_id, feed_deadlines.c.feed_id, feed_deadlines.c.at)
