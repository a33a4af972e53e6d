"""Whose help lines are shown: a community's country, and a person's own."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("communities", sa.Column("help_country", sa.String(), server_default="", nullable=False))
    op.add_column("people", sa.Column("help_country", sa.String(), server_default="", nullable=False))
