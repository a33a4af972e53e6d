"""Who and what is gone from a platform, known conversations, and what was received already."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("spaces", sa.Column("left_at", columns.UtcDateTime(), nullable=True))
    op.add_column("channels", sa.Column("trouble", sa.String(), server_default="", nullable=False))
    op.add_column("accounts", sa.Column("dm", sa.String(), server_default="", nullable=False))
    op.add_column("accounts", sa.Column("left_at", columns.UtcDateTime(), nullable=True))
    op.create_table(
        "receipts",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "receipt", name="pk_receipts"),
    )
    op.create_index("ix_receipts_at", "receipts", ["at"], unique=False)
