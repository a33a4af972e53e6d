"""Profiles of mentors and students, laid out for the search.

`standing` is the mentor's own part of every score and `is_listed` whether they may be shown; both are kept in
`mentor_topics` too, so that the best of a topic are the first rows of an index.
"""

from sqlalchemy import Boolean, Column, Float, Index, Integer, LargeBinary, String, Table, text

from storage.tables.columns import Id, UtcDateTime, community_id, metadata, refers

mentors = Table(
    "mentors",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("bio", String, nullable=False),
    Column("languages", String, nullable=False),
    Column("week", LargeBinary, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("taken", Integer, nullable=False, server_default="0"),
    Column("notice_hours", Integer, nullable=False),
    Column("meeting", String, nullable=False),
    Column("is_approved", Boolean, nullable=False),
    Column("refusal", String, nullable=False, server_default=""),
    Column("paused_until", UtcDateTime),
    Column("answers", Integer, nullable=False, server_default="0"),
    Column("answer_hours", Float, nullable=False, server_default="0"),
    Column("standing", Float, nullable=False, server_default="0"),
    Column("is_listed", Boolean, nullable=False, server_default="0"),
    refers("person_id", "people"),
)

LISTED = text("is_listed")

Index(
    "ix_mentors_standing",
    mentors.c.community_id,
    mentors.c.standing.desc(),
    mentors.c.person_id,
    sqlite_where=LISTED,
    postgresql_where=LISTED,
)

mentor_topics = Table(
    "mentor_topics",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("topic_id", Id, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("standing", Float, nullable=False, server_default="0"),
    Column("is_listed", Boolean, nullable=False, server_default="0"),
    refers("person_id", "mentors", "person_id"),
    refers("topic_id", "topics"),
)

Index(
    "ix_mentor_topics_standing",
    mentor_topics.c.community_id,
    mentor_topics.c.topic_id,
    mentor_topics.c.standing.desc(),
    mentor_topics.c.person_id,
    sqlite_where=LISTED,
    postgresql_where=LISTED,
)

students = Table(
    "students",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("goals", String, nullable=False),
    Column("languages", String, nullable=False),
    Column("week", LargeBinary, nullable=False),
    refers("person_id", "people"),
)

student_topics = Table(
    "student_topics",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("topic_id", Id, primary_key=True),
    Column("position", Integer, nullable=False),
    refers("person_id", "students", "person_id"),
    refers("topic_id", "topics"),
)

dismissals = Table(
    "dismissals",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("mentor_id", Id, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    refers("person_id", "people"),
    refers("mentor_id", "people"),
)
