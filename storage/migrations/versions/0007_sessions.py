"""Meetings, and whose time they take."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", column],
        [f"{to}.community_id", f"{to}.id"],
        name=f"fk_{table}_community_id_{column}_{to}",
        ondelete="CASCADE",
    )


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("mentorship_id", columns.Id, nullable=False),
        sa.Column("mentee_id", columns.Id, nullable=False),
        sa.Column("mentor_id", columns.Id, nullable=False),
        sa.Column("proposer_id", columns.Id, nullable=False),
        sa.Column("starts_at", columns.UtcDateTime(), nullable=False),
        sa.Column("ends_at", columns.UtcDateTime(), nullable=False),
        sa.Column("topic", sa.String(), server_default="", nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        _refers("sessions", "mentorship_id", "mentorships"),
        _refers("sessions", "mentee_id", "people"),
        _refers("sessions", "mentor_id", "people"),
        _refers("sessions", "proposer_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("community_id", "id", name="uq_sessions_community_id_id"),
    )
    for name in ("mentee", "mentor", "mentorship"):
        op.create_index(f"ix_sessions_{name}", "sessions", ["community_id", f"{name}_id", "ends_at"])
    op.create_table(
        "bookings",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("session_id", columns.Id, nullable=False),
        _refers("bookings", "person_id", "people"),
        _refers("bookings", "session_id", "sessions"),
        sa.PrimaryKeyConstraint("community_id", "person_id", "quarter", name="pk_bookings"),
    )
    op.create_index("ix_bookings_session", "bookings", ["community_id", "session_id"])
