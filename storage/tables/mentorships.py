"""Pairs, and what they said at the end."""

from sqlalchemy import Column, Index, Integer, String, Table, UniqueConstraint, text

from storage.tables.columns import Id, Sealed, UtcDateTime, community_id, metadata, refers

mentorships = Table(
    "mentorships",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("mentee_id", Id, nullable=False),
    Column("mentor_id", Id, nullable=False),
    Column("low_id", Id, nullable=False),
    Column("high_id", Id, nullable=False),
    Column("state", String, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("active_at", UtcDateTime, nullable=False),
    Column("note", Sealed, nullable=False),
    Column("weeks", Integer, nullable=False, server_default="0"),
    Column("rhythm", String, nullable=False, server_default=""),
    Column("meets", String, nullable=False, server_default=""),
    Column("writes", String, nullable=False, server_default=""),
    Column("paused_until", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("ended_by", Id, nullable=False, server_default="0"),
    Column("outcome", String),
    UniqueConstraint("community_id", "id"),
    refers("mentee_id", "people"),
    refers("mentor_id", "people"),
)
"""`low_id` and `high_id` are the two people by id: the database refuses a second running pair, whoever mentors."""

RUNNING = text("state <> 'ended'")

Index(
    "uq_mentorships_running_pair",
    mentorships.c.community_id,
    mentorships.c.low_id,
    mentorships.c.high_id,
    unique=True,
    sqlite_where=RUNNING,
    postgresql_where=RUNNING,
)
Index("ix_mentorships_mentee", mentorships.c.community_id, mentorships.c.mentee_id)
Index("ix_mentorships_mentor", mentorships.c.community_id, mentorships.c.mentor_id)
Index("ix_mentorships_state", mentorships.c.community_id, mentorships.c.state, mentorships.c.active_at)
Index("ix_mentorships_week", mentorships.c.community_id, mentorships.c.started_at)

feedback = Table(
    "feedback",
    metadata,
    community_id(primary_key=True),
    Column("mentorship_id", Id, primary_key=True),
    Column("author_id", Id, primary_key=True),
    Column("about_id", Id, nullable=False),
    Column("rating", Integer, nullable=False, server_default="0"),
    Column("thanks", String, nullable=False, server_default=""),
    Column("concern", Sealed, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    refers("mentorship_id", "mentorships"),
    refers("author_id", "people"),
    refers("about_id", "people"),
)

Index("ix_feedback_about", feedback.c.community_id, feedback.c.about_id, feedback.c.at)

SAYS_THANKS = text("thanks <> ''")
Index(
    "ix_feedback_week", feedback.c.community_id, feedback.c.at, sqlite_where=SAYS_THANKS, postgresql_where=SAYS_THANKS
)

namings = Table(
    "namings",
    metadata,
    community_id(primary_key=True),
    Column("mentorship_id", Id, primary_key=True),
    Column("author_id", Id, primary_key=True),
    Column("person_id", Id, primary_key=True),
    refers("mentorship_id", "mentorships"),
    refers("person_id", "people"),
)
"""Who of a pair agreed to be named in the community's summary: with the thanks of `author_id` or, where that is 0, as
a new pair."""
