"""Check-ins, who may read them, what is said back; rhythms, rests and prompts."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0016"
down_revision = "0015"
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
    _check_ins()
    _prompts()


def _check_ins() -> None:
    op.create_table(
        "check_ins",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("author_id", columns.Id, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("apart", columns.Id, server_default="0", nullable=False),
        sa.Column("written_at", columns.UtcDateTime(), nullable=False),
        sa.Column("went", sa.String(), nullable=False),
        sa.Column("next", sa.String(), nullable=False),
        sa.Column("blockers", sa.String(), server_default="", nullable=False),
        sa.Column("mood", sa.Integer(), server_default="0", nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        _refers("check_ins", "author_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_check_ins"),
        sa.UniqueConstraint("community_id", "id", name="uq_check_ins_community_id_id"),
        sa.UniqueConstraint(
            "community_id",
            "author_id",
            "on_date",
            "apart",
            name="uq_check_ins_community_id_author_id_on_date_apart",
        ),
    )
    op.create_table(
        "check_in_readers",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("check_in_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        _refers("check_in_readers", "check_in_id", "check_ins"),
        _refers("check_in_readers", "person_id", "people"),
        sa.PrimaryKeyConstraint("community_id", "check_in_id", "person_id", name="pk_check_in_readers"),
    )
    op.create_index("ix_check_in_readers_person", "check_in_readers", ["community_id", "person_id"])
    op.create_table(
        "check_in_answers",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("check_in_id", columns.Id, nullable=False),
        sa.Column("author_id", columns.Id, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), server_default="", nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        _refers("check_in_answers", "check_in_id", "check_ins"),
        _refers("check_in_answers", "author_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_check_in_answers"),
        sa.UniqueConstraint(
            "community_id",
            "check_in_id",
            "author_id",
            "kind",
            name="uq_check_in_answers_community_id_check_in_id_author_id_kind",
        ),
    )


def _prompts() -> None:
    op.create_table(
        "habits",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), server_default="0", nullable=False),
        sa.Column("minute", sa.Integer(), nullable=True),
        sa.Column("is_on", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("agreed_at", columns.UtcDateTime(), nullable=True),
        sa.Column("shares_at", columns.UtcDateTime(), nullable=True),
        sa.Column("misses", sa.Integer(), server_default="0", nullable=False),
        sa.Column("leaves_out", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("planned_until", columns.UtcDateTime(), nullable=False),
        _refers("habits", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", "community_id", name="pk_habits"),
    )
    op.create_index(
        "ix_habits_planned_until",
        "habits",
        ["planned_until"],
        sqlite_where=sa.text("is_on"),
        postgresql_where=sa.text("is_on"),
    )
    op.create_table(
        "rests",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("back_on", sa.Date(), nullable=False),
        _refers("rests", "person_id", "people"),
        sa.PrimaryKeyConstraint("community_id", "person_id", "begins_on", name="pk_rests"),
    )
    op.create_table(
        "prompts",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("due_at", columns.UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        _refers("prompts", "person_id", "people"),
        sa.PrimaryKeyConstraint("community_id", "person_id", "on_date", name="pk_prompts"),
    )
    ahead = sa.text("state IN ('planned', 'wished')")
    op.create_index("ix_prompts_due", "prompts", ["due_at"], sqlite_where=ahead, postgresql_where=ahead)
