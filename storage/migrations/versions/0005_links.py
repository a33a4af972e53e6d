"""One-time codes for accounts and spaces."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link_codes",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("expires_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_link_codes_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("hash", name="pk_link_codes"),
    )
    op.create_index("ix_link_codes_expires_at", "link_codes", ["expires_at"], unique=False)
    op.create_index("ix_link_codes_person", "link_codes", ["community_id", "person_id"], unique=False)
    op.create_table(
        "link_failures",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_link_failures_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_link_failures"),
    )
    op.create_index("ix_link_failures_at", "link_failures", ["at"], unique=False)
    op.create_index("ix_link_failures_person", "link_failures", ["community_id", "person_id", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_link_failures_person", table_name="link_failures")
    op.drop_index("ix_link_failures_at", table_name="link_failures")
    op.drop_table("link_failures")
    op.drop_index("ix_link_codes_person", table_name="link_codes")
    op.drop_index("ix_link_codes_expires_at", table_name="link_codes")
    op.drop_table("link_codes")
