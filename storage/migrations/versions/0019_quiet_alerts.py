"""Whether a mentor may hear that two check-ins had no answer."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0019"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("habits", sa.Column("alerts_at", columns.UtcDateTime(), nullable=True))
