"""Mentors, students, requests and mentorships."""

import sqlalchemy as sa
from alembic import op

from storage.tables import columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dismissals",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("mentor_id", columns.Id, nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "mentor_id"],
            ["people.community_id", "people.id"],
            name="fk_dismissals_community_id_mentor_id_people",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_dismissals_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", "mentor_id", name="pk_dismissals"),
    )
    op.create_table(
        "mentor_removals",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("change", columns.Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_mentor_removals_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", name="pk_mentor_removals"),
    )
    op.create_index("ix_mentor_removals_change", "mentor_removals", ["community_id", "change"], unique=False)
    op.create_table(
        "mentors",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("bio", sa.String(), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("week", sa.LargeBinary(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.Column("notice_hours", sa.Integer(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("is_approved", sa.Boolean(), nullable=False),
        sa.Column("refusal", sa.String(), server_default="", nullable=False),
        sa.Column("paused_until", columns.UtcDateTime(), nullable=True),
        sa.Column("answers", sa.Integer(), server_default="0", nullable=False),
        sa.Column("answer_hours", sa.Float(), server_default="0", nullable=False),
        sa.Column("change", columns.Id, server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_mentors_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", name="pk_mentors"),
    )
    op.create_index("ix_mentors_change", "mentors", ["community_id", "change"], unique=False)
    op.create_table(
        "mentorships",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("mentee_id", columns.Id, nullable=False),
        sa.Column("mentor_id", columns.Id, nullable=False),
        sa.Column("low_id", columns.Id, nullable=False),
        sa.Column("high_id", columns.Id, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("started_at", columns.UtcDateTime(), nullable=False),
        sa.Column("active_at", columns.UtcDateTime(), nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("weeks", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rhythm", sa.String(), server_default="", nullable=False),
        sa.Column("meets", sa.String(), server_default="", nullable=False),
        sa.Column("writes", sa.String(), server_default="", nullable=False),
        sa.Column("paused_until", columns.UtcDateTime(), nullable=True),
        sa.Column("ended_at", columns.UtcDateTime(), nullable=True),
        sa.Column("ended_by", columns.Id, server_default="0", nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "mentee_id"],
            ["people.community_id", "people.id"],
            name="fk_mentorships_community_id_mentee_id_people",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "mentor_id"],
            ["people.community_id", "people.id"],
            name="fk_mentorships_community_id_mentor_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mentorships"),
        sa.UniqueConstraint("community_id", "id", name="uq_mentorships_community_id_id"),
    )
    op.create_index("ix_mentorships_mentee", "mentorships", ["community_id", "mentee_id"], unique=False)
    op.create_index("ix_mentorships_mentor", "mentorships", ["community_id", "mentor_id"], unique=False)
    op.create_index("ix_mentorships_state", "mentorships", ["community_id", "state", "active_at"], unique=False)
    op.create_index(
        "uq_mentorships_running_pair",
        "mentorships",
        ["community_id", "low_id", "high_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'ended'"),
        postgresql_where=sa.text("state <> 'ended'"),
    )
    op.create_table(
        "requests",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("mentee_id", columns.Id, nullable=False),
        sa.Column("mentor_id", columns.Id, nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("decided_at", columns.UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("question", sa.String(), server_default="", nullable=False),
        sa.Column("reply", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "mentee_id"],
            ["people.community_id", "people.id"],
            name="fk_requests_community_id_mentee_id_people",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "mentor_id"],
            ["people.community_id", "people.id"],
            name="fk_requests_community_id_mentor_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        sa.UniqueConstraint("community_id", "id", name="uq_requests_community_id_id"),
    )
    op.create_index("ix_requests_mentee", "requests", ["community_id", "mentee_id"], unique=False)
    op.create_index("ix_requests_mentor", "requests", ["community_id", "mentor_id"], unique=False)
    op.create_index(
        "uq_requests_open_pair",
        "requests",
        ["community_id", "mentee_id", "mentor_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "students",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("goals", sa.String(), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("week", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_students_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", name="pk_students"),
    )
    op.create_table(
        "feedback",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("mentorship_id", columns.Id, nullable=False),
        sa.Column("author_id", columns.Id, nullable=False),
        sa.Column("about_id", columns.Id, nullable=False),
        sa.Column("rating", sa.Integer(), server_default="0", nullable=False),
        sa.Column("thanks", sa.String(), server_default="", nullable=False),
        sa.Column("concern", sa.String(), server_default="", nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "about_id"],
            ["people.community_id", "people.id"],
            name="fk_feedback_community_id_about_id_people",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "author_id"],
            ["people.community_id", "people.id"],
            name="fk_feedback_community_id_author_id_people",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "mentorship_id"],
            ["mentorships.community_id", "mentorships.id"],
            name="fk_feedback_community_id_mentorship_id_mentorships",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "mentorship_id", "author_id", name="pk_feedback"),
    )
    op.create_index("ix_feedback_about", "feedback", ["community_id", "about_id", "at"], unique=False)
    op.create_table(
        "mentor_topics",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("topic_id", columns.Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["mentors.community_id", "mentors.person_id"],
            name="fk_mentor_topics_community_id_person_id_mentors",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "topic_id"],
            ["topics.community_id", "topics.id"],
            name="fk_mentor_topics_community_id_topic_id_topics",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", "topic_id", name="pk_mentor_topics"),
    )
    op.create_index("ix_mentor_topics_topic", "mentor_topics", ["community_id", "topic_id"], unique=False)
    op.create_table(
        "student_topics",
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("topic_id", columns.Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["students.community_id", "students.person_id"],
            name="fk_student_topics_community_id_person_id_students",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "topic_id"],
            ["topics.community_id", "topics.id"],
            name="fk_student_topics_community_id_topic_id_topics",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", "topic_id", name="pk_student_topics"),
    )


def downgrade() -> None:
    op.drop_table("student_topics")
    op.drop_index("ix_mentor_topics_topic", table_name="mentor_topics")
    op.drop_table("mentor_topics")
    op.drop_index("ix_feedback_about", table_name="feedback")
    op.drop_table("feedback")
    op.drop_table("students")
    op.drop_index(
        "uq_requests_open_pair",
        table_name="requests",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_index("ix_requests_mentor", table_name="requests")
    op.drop_index("ix_requests_mentee", table_name="requests")
    op.drop_table("requests")
    op.drop_index(
        "uq_mentorships_running_pair",
        table_name="mentorships",
        sqlite_where=sa.text("state <> 'ended'"),
        postgresql_where=sa.text("state <> 'ended'"),
    )
    op.drop_index("ix_mentorships_state", table_name="mentorships")
    op.drop_index("ix_mentorships_mentor", table_name="mentorships")
    op.drop_index("ix_mentorships_mentee", table_name="mentorships")
    op.drop_table("mentorships")
    op.drop_index("ix_mentors_change", table_name="mentors")
    op.drop_table("mentors")
    op.drop_index("ix_mentor_removals_change", table_name="mentor_removals")
    op.drop_table("mentor_removals")
    op.drop_table("dismissals")
