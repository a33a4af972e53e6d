"""Rooms to meet in."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_STANDS = sa.text("state IN ('wanted', 'ready', 'fallen back', 'to move')")
_TO_DO = sa.text("state IN ('wanted', 'to move', 'to delete')")


def upgrade() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("session_id", columns.Id, nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), server_default="", nullable=False),
        sa.Column("url", sa.String(), server_default="", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("wanted_at", columns.UtcDateTime(), nullable=False),
        sa.Column("due_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "session_id"],
            ["sessions.community_id", "sessions.id"],
            name="fk_rooms_community_id_session_id_sessions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_rooms"),
    )
    op.create_index(
        "uq_rooms_session",
        "rooms",
        ["community_id", "session_id"],
        unique=True,
        sqlite_where=_STANDS,
        postgresql_where=_STANDS,
    )
    op.create_index("ix_rooms_to_do", "rooms", ["due_at", "id"], sqlite_where=_TO_DO, postgresql_where=_TO_DO)
