"""Whoever imports the tables has them all."""

import inspect
from pkgutil import iter_modules

from sqlalchemy import LargeBinary

import storage.tables
from storage.tables import metadata
from storage.tables.columns import Sealed

MARKS = {f"{table}.mark" for table in ("vents", "vent_voices", "vent_quotas", "vent_reports", "vent_mutes")}
NO_SEAL_OF_THE_DATABASE = {
    "mentors.week",
    "students.week",
    "listeners.week",
    "seal_checks.secret",
    "journal_entries.sealed",
    *MARKS,
}
"""Bytes that are not private, that a change of keys must leave as they are, or that a person's own key has sealed. All
others are of the type Sealed."""


def test_every_module_of_tables_is_imported_with_the_package() -> None:
    source = inspect.getsource(storage.tables)
    for module in iter_modules(storage.tables.__path__):
        assert f"from storage.tables import {module.name} as {module.name}\n" in source or module.name == "columns"


def test_all_bytes_are_sealed_or_said_to_need_none() -> None:
    """`office-hours db rotate-key` would overlook a column of another type, and lose it with the old key."""
    columns = [column for table in metadata.tables.values() for column in table.columns]
    held = {str(column) for column in columns if isinstance(column.type, LargeBinary)}
    assert held == NO_SEAL_OF_THE_DATABASE
    assert all("community_id" in column.table.c for column in columns if isinstance(column.type, Sealed))
