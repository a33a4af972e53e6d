"""What people work towards. Everything of a person's goes with the person."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, UniqueConstraint

from storage.tables.columns import Id, Sealed, UtcDateTime, community_id, metadata, refers

goals = Table(
    "goals",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("person_id", Id, nullable=False),
    Column("title", Sealed, nullable=False),
    Column("until", Date),
    Column("is_shared", Boolean, nullable=False, server_default="0"),
    Column("state", String, nullable=False),
    Column("percent", Integer, nullable=False, server_default="0"),
    Column("ended_at", UtcDateTime),
    Column("deadline", String),
    Column("due_on", Date),
    Column("was_on", Date),
    UniqueConstraint("community_id", "id"),
    refers("person_id", "people"),
)

Index("ix_goals_person", goals.c.community_id, goals.c.person_id, goals.c.state)
Index("uq_goals_deadline", goals.c.community_id, goals.c.person_id, goals.c.deadline, unique=True)
"""A deadline of somebody's calendars is one goal of theirs at most; those without one are not compared."""

goal_steps = Table(
    "goal_steps",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("goal_id", Id, nullable=False),
    Column("position", Integer, nullable=False),
    Column("mark", String, nullable=False),
    Column("title", Sealed, nullable=False),
    Column("is_done", Boolean, nullable=False, server_default="0"),
    UniqueConstraint("community_id", "goal_id", "mark", name="uq_goal_steps_community_id_goal_id_title"),
    refers("goal_id", "goals"),
)
"""`mark` tells one title from another."""
