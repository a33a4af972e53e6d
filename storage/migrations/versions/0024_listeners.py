"""Listeners, and conversations in which neither side sees who the other is."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", column],
        [f"{to}.community_id", f"{to}.id"],
        name=f"fk_{table}_community_id_{column}_{to}",
        ondelete="CASCADE",
    )


def _own() -> tuple[sa.Column[int], sa.Column[int]]:
    return sa.Column("id", columns.Id, nullable=False), sa.Column("community_id", columns.Id, nullable=False)


def upgrade() -> None:
    _listeners()
    _talks()
    _offers_and_lines()
    _partings_and_reports()


def _listeners() -> None:
    op.create_table(
        "listeners",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("week", sa.LargeBinary(), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("paused_until", columns.UtcDateTime(), nullable=True),
        sa.Column("is_barred", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        _refers("listeners", "person_id", "people"),
        sa.PrimaryKeyConstraint("community_id", "person_id", name="pk_listeners"),
    )


def _talks() -> None:
    op.create_table(
        "talks",
        *_own(),
        sa.Column("author_id", columns.Id, nullable=False),
        sa.Column("listener_id", columns.Id, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("author_wishes", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("listener_wishes", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("expires_at", columns.UtcDateTime(), nullable=False),
        _refers("talks", "author_id", "people"),
        _refers("talks", "listener_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_talks"),
        sa.UniqueConstraint("community_id", "id", name="uq_talks_community_id_id"),
    )
    live = sa.text("is_live")
    op.create_index(
        "uq_talks_author_live",
        "talks",
        ["community_id", "author_id"],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )
    op.create_index("ix_talks_listener", "talks", ["community_id", "listener_id", "state"])
    op.create_index("ix_talks_expires", "talks", ["expires_at"])


def _offers_and_lines() -> None:
    op.create_table(
        "talk_offers",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("talk_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        _refers("talk_offers", "talk_id", "talks"),
        _refers("talk_offers", "person_id", "people"),
        sa.PrimaryKeyConstraint("community_id", "talk_id", "person_id", name="pk_talk_offers"),
    )
    op.create_table(
        "talk_lines",
        *_own(),
        sa.Column("talk_id", columns.Id, nullable=False),
        sa.Column("author_id", columns.Id, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        _refers("talk_lines", "talk_id", "talks"),
        _refers("talk_lines", "author_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_talk_lines"),
    )
    op.create_index("ix_talk_lines_talk", "talk_lines", ["community_id", "talk_id", "id"])
    op.create_index("ix_talk_lines_at", "talk_lines", ["at"])


def _partings_and_reports() -> None:
    op.create_table(
        "talk_partings",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("other_id", columns.Id, nullable=False),
        _refers("talk_partings", "person_id", "people"),
        _refers("talk_partings", "other_id", "people"),
        sa.PrimaryKeyConstraint("community_id", "person_id", "other_id", name="pk_talk_partings"),
    )
    op.create_table(
        "talk_reports",
        *_own(),
        sa.Column("talk_id", columns.Id, nullable=False),
        sa.Column("author_id", columns.Id, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        _refers("talk_reports", "talk_id", "talks"),
        _refers("talk_reports", "author_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_talk_reports"),
    )
    op.create_index("ix_talk_reports_talk", "talk_reports", ["community_id", "talk_id"])
