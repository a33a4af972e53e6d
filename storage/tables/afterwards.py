"""What surrounds a session: what to talk about, whether it took place, notes, what is to be done, reminders."""

from sqlalchemy import Column, Index, Integer, String, Table

from storage.tables.columns import Id, Sealed, UtcDateTime, community_id, metadata, refers

agenda_items = Table(
    "agenda_items",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("session_id", Id, nullable=False),
    Column("author_id", Id, nullable=False),
    Column("text", Sealed, nullable=False),
    refers("session_id", "sessions"),
    refers("author_id", "people"),
)
Index("ix_agenda_items_session", agenda_items.c.community_id, agenda_items.c.session_id)

session_answers = Table(
    "session_answers",
    metadata,
    community_id(primary_key=True),
    Column("session_id", Id, primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("answer", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    refers("session_id", "sessions"),
    refers("person_id", "people"),
)
"""One answer of each; `at` is when they first gave one."""

session_notes = Table(
    "session_notes",
    metadata,
    community_id(primary_key=True),
    Column("session_id", Id, primary_key=True),
    Column("author_id", Id, primary_key=True),
    Column("text", Sealed, nullable=False),
    Column("rating", Sealed, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    refers("session_id", "sessions"),
    refers("author_id", "people"),
)
"""`text` is for the two of them, `rating` (0 when not said) for its author alone."""

action_items = Table(
    "action_items",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("mentorship_id", Id, nullable=False),
    Column("author_id", Id, nullable=False),
    Column("owner_id", Id),
    Column("text", Sealed, nullable=False),
    Column("done_at", UtcDateTime),
    refers("mentorship_id", "mentorships"),
    refers("author_id", "people"),
    refers("owner_id", "people"),
)
"""Without an owner it is for both."""
Index("ix_action_items_done", action_items.c.community_id, action_items.c.done_at)
Index("ix_action_items_mentorship", action_items.c.community_id, action_items.c.mentorship_id, action_items.c.done_at)

reminder_choices = Table(
    "reminder_choices",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("minutes", String, nullable=False),
    Column("opens", Integer, nullable=False),
    Column("closes", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    refers("person_id", "people"),
)
"""`minutes` before a start, joined by commas; `opens` and `closes` are hours of their day."""
