"""Calendars that people add, and what was read from them."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.String(), server_default="", nullable=False),
        sa.Column("etag", sa.String(), server_default="", nullable=False),
        sa.Column("modified", sa.String(), server_default="", nullable=False),
        sa.Column("read_at", columns.UtcDateTime(), nullable=True),
        sa.Column("tried_at", columns.UtcDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("trouble", sa.String(), server_default="", nullable=False),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at", columns.UtcDateTime(), nullable=False),
        sa.CheckConstraint("place BETWEEN 1 AND 5", name=op.f("ck_feeds_place")),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_feeds_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("community_id", "id", name="uq_feeds_community_id_id"),
        sa.UniqueConstraint("community_id", "person_id", "place", name="uq_feeds_community_id_person_id_place"),
        sa.UniqueConstraint("community_id", "person_id", "address", name="uq_feeds_community_id_person_id_address"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feeds_due_at", "feeds", ["due_at"], unique=False)
    op.create_table(
        "feed_spans",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("feed_id", columns.Id, nullable=False),
        sa.Column("starts_at", columns.UtcDateTime(), nullable=False),
        sa.Column("ends_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "feed_id"],
            ["feeds.community_id", "feeds.id"],
            name="fk_feed_spans_community_id_feed_id_feeds",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "feed_id", "starts_at", name="pk_feed_spans"),
    )
    op.create_index("ix_feed_spans_ends_at", "feed_spans", ["community_id", "feed_id", "ends_at"], unique=False)
    op.create_table(
        "feed_deadlines",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("feed_id", columns.Id, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.Column("is_day", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "feed_id"],
            ["feeds.community_id", "feeds.id"],
            name="fk_feed_deadlines_community_id_feed_id_feeds",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "feed_id", "uid", name="pk_feed_deadlines"),
    )
    op.create_index("ix_feed_deadlines_at", "feed_deadlines", ["community_id", "feed_id", "at"], unique=False)
