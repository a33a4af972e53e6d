"""Anonymous posts. No column here says who anybody is, and none can be joined to a person.

Rows lie in the order of their random ids, on SQLite without the number that would tell their order of arrival.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from storage.tables.columns import Id, Sealed, UtcDateTime, metadata, refers


def _community() -> Column[int]:
    return Column("community_id", Id, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True)


vents = Table(
    "vents",
    metadata,
    _community(),
    Column("id", String, primary_key=True),
    Column("thread", String, nullable=False),
    Column("voice", Integer, nullable=False),
    Column("sealed", Sealed),
    Column("name", Sealed),
    Column("key_hash", String, nullable=False),
    Column("mark", LargeBinary, nullable=False),
    Column("state", String, nullable=False),
    Column("is_cleared", Boolean, nullable=False, server_default="0"),
    Column("due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("posts", Integer, nullable=False, server_default="0"),
    Column("is_up", Boolean, nullable=False, server_default="0"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("platform", String, nullable=False, server_default=""),
    Column("space", String, nullable=False, server_default=""),
    Column("channel", String, nullable=False, server_default=""),
    UniqueConstraint("community_id", "key_hash"),
    sqlite_with_rowid=False,
)
"""`due_at` is the next moment at which something has to be done about it; `mark` is the author's, of this post alone.

`is_up`: its message may stand in the channel, where it was sent for the `posts`-th time.
"""
Index("ix_vents_due", vents.c.due_at)

vent_voices = Table(
    "vent_voices",
    metadata,
    _community(),
    Column("thread", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("mark", LargeBinary, nullable=False),
    UniqueConstraint("community_id", "thread", "mark"),
    refers("thread", "vents"),
    sqlite_with_rowid=False,
)

vent_quotas = Table(
    "vent_quotas",
    metadata,
    _community(),
    Column("mark", LargeBinary, primary_key=True),
    Column("until", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)
"""One row for each time used, whose mark no other row shares: two by one person look like two by two."""

vent_reports = Table(
    "vent_reports",
    metadata,
    _community(),
    Column("vent_id", String, primary_key=True),
    Column("mark", LargeBinary, primary_key=True),
    refers("vent_id", "vents"),
    sqlite_with_rowid=False,
)

vent_mutes = Table(
    "vent_mutes",
    metadata,
    _community(),
    Column("vent_id", String, primary_key=True),
    Column("mark", LargeBinary, nullable=False),
    Column("until", UtcDateTime),
    sqlite_with_rowid=False,
)
"""It outlives the post whose author it is about, so it keeps the post's id and mark itself."""

vent_drafts = Table(
    "vent_drafts",
    metadata,
    _community(),
    Column("token_hash", String, primary_key=True),
    Column("sealed", Sealed, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)
