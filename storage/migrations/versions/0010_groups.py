"""Group sessions, the places in them, and their part of everybody's time."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0010"
down_revision = "0009"
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
        "group_sessions",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("mentor_id", columns.Id, nullable=False),
        sa.Column("starts_at", columns.UtcDateTime(), nullable=False),
        sa.Column("ends_at", columns.UtcDateTime(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("place", sa.String(), server_default="", nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("series_id", columns.Id, nullable=True),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        _refers("group_sessions", "mentor_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_group_sessions"),
        sa.UniqueConstraint("community_id", "id", name="uq_group_sessions_community_id_id"),
        sa.UniqueConstraint("uid", name="uq_group_sessions_uid"),
    )
    for name, columns_of in (
        ("mentor", ["mentor_id", "ends_at"]),
        ("start", ["state", "starts_at"]),
        ("series", ["series_id"]),
    ):
        op.create_index(f"ix_group_sessions_{name}", "group_sessions", ["community_id", *columns_of])
    op.create_table(
        "seats",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("group_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("since", columns.UtcDateTime(), nullable=False),
        sa.Column("wish", sa.String(), server_default="", nullable=False),
        sa.Column("came", sa.Boolean(), server_default=sa.false(), nullable=False),
        _refers("seats", "group_id", "group_sessions"),
        _refers("seats", "person_id", "people"),
        sa.PrimaryKeyConstraint("community_id", "group_id", "person_id", name="pk_seats"),
        sa.UniqueConstraint("community_id", "group_id", "number", name="uq_seats_community_id_group_id_number"),
        sa.CheckConstraint("number > 0", name="number"),
    )
    op.create_index("ix_seats_person", "seats", ["community_id", "person_id"])
    with op.batch_alter_table("bookings") as bookings:
        bookings.alter_column("session_id", existing_type=columns.Id, nullable=True)
        bookings.add_column(sa.Column("group_id", columns.Id, nullable=True))
        bookings.create_check_constraint("one_thing", "(session_id IS NULL) <> (group_id IS NULL)")
        bookings.create_foreign_key(
            "fk_bookings_community_id_group_id_group_sessions",
            "group_sessions",
            ["community_id", "group_id"],
            ["community_id", "id"],
            ondelete="CASCADE",
        )
    op.create_index("ix_bookings_group", "bookings", ["community_id", "group_id"])
