"""Sessions that move, repeat, and have a name in calendars."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_NAMED = {
    "sqlite": """UPDATE sessions SET uid = 'session-' || id, rules = '',
        local = strftime('%Y-%m-%dT%H:%M+00:00', starts_at)""",
    "postgresql": """UPDATE sessions SET uid = 'session-' || id, rules = '',
        local = to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"+00:00"')""",
}


def upgrade() -> None:
    with op.batch_alter_table("sessions") as sessions:
        sessions.add_column(sa.Column("uid", sa.String(), nullable=True))
        sessions.add_column(sa.Column("place", sa.String(), server_default="", nullable=False))
        sessions.add_column(sa.Column("every", sa.Integer(), server_default="0", nullable=False))
        sessions.add_column(sa.Column("until", sa.Date(), nullable=True))
        sessions.add_column(sa.Column("sequence", sa.Integer(), server_default="0", nullable=False))
        sessions.add_column(sa.Column("zone", sa.String(), server_default="UTC", nullable=False))
        sessions.add_column(sa.Column("local", sa.String(), nullable=True))
        sessions.add_column(sa.Column("rules", sa.String(), nullable=True))
        sessions.add_column(sa.Column("moves_to", columns.UtcDateTime(), nullable=True))
        sessions.add_column(sa.Column("mover_id", columns.Id, nullable=True))
        sessions.add_column(sa.Column("series_id", columns.Id, nullable=True))
    op.execute(_NAMED[op.get_bind().dialect.name])
    with op.batch_alter_table("sessions") as sessions:
        for name in ("uid", "local", "rules"):
            sessions.alter_column(name, existing_type=sa.String(), nullable=False)
        sessions.create_unique_constraint("uq_sessions_uid", ["uid"])
        sessions.create_foreign_key(
            "fk_sessions_community_id_mover_id_people",
            "people",
            ["community_id", "mover_id"],
            ["community_id", "id"],
            ondelete="CASCADE",
        )
    op.create_index("ix_sessions_series", "sessions", ["community_id", "series_id"])
    op.create_index("ix_sessions_rules", "sessions", ["rules", "starts_at"])
