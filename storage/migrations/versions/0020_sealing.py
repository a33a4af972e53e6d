"""Keys of single people; what is private is sealed. It goes on from its beginning when it was interrupted."""

from typing import Any

import sqlalchemy as sa
from alembic import context, op

from storage.proof import enter
from storage.seal import Seal
from storage.tables import columns

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

BATCH = 1000

SEALED = {
    "check_ins": (("id",), ("went", "next", "blockers", "mood")),
    "check_in_answers": (("id",), ("text",)),
    "agenda_items": (("id",), ("text",)),
    "session_notes": (("session_id", "author_id"), ("text", "rating")),
    "action_items": (("id",), ("text",)),
    "goals": (("id",), ("title",)),
    "goal_steps": (("id",), ("title",)),
    "feeds": (("id",), ("address",)),
    "feed_deadlines": (("feed_id", "uid"), ("title",)),
    "requests": (("id",), ("note", "reason", "question", "reply")),
    "questions": (("id",), ("text", "answer")),
    "mentorships": (("id",), ("note",)),
    "sessions": (("id",), ("topic", "reason", "place")),
    "rooms": (("id",), ("url",)),
    "feedback": (("mentorship_id", "author_id"), ("concern",)),
    "reports": (("id",), ("text", "outcome")),
}
"""Each table, what tells its rows apart, and its columns to be sealed; 0 and nothing stay nothing."""

MARKED: dict[str, tuple[str, str]] = {"goal_steps": ("title", "goal_id"), "feeds": ("address", "person_id")}
"""A column in a unique key: there a mark of it, for the row's `goal_id` or `person_id`, takes its place."""


def upgrade() -> None:
    _make_tables()
    seal = enter(op.get_bind(), context.config.attributes["seal"], is_swept=False)
    for table, (key, names) in SEALED.items():
        for name in names:
            _add(table, f"sealed_{name}", sa.LargeBinary(), "x''", "''")
        _seal_rows(seal, table, key, names)
        for name in names:
            if name == MARKED.get(table, ("",))[0]:
                _rename(table, name, "mark")
            else:
                op.drop_column(table, name)
            _rename(table, f"sealed_{name}", name)


def _add(table: str, name: str, kind: sa.types.TypeEngine[Any], lite: str, full: str) -> None:
    default = lite if op.get_bind().dialect.name == "sqlite" else full
    op.add_column(table, sa.Column(name, kind, server_default=sa.text(default), nullable=False))


def _rename(table: str, name: str, to: str) -> None:
    op.execute(f'ALTER TABLE {table} RENAME COLUMN "{name}" TO "{to}"')


def _seal_rows(seal: Seal, table: str, key: tuple[str, ...], names: tuple[str, ...]) -> None:
    named = dict.fromkeys((*key, "community_id", *names, *(f"sealed_{name}" for name in names)))
    marked, beside = MARKED.get(table, ("", ""))
    rows = sa.table(table, *map(sa.column, named), *([sa.column(beside)] if beside else []))
    place = sa.tuple_(*(rows.c[name] for name in key))
    is_this = sa.and_(*(rows.c[name] == sa.bindparam(f"its_{name}") for name in key))
    batch = sa.select(rows).order_by(*(rows.c[name] for name in key)).limit(BATCH)
    connection = op.get_bind()
    found = connection.execute(batch).all()
    while found:
        changed = [
            _sealed(seal, table, row, names) | {f"its_{name}": getattr(row, name) for name in key} for row in found
        ]
        if marked:
            for row, values in zip(found, changed, strict=True):
                parts = (row.community_id, getattr(row, beside), getattr(row, marked))
                values[f"new_{marked}"] = seal.digest(f"{table}.{marked}", *parts).hex()
        filled: dict[str, Any] = {
            name.removeprefix("new_"): sa.bindparam(name) for name in changed[0] if name.startswith("new_")
        }
        connection.execute(sa.update(rows).where(is_this).values(filled), changed)
        found = connection.execute(batch.where(place > tuple(getattr(found[-1], name) for name in key))).all()


def _sealed(seal: Seal, table: str, row: sa.Row[Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {
        f"new_sealed_{name}": seal.seal(row.community_id, f"{table}.{name}", str(text)) if text else b""
        for name, text in ((name, row._mapping[name]) for name in names)
    }


def _make_tables() -> None:
    op.create_table(
        "seal_checks",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("is_swept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_seal_checks"),
    )
    op.create_table(
        "person_keys",
        sa.Column("id", columns.Id, nullable=False),
        sa.Column("community_id", columns.Id, nullable=False),
        sa.Column("person_id", columns.Id, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["people.community_id", "people.id"],
            name="fk_person_keys_community_id_person_id_people",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_person_keys"),
    )
    op.create_index("ix_person_keys_person", "person_keys", ["community_id", "person_id"], unique=False)
