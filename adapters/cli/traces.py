"""Traces an operator can work with, without what a member wrote: where it failed and what kind of failure it was.

An error's own sentence often quotes the value that it stumbled over (`int("...")`, a driver's "invalid input: ...", the
detail of a broken key), and that value may be somebody's words. So a sentence is told only where it cannot hold any:
when it stands in the code that raised it, letter by letter, or comes from the system or from SQLite, which name no
values.
"""

import sqlite3
import traceback
from collections.abc import Iterator

from asyncpg import PostgresError


def trace(error: BaseException) -> str:
    """The error with its place in the code, after those that it came from."""
    return "\n".join(_lines(error, set()))


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
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    said = str(error)
    return said if isinstance(error, sqlite3.Error) or said in _written(error) else "(its words are not told)"


def _written(error: BaseException) -> set[object]:
    """What stands as it is in the code that raised the error."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return set() if at is None else {one for one in at.tb_frame.f_code.co_consts if isinstance(one, str)}
