"""Communities, their people and topics, the outbox and what is owed."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "communities",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("mentor_changes", columns.Id, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_communities"),
    )
    op.create_table(
        "homes",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name="fk_homes_community_id_communities", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("platform", "external_id", name="pk_homes"),
    )
    op.create_table(
        "notices",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person_id", columns.Id, nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", columns.UtcDateTime(), nullable=False),
        sa.Column("expires_at", columns.UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("done_at", columns.UtcDateTime(), nullable=True),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name="fk_notices_community_id_communities", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("community_id", "key", name="uq_notices_community_id_key"),
    )
    op.create_index(
        "ix_notices_waiting",
        "notices",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('due', 'sending')"),
        postgresql_where=sa.text("state IN ('due', 'sending')"),
    )
    op.create_table(
        "obligations",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", columns.Id, nullable=False),
        sa.Column("owes", columns.Id, nullable=False),
        sa.Column("waits", columns.Id, nullable=False),
        sa.Column("since", columns.UtcDateTime(), nullable=False),
        sa.Column("nudges", sa.JSON(), nullable=False),
        sa.Column("nudged", sa.Integer(), server_default="0", nullable=False),
        sa.Column("deadline_at", columns.UtcDateTime(), nullable=False),
        sa.Column("nudge", sa.String(), nullable=False),
        sa.Column("lapse", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("next_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name="fk_obligations_community_id_communities", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_obligations"),
    )
    op.create_index(
        "ix_obligations_next_at",
        "obligations",
        ["next_at"],
        unique=False,
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(
        "ix_obligations_owes",
        "obligations",
        ["community_id", "owes"],
        unique=False,
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(
        "ix_obligations_waits",
        "obligations",
        ["community_id", "waits"],
        unique=False,
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(
        "uq_obligations_open",
        "obligations",
        ["community_id", "kind", "subject", "owes"],
        unique=True,
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )
    op.create_table(
        "people",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), server_default="", nullable=False),
        sa.Column("is_zone_chosen", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_moderator", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("joined_at", columns.UtcDateTime(), nullable=False),
        sa.Column("left_at", columns.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name="fk_people_community_id_communities", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("community_id", "id", name="uq_people_community_id_id"),
    )
    op.create_table(
        "settings",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name="fk_settings_community_id_communities", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("community_id", "name", name="pk_settings"),
    )
    op.create_table(
        "spaces",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name="fk_spaces_community_id_communities", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_spaces"),
        sa.UniqueConstraint("community_id", "id", name="uq_spaces_community_id_id"),
        sa.UniqueConstraint("platform", "external_id", name="uq_spaces_platform_external_id"),
    )
    op.create_table(
        "topics",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("normal", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name="fk_topics_community_id_communities", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
        sa.UniqueConstraint("community_id", "id", name="uq_topics_community_id_id"),
        sa.UniqueConstraint("community_id", "normal", name="uq_topics_community_id_normal"),
    )
    op.create_table(
        "accounts",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("space_id", columns.Id, nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("has_dms_closed", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("used_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_accounts_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "space_id"],
            ["spaces.community_id", "spaces.id"],
            name="fk_accounts_community_id_space_id_spaces",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("space_id", "external_id", name="uq_accounts_space_id_external_id"),
    )
    op.create_index("ix_accounts_person_id", "accounts", ["person_id"], unique=False)
    op.create_index("ix_accounts_platform_external_id", "accounts", ["platform", "external_id"], unique=False)
    op.create_table(
        "channels",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("space_id", columns.Id, nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "space_id"],
            ["spaces.community_id", "spaces.id"],
            name="fk_channels_community_id_space_id_spaces",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "purpose", name="pk_channels"),
    )
    op.create_table(
        "synonyms",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("topic_id", columns.Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "topic_id"],
            ["topics.community_id", "topics.id"],
            name="fk_synonyms_community_id_topic_id_topics",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "topic_id", "position", name="pk_synonyms"),
    )


def downgrade() -> None:
    op.drop_table("synonyms")
    op.drop_table("channels")
    op.drop_index("ix_accounts_platform_external_id", table_name="accounts")
    op.drop_index("ix_accounts_person_id", table_name="accounts")
    op.drop_table("accounts")
    op.drop_table("topics")
    op.drop_table("spaces")
    op.drop_table("settings")
    op.drop_table("people")
    op.drop_index(
        "uq_obligations_open",
        table_name="obligations",
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )
    op.drop_index(
        "ix_obligations_waits",
        table_name="obligations",
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )
    op.drop_index(
        "ix_obligations_owes",
        table_name="obligations",
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )
    op.drop_index(
        "ix_obligations_next_at",
        table_name="obligations",
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )
    op.drop_table("obligations")
    op.drop_index(
        "ix_notices_waiting",
        table_name="notices",
        sqlite_where=sa.text("state IN ('due', 'sending')"),
        postgresql_where=sa.text("state IN ('due', 'sending')"),
    )
    op.drop_table("notices")
    op.drop_table("homes")
    op.drop_table("communities")
