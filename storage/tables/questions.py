"""Quick questions."""

from sqlalchemy import Boolean, Column, Index, String, Table, UniqueConstraint

from storage.tables.columns import Id, Sealed, UtcDateTime, community_id, metadata, refers

questions = Table(
    "questions",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("asker_id", Id, nullable=False),
    Column("topic_id", Id, nullable=False, server_default="0"),
    Column("text", Sealed, nullable=False),
    Column("state", String, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("holder_id", Id, nullable=False, server_default="0"),
    Column("held_until", UtcDateTime),
    Column("answer", Sealed, nullable=False),
    Column("is_wide", Boolean, nullable=False, server_default="0"),
    UniqueConstraint("community_id", "id"),
    refers("asker_id", "people"),
)
"""`topic_id` is 0 for any topic, so it cannot be a key."""

Index("ix_questions_created", questions.c.community_id, questions.c.created_at)
Index("ix_questions_asker", questions.c.community_id, questions.c.asker_id)
Index("ix_questions_holder", questions.c.community_id, questions.c.holder_id, questions.c.state)
Index("ix_questions_state", questions.c.community_id, questions.c.state, questions.c.topic_id)
