"""Quick questions, blocks and reports."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blocks",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("other_id", columns.Id, nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "other_id"],
            ["people.community_id", "people.id"],
            name="fk_blocks_community_id_other_id_people",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_blocks_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", "other_id", name="pk_blocks"),
    )
    op.create_index("ix_blocks_other", "blocks", ["community_id", "other_id"], unique=False)
    op.create_table(
        "questions",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("asker_id", columns.Id, nullable=False),
        sa.Column("topic_id", columns.Id, server_default="0", nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("holder_id", columns.Id, server_default="0", nullable=False),
        sa.Column("held_until", columns.UtcDateTime(), nullable=True),
        sa.Column("answer", sa.String(), server_default="", nullable=False),
        sa.Column("is_wide", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "asker_id"],
            ["people.community_id", "people.id"],
            name="fk_questions_community_id_asker_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.UniqueConstraint("community_id", "id", name="uq_questions_community_id_id"),
    )
    op.create_index("ix_questions_asker", "questions", ["community_id", "asker_id"], unique=False)
    op.create_index("ix_questions_holder", "questions", ["community_id", "holder_id", "state"], unique=False)
    op.create_index("ix_questions_state", "questions", ["community_id", "state", "topic_id"], unique=False)
    op.create_table(
        "reports",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("author_id", columns.Id, nullable=False),
        sa.Column("about_id", columns.Id, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.Column("closed_by", columns.Id, server_default="0", nullable=False),
        sa.Column("outcome", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "about_id"],
            ["people.community_id", "people.id"],
            name="fk_reports_community_id_about_id_people",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "author_id"],
            ["people.community_id", "people.id"],
            name="fk_reports_community_id_author_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    op.create_index(
        "ix_reports_open",
        "reports",
        ["community_id", "id"],
        unique=False,
        sqlite_where=sa.text("closed_by = 0"),
        postgresql_where=sa.text("closed_by = 0"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_reports_open",
        table_name="reports",
        sqlite_where=sa.text("closed_by = 0"),
        postgresql_where=sa.text("closed_by = 0"),
    )
    op.drop_table("reports")
    op.drop_index("ix_questions_state", table_name="questions")
    op.drop_index("ix_questions_holder", table_name="questions")
    op.drop_index("ix_questions_asker", table_name="questions")
    op.drop_table("questions")
    op.drop_index("ix_blocks_other", table_name="blocks")
    op.drop_table("blocks")
