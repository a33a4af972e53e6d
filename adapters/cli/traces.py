"""Traces an operator can work with, without what a member wrote: where it failed and what kind of failure it was.

An error's own sentence often quotes the value that it stumbled over (`int("...")`, a driver's "invalid input: ...", the
detail of a broken key), and that value may be somebody's words. So a sentence is told only where it cannot hold any:
when it stands in the code that raised it, letter by letter, or is the system's for its number, or one of SQLite's that
name tables and columns alone.
"""

import os
import sqlite3
import traceback
from collections.abc import Iterator

from asyncpg import PostgresError

NOT_TOLD = "(its words are not told)"
_OF_SQLITE = (
    "no such table: ",
    "no such column: ",
    "UNIQUE constraint failed: ",
    "NOT NULL constraint failed: ",
    "FOREIGN KEY constraint failed",
    "database is locked",
    "database table is locked",
    "database disk image is malformed",
    "database or disk is full",
    "disk I/O error",
    "file is not a database",
    "attempt to write a readonly database",
    "unable to open database file",
)


def trace(error: BaseException) -> str:
    """The error with its place in the code, after those that it came from."""
    return "\n".join(_lines(error, set()))


def sentences(error: BaseException | None) -> list[str]:
    """What this error and those behind it say that is not to be told, the longest first."""
    found, seen, left = set[str](), set[int](), [error]
    while left:
        one = left.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        said = _words(one)
        if said and _sentence(one) != said:
            found |= {said, repr(said)}
        left += [one.__cause__, one.__context__, *(one.exceptions if isinstance(one, BaseExceptionGroup) else ())]
    return sorted(found, key=len, reverse=True)


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _lines(before, seen)
        yield "and then:"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    yield f"{type(error).__module__}.{type(error).__qualname__}: {_sentence(error)}"
    for one in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield "one of these:"
        yield from _lines(one, seen)


def _sentence(error: BaseException) -> str:
    if isinstance(error, PostgresError):
        return ", ".join(f"{name} {getattr(error, name)}" for name in ("sqlstate", "table_name", "constraint_name"))
    if isinstance(error, OSError) and isinstance(error.errno, int):
        return os.strerror(error.errno)
    said = _words(error)
    if isinstance(error, sqlite3.Error):
        return said if said.startswith(_OF_SQLITE) else getattr(error, "sqlite_errorname", NOT_TOLD)
    return said if said in _written(error) else NOT_TOLD


def _words(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""


def _written(error: BaseException) -> set[object]:
    """What stands as it is in the code that raised the error."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return set() if at is None else {one for one in at.tb_frame.f_code.co_consts if isinstance(one, str)}
