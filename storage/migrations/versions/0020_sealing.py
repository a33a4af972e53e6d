"""Keys of single people."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0020"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person_keys",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_person_keys_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_person_keys"),
    )
    op.create_index("ix_person_keys_person", "person_keys", ["community_id", "person_id"], unique=False)
