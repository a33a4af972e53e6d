"""Who agreed to be named in the community's summary."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "namings",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("mentorship_id", columns.Id, nullable=False),
        sa.Column("author_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "mentorship_id"],
            ["mentorships.community_id", "mentorships.id"],
            name="fk_namings_community_id_mentorship_id_mentorships",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_namings_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "mentorship_id", "author_id", "person_id", name="pk_namings"),
    )
