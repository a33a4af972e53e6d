"""Anonymous posts and what belongs to them; journals; what is told to a mentor; notices sent only once."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def _community(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id"], ["communities.id"], name=f"fk_{table}_community_id_communities", ondelete="CASCADE"
    )


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", column],
        [f"{to}.community_id", f"{to}.id"],
        name=f"fk_{table}_community_id_{column}_{to}",
        ondelete="CASCADE",
    )


def upgrade() -> None:
    op.add_column("notices", sa.Column("is_once", sa.Boolean(), server_default="0", nullable=False))
    _vents()
    _voices_and_reports()
    _marks_and_drafts()
    _private_ones()


def _vents() -> None:
    op.create_table(
        "vents",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("voice", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("is_cleared", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("due_at", columns.UtcDateTime(), nullable=False),
        sa.Column("expires_at", columns.UtcDateTime(), nullable=False),
        sa.Column("posts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_up", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("platform", sa.String(), server_default="", nullable=False),
        sa.Column("space", sa.String(), server_default="", nullable=False),
        sa.Column("channel", sa.String(), server_default="", nullable=False),
        _community("vents"),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_vents"),
        sa.UniqueConstraint("community_id", "key_hash", name="uq_vents_community_id_key_hash"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_vents_due", "vents", ["due_at"])


def _voices_and_reports() -> None:
    op.create_table(
        "vent_voices",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        _community("vent_voices"),
        _refers("vent_voices", "thread", "vents"),
        sa.PrimaryKeyConstraint("community_id", "thread", "number", name="pk_vent_voices"),
        sa.UniqueConstraint("community_id", "thread", "mark", name="uq_vent_voices_community_id_thread_mark"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vent_reports",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("vent_id", sa.String(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        _community("vent_reports"),
        _refers("vent_reports", "vent_id", "vents"),
        sa.PrimaryKeyConstraint("community_id", "vent_id", "mark", name="pk_vent_reports"),
        sqlite_with_rowid=False,
    )


def _marks_and_drafts() -> None:
    op.create_table(
        "vent_quotas",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("until", columns.UtcDateTime(), nullable=False),
        _community("vent_quotas"),
        sa.PrimaryKeyConstraint("community_id", "mark", name="pk_vent_quotas"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vent_mutes",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("vent_id", sa.String(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("until", columns.UtcDateTime(), nullable=True),
        _community("vent_mutes"),
        sa.PrimaryKeyConstraint("community_id", "vent_id", name="pk_vent_mutes"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vent_drafts",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("until", columns.UtcDateTime(), nullable=False),
        _community("vent_drafts"),
        sa.PrimaryKeyConstraint("community_id", "token_hash", name="pk_vent_drafts"),
        sqlite_with_rowid=False,
    )


def _private_ones() -> None:
    op.create_table(
        "journal_entries",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("author_id", columns.Id, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        _refers("journal_entries", "author_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_journal_entries"),
    )
    op.create_index("ix_journal_entries_author", "journal_entries", ["community_id", "author_id", "id"])
    op.create_table(
        "mentor_vents",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("author_id", columns.Id, nullable=False),
        sa.Column("reader_id", columns.Id, nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        _refers("mentor_vents", "author_id", "people"),
        _refers("mentor_vents", "reader_id", "people"),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_mentor_vents"),
    )
