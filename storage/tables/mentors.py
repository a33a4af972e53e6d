"""Profiles of mentors and students.

`change` is the community's count of changes (`communities.mentor_changes`) when a mentor's row was last changed:
whoever keeps a copy reads only what is newer. `mentor_removals` says the same of those who mentor no more.
"""

from sqlalchemy import Boolean, Column, Float, Index, Integer, LargeBinary, String, Table

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
    Column("change", Id, nullable=False, server_default="0"),
    refers("person_id", "people"),
)

Index("ix_mentors_change", mentors.c.community_id, mentors.c.change)

mentor_removals = Table(
    "mentor_removals",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("change", Id, nullable=False),
    refers("person_id", "people"),
)

Index("ix_mentor_removals_change", mentor_removals.c.community_id, mentor_removals.c.change)

mentor_topics = Table(
    "mentor_topics",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("topic_id", Id, primary_key=True),
    Column("position", Integer, nullable=False),
    refers("person_id", "mentors", "person_id"),
    refers("topic_id", "topics"),
)

Index("ix_mentor_topics_topic", mentor_topics.c.community_id, mentor_topics.c.topic_id)

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
