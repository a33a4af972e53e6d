"""Communities, where they talk, and who is in them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, UniqueConstraint, false, text

from storage.tables.columns import Id, UtcDateTime, community_id, metadata, refers

UNPLANNED = "1970-01-01 00:00:00"
"""When a summary is due whose moment nobody has looked for yet."""

communities = Table(
    "communities",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("mentor_changes", Id, nullable=False, server_default="0"),
    Column("help_country", String, nullable=False, server_default=""),
    Column("summary_at", UtcDateTime, nullable=False, server_default=UNPLANNED),
)
Index("ix_communities_summary_at", communities.c.summary_at)

settings = Table(
    "settings",
    metadata,
    Column("community_id", Id, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

spaces = Table(
    "spaces",
    metadata,
    Column("id", Id, primary_key=True),
    Column("community_id", Id, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False),
    Column("platform", String, nullable=False),
    Column("external_id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("left_at", UtcDateTime),
    UniqueConstraint("platform", "external_id"),
    UniqueConstraint("community_id", "id"),
)

channels = Table(
    "channels",
    metadata,
    community_id(primary_key=True),
    Column("purpose", String, primary_key=True),
    Column("space_id", Id, nullable=False),
    Column("external_id", String, nullable=False),
    Column("trouble", String, nullable=False, server_default=""),
    refers("space_id", "spaces"),
)

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("community_id", Id, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False),
    Column("name", String, nullable=False),
    Column("zone", String, nullable=False, server_default=""),
    Column("is_zone_chosen", Boolean, nullable=False, server_default="0"),
    Column("is_moderator", Boolean, nullable=False, server_default="0"),
    Column("is_named_moderator", Boolean, nullable=False, server_default="0"),
    Column("moderates_by_role", Boolean, nullable=False, server_default="0"),
    Column("is_vouched_for", Boolean, nullable=False, server_default="0"),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
    Column("is_nobody", Boolean, nullable=False, server_default=false()),
    Column("help_country", String, nullable=False, server_default=""),
    Column("has_summary", Boolean, nullable=False, server_default="1"),
    Column("summary_at", UtcDateTime, nullable=False, server_default=UNPLANNED),
    UniqueConstraint("community_id", "id"),
)
"""`is_nobody`: stands for all who were erased, where others had something together with them. `has_summary`: they want
one. `summary_at`: when it is looked at again whether one is due."""

HERE, LEFT = text("left_at IS NULL"), text("left_at IS NOT NULL")
Index("ix_people_summary_at", people.c.summary_at, sqlite_where=HERE, postgresql_where=HERE)
Index("ix_people_left", people.c.left_at, sqlite_where=LEFT, postgresql_where=LEFT)

MODERATES = people.c.is_moderator | people.c.moderates_by_role | people.c.is_named_moderator
"""By the platform's own word, by the role that was chosen, or named by another moderator."""

accounts = Table(
    "accounts",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("person_id", Id, nullable=False, index=True),
    Column("space_id", Id, nullable=False),
    Column("platform", String, nullable=False),
    Column("external_id", String, nullable=False),
    Column("has_dms_closed", Boolean, nullable=False, server_default="0"),
    Column("used_at", UtcDateTime, nullable=False),
    Column("dm", String, nullable=False, server_default=""),
    Column("left_at", UtcDateTime),
    UniqueConstraint("space_id", "external_id"),
    refers("person_id", "people"),
    refers("space_id", "spaces"),
)

Index("ix_accounts_platform_external_id", accounts.c.platform, accounts.c.external_id)

receipts = Table(
    "receipts",
    metadata,
    Column("platform", String, primary_key=True),
    Column("receipt", String, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
)

homes = Table(
    "homes",
    metadata,
    Column("platform", String, primary_key=True),
    Column("external_id", String, primary_key=True),
    Column("community_id", Id, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False),
)
