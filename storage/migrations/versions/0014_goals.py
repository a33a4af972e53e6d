"""Goals and their steps."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "goals",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("is_shared", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("percent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ended_at", columns.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_goals_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_goals"),
        sa.UniqueConstraint("community_id", "id", name="uq_goals_community_id_id"),
    )
    op.create_index("ix_goals_person", "goals", ["community_id", "person_id", "state"], unique=False)
    op.create_table(
        "goal_steps",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("goal_id", columns.Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("is_done", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "goal_id"],
            ["goals.community_id", "goals.id"],
            name="fk_goal_steps_community_id_goal_id_goals",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_goal_steps"),
        sa.UniqueConstraint("community_id", "goal_id", "title", name="uq_goal_steps_community_id_goal_id_title"),
    )
