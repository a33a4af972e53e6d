"""Secret addresses of people's sessions, and which sessions were ever agreed."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_links",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("made_at", columns.UtcDateTime(), nullable=False),
        sa.Column("digest", sa.String(), server_default="", nullable=False),
        sa.Column("changed_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_calendar_links_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", name="pk_calendar_links"),
        sa.UniqueConstraint("hash", name="uq_calendar_links_hash"),
    )
    with op.batch_alter_table("sessions") as sessions:
        sessions.add_column(sa.Column("was_agreed", sa.Boolean(), server_default="0", nullable=False))
    op.execute("UPDATE sessions SET was_agreed = '1' WHERE state IN ('confirmed', 'held', 'missed')")
