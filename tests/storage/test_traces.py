"""Nothing that speaks of a person is without its eraser and its exporter."""

from sqlalchemy import Column, Table
from sqlalchemy.types import BigInteger, Integer

from storage.tables import metadata
from storage.tables.columns import Id
from storage.traces import CHILDREN, IMPERSONAL, NOT_PEOPLE, TRACES, Fate

PEOPLE = ("people", "mentors", "students")


def refers_to_somebody(column: Column[int]) -> bool:
    return column.name != "community_id" and any(key.column.table.name in PEOPLE for key in column.foreign_keys)


def could_be_somebody(column: Column[int]) -> bool:
    """A number that is an id, and of nothing that we know."""
    is_id = column.type is Id or isinstance(column.type, BigInteger)
    is_named_so = column.name.endswith(("_id", "_by")) and isinstance(column.type, Integer)
    return (is_id or is_named_so) and column.name not in NOT_PEOPLE


def known() -> set[tuple[str, str]]:
    return {(trace.table.name, trace.column) for trace in TRACES}


def test_every_column_that_refers_to_a_person_or_could_is_registered() -> None:
    """Fails for a new column until `storage.traces` says what erasing and exporting do with it."""
    speak = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if refers_to_somebody(column) or could_be_somebody(column)
    }
    assert speak - known() == set()


def test_every_table_is_registered_as_somebodys_as_part_of_that_or_as_nobodys() -> None:
    tables: set[Table] = {trace.table for trace in TRACES} | {table for table, _, _ in CHILDREN} | {*IMPERSONAL}
    assert {table.name for table in metadata.sorted_tables} - {table.name for table in tables} == set()


def test_no_row_goes_and_stays_for_one_person_and_what_is_blanked_is_a_column() -> None:
    for trace in TRACES:
        assert {trace.column, *trace.hides, *trace.blanks} <= {*trace.table.c.keys()}, trace
        assert not (trace.fate is Fate.GOES and trace.blanks), trace
        if trace.fate is Fate.CLEARED:
            default = trace.who.server_default
            assert trace.who.nullable or default is not None or trace.table.name == "obligations", trace


def test_what_has_no_column_for_a_person_hangs_on_a_row_that_goes() -> None:
    goes = {trace.table for trace in TRACES if trace.fate is Fate.GOES}
    for table, column, parent in CHILDREN:
        assert parent in goes, table
        assert any(key.column.table is parent and key.ondelete == "CASCADE" for key in table.c[column].foreign_keys)
