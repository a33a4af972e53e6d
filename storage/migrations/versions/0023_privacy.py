"""Who agreed to what, who must stay erased, and what forgetting by age needs."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("given_at", columns.UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", columns.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_consents_community_id_person_id_people",
            ondelete="CASCADE",
        ),
    )
    stands = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "uq_consents_standing",
        "consents",
        ["community_id", "person_id", "purpose"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )
    op.create_index("ix_consents_person", "consents", ["community_id", "person_id"])
    _erasing()
    _forgetting()


def _erasing() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
    )
    op.add_column("people", sa.Column("is_nobody", sa.Boolean(), server_default=sa.false(), nullable=False))


def _forgetting() -> None:
    op.create_table(
        "check_in_days",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "person_id", "on_date", name="pk_check_in_days"),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_check_in_days_community_id_person_id_people",
            ondelete="CASCADE",
        ),
    )
    for name, table, column in (
        ("ix_sessions_ends", "sessions", "ends_at"),
        ("ix_group_sessions_ends", "group_sessions", "ends_at"),
        ("ix_notices_done", "notices", "done_at"),
        ("ix_requests_created", "requests", "created_at"),
        ("ix_questions_created", "questions", "created_at"),
        ("ix_action_items_done", "action_items", "done_at"),
    ):
        op.create_index(name, table, ["community_id", column])
    for name, table, names, few in (
        ("ix_people_left", "people", ["left_at"], "left_at IS NOT NULL"),
        ("ix_obligations_closed", "obligations", ["community_id", "deadline_at"], "NOT is_open"),
    ):
        op.create_index(name, table, names, sqlite_where=sa.text(few), postgresql_where=sa.text(few))
