"""What people wrote about their week, with whom they shared it, and what mentors said back."""

from sqlalchemy import Column, Date, Index, String, Table, UniqueConstraint

from storage.tables.columns import Id, Sealed, UtcDateTime, community_id, metadata, refers

check_ins = Table(
    "check_ins",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("author_id", Id, nullable=False),
    Column("on_date", Date, nullable=False),
    Column("apart", Id, nullable=False, server_default="0"),
    Column("written_at", UtcDateTime, nullable=False),
    Column("went", Sealed, nullable=False),
    Column("next", Sealed, nullable=False),
    Column("blockers", Sealed, nullable=False),
    Column("mood", Sealed, nullable=False),
    Column("audience", String, nullable=False),
    UniqueConstraint("community_id", "id"),
    UniqueConstraint("community_id", "author_id", "on_date", "apart"),
    refers("author_id", "people"),
)
"""`on_date` is the author's local date, never converted. `apart` is 0; where two accounts that became one person had
both written on a day, it is the row's own id."""

Index("ix_check_ins_week", check_ins.c.community_id, check_ins.c.written_at, check_ins.c.author_id)

check_in_days = Table(
    "check_in_days",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("on_date", Date, primary_key=True),
    refers("person_id", "people"),
)
"""That something was written on a day whose check-in is forgotten by now: streaks are counted from it."""

check_in_readers = Table(
    "check_in_readers",
    metadata,
    community_id(primary_key=True),
    Column("check_in_id", Id, primary_key=True),
    Column("person_id", Id, primary_key=True),
    refers("check_in_id", "check_ins"),
    refers("person_id", "people"),
)
"""The mentors each was shared with when it was written."""

Index("ix_check_in_readers_person", check_in_readers.c.community_id, check_in_readers.c.person_id)

check_in_answers = Table(
    "check_in_answers",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("check_in_id", Id, nullable=False),
    Column("author_id", Id, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Sealed, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("community_id", "check_in_id", "author_id", "kind"),
    refers("check_in_id", "check_ins"),
    refers("author_id", "people"),
)
