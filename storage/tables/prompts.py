"""Who is asked how often, when they rest, and each time they are asked."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, PrimaryKeyConstraint, String, Table, text

from storage.tables.columns import Id, UtcDateTime, community_id, metadata, refers

habits = Table(
    "habits",
    metadata,
    community_id(),
    Column("person_id", Id, nullable=False),
    Column("level", String, nullable=False),
    Column("days", Integer, nullable=False, server_default="0"),
    Column("minute", Integer),
    Column("is_on", Boolean, nullable=False, server_default="0"),
    Column("agreed_at", UtcDateTime),
    Column("shares_at", UtcDateTime),
    Column("alerts_at", UtcDateTime),
    Column("place", String, nullable=False, server_default="community"),
    Column("misses", Integer, nullable=False, server_default="0"),
    Column("leaves_out", Boolean, nullable=False, server_default="0"),
    Column("planned_until", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("person_id", "community_id"),
    refers("person_id", "people"),
)
"""`planned_until`: every prompt up to then is in `prompts`. `days` has a bit a day, `minute` is of the day.
The key begins with the person: who plans for all communities marks a batch of people at once."""

ON = text("is_on")
Index("ix_habits_planned_until", habits.c.planned_until, sqlite_where=ON, postgresql_where=ON)

rests = Table(
    "rests",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("begins_on", Date, primary_key=True),
    Column("back_on", Date, nullable=False),
    refers("person_id", "people"),
)
"""Planned pauses of one's check-ins, from a local date up to, without, another."""

prompts = Table(
    "prompts",
    metadata,
    community_id(primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("on_date", Date, primary_key=True),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", String, nullable=False),
    refers("person_id", "people"),
)
"""The key is the promise: one for a person and a local date, whoever plans, however often (docs/decisions/0014)."""

AHEAD = text("state IN ('planned', 'wished')")
Index("ix_prompts_due", prompts.c.due_at, sqlite_where=AHEAD, postgresql_where=AHEAD)

WAS_ASKED = text("state IN ('asked', 'answered', 'skipped', 'missed')")
Index(
    "ix_prompts_week",
    prompts.c.community_id,
    prompts.c.due_at,
    prompts.c.person_id,
    prompts.c.state,
    sqlite_where=WAS_ASKED,
    postgresql_where=WAS_ASKED,
)
"""No burden on planning: what is planned is not in it. With the state, because SQLite looks at it again."""
