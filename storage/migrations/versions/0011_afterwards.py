"""Agendas, answers, notes and action items of sessions; which reminders people choose."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", column],
        [f"{to}.community_id", f"{to}.id"],
        name=f"fk_{table}_community_id_{column}_{to}",
        ondelete="CASCADE",
    )


def _id(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, columns.Id, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "agenda_items",
        _id("id"),
        _id("community_id"),
        _id("session_id"),
        _id("author_id"),
        sa.Column("text", sa.String(), nullable=False),
        _refers("agenda_items", "session_id", "sessions"),
        _refers("agenda_items", "author_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_agenda_items"),
    )
    op.create_index("ix_agenda_items_session", "agenda_items", ["community_id", "session_id"])
    op.create_table(
        "session_answers",
        _id("community_id"),
        _id("session_id"),
        _id("person_id"),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        _refers("session_answers", "session_id", "sessions"),
        _refers("session_answers", "person_id", "people"),
        sa.PrimaryKeyConstraint("community_id", "session_id", "person_id", name="pk_session_answers"),
    )
    op.create_table(
        "session_notes",
        _id("community_id"),
        _id("session_id"),
        _id("author_id"),
        sa.Column("text", sa.String(), server_default="", nullable=False),
        sa.Column("rating", sa.Integer(), server_default="0", nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        _refers("session_notes", "session_id", "sessions"),
        _refers("session_notes", "author_id", "people"),
        sa.PrimaryKeyConstraint("community_id", "session_id", "author_id", name="pk_session_notes"),
    )
    op.create_table(
        "action_items",
        _id("id"),
        _id("community_id"),
        _id("mentorship_id"),
        _id("author_id"),
        _id("owner_id", nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("done_at", columns.UtcDateTime(), nullable=True),
        _refers("action_items", "mentorship_id", "mentorships"),
        _refers("action_items", "author_id", "people"),
        _refers("action_items", "owner_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_action_items"),
    )
    op.create_index("ix_action_items_mentorship", "action_items", ["community_id", "mentorship_id", "done_at"])
    op.create_table(
        "reminder_choices",
        _id("community_id"),
        _id("person_id"),
        sa.Column("minutes", sa.String(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _refers("reminder_choices", "person_id", "people"),
        sa.PrimaryKeyConstraint("community_id", "person_id", name="pk_reminder_choices"),
    )
