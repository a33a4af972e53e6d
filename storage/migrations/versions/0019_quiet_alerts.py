"""Whether a mentor may hear that two check-ins had no answer; goals that follow a deadline; where somebody is asked."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("habits", sa.Column("alerts_at", columns.UtcDateTime(), nullable=True))
    op.add_column("habits", sa.Column("place", sa.String(), server_default="community", nullable=False))
    op.add_column("goals", sa.Column("deadline", sa.String(), nullable=True))
    op.add_column("goals", sa.Column("due_on", sa.Date(), nullable=True))
    op.add_column("goals", sa.Column("was_on", sa.Date(), nullable=True))
    op.create_index("uq_goals_deadline", "goals", ["community_id", "person_id", "deadline"], unique=True)
