"""Weekly summaries: when each is due, and the numbers in them."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_UNPLANNED = "1970-01-01 00:00:00"


def upgrade() -> None:
    _due()
    op.create_table(
        "weekly_numbers",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name="fk_weekly_numbers_community_id_communities",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "monday", "measure", name="pk_weekly_numbers"),
    )
    op.create_index("ix_check_ins_week", "check_ins", ["community_id", "written_at", "author_id"])
    op.create_index("ix_mentorships_week", "mentorships", ["community_id", "started_at"])
    _index_some(
        "prompts",
        ["community_id", "due_at", "person_id", "state"],
        "state IN ('asked', 'answered', 'skipped', 'missed')",
    )
    _index_some("sessions", ["community_id", "starts_at"], "state IN ('confirmed', 'held')")
    _index_some("feedback", ["community_id", "at"], "thanks <> ''")


def _due() -> None:
    for table in ("communities", "people"):
        due: sa.Column[object] = sa.Column(
            "summary_at", columns.UtcDateTime(), server_default=_UNPLANNED, nullable=False
        )
        op.add_column(table, due)
    op.add_column("people", sa.Column("has_summary", sa.Boolean(), server_default="1", nullable=False))
    op.create_index("ix_communities_summary_at", "communities", ["summary_at"])
    here = sa.text("left_at IS NULL")
    op.create_index("ix_people_summary_at", "people", ["summary_at"], sqlite_where=here, postgresql_where=here)


def _index_some(table: str, over: list[str], condition: str) -> None:
    some = sa.text(condition)
    op.create_index(f"ix_{table}_week", table, over, sqlite_where=some, postgresql_where=some)
