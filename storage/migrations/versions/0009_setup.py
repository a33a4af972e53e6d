"""Moderators that were named, people a role vouches for, and who changed what."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("is_named_moderator", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("people", sa.Column("moderates_by_role", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("people", sa.Column("is_vouched_for", sa.Boolean(), server_default="0", nullable=False))
    op.create_table(
        "changes",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("before", sa.String(), server_default="", nullable=False),
        sa.Column("after", sa.String(), server_default="", nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_changes_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
    )
    op.create_index("ix_changes_newest", "changes", ["community_id", "id"], unique=False)
