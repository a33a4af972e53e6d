"""What all tables share: one metadata, one moment type, one way to point at another row of the community."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Column, DateTime, Dialect, ForeignKeyConstraint, Integer, LargeBinary, MetaData
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer(), "sqlite")
"""A row's id; on SQLite only INTEGER counts up by itself."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment: any zone in, UTC out. SQLite forgets zones, so it gets UTC without one, which sorts."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Sealed(TypeDecorator[bytes]):
    """What `storage.seal.Seal` sealed for `TABLE.COLUMN`, or nothing. `office-hours db rotate-key` finds these alone.

    It has no default on the server: SQLite's would be a text.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> bytes | None:
        if value is None or isinstance(value, bytes):
            return value
        raise TypeError("this column takes what was sealed, nothing else")


def community_id(*, primary_key: bool = False) -> Column[int]:
    """The first column of every table: whose row it is."""
    return Column("community_id", Id, nullable=False, primary_key=primary_key)


def refers(columns: str, table: str, key: str = "id") -> ForeignKeyConstraint:
    """A key to a row of the same community; it goes when that row goes."""
    local = ["community_id", columns]
    return ForeignKeyConstraint(local, [f"{table}.community_id", f"{table}.{key}"], ondelete="CASCADE")
