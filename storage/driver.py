"""SQLite within the event loop: a statement runs where it is asked, and only what may wait goes to a thread.

SQLAlchemy's own way sends each step of a statement (cursor, execute, fetch, close) to a thread: a command of fifteen
short statements waits sixty times, many times what SQLite itself needs. What waits here is the end of a write, for the
disk, and its beginning, where another process is writing.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy.engine import AdaptedConnection
from sqlalchemy.util import await_only

T = TypeVar("T")

BEGIN_WRITING = "BEGIN IMMEDIATE"
STATEMENTS = 512
"""Kept ready on each connection. We have some hundreds; with Python's 128 most would be read anew each time."""
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


async def _nothing() -> None:
    """Awaited where SQLAlchemy insists that something is."""


class _Hand:
    """A thread that does one thing after the other, to its end even when who waits for it is cancelled."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        Thread(target=self._run, name="sqlite", daemon=True).start()

    def _run(self) -> None:
        while (work := self._asked.get()) is not None:
            work()

    async def does(self, work: Callable[[], T]) -> T:
        """What `work` returns or raises."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def tell(set_it: Callable[[Any], None], found: Any) -> None:
            if not done.done():
                set_it(found)

        def attempt() -> None:
            try:
                found = work()
            except BaseException as error:
                loop.call_soon_threadsafe(tell, done.set_exception, error)
            else:
                loop.call_soon_threadsafe(tell, done.set_result, found)

        self._asked.put(attempt)
        return await done

    def ends(self, work: Callable[[], Any]) -> None:
        """Does this last; nobody waits for it."""
        self._asked.put(work)
        self._asked.put(None)


class _Raw(sqlite3.Connection):
    """SQLite's connection, with the thread in which it waits. `patience`: for another process's write, in ms.

    `settled` is its count of changes when the last write began or ended: nothing more, and no disk need be waited for.
    """

    patience = 0
    settled = 0
    hand: _Hand

    def begin_writing(self) -> None:
        """Takes the write lock, waiting in the thread where it is taken. Raises sqlite3.OperationalError."""
        begin = partial(self.execute, BEGIN_WRITING)
        self.execute("PRAGMA busy_timeout=0")
        try:
            begin()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in _LOCKED:
                raise
        finally:
            self.execute(f"PRAGMA busy_timeout={self.patience}")
        if not self.in_transaction:
            await_only(self.hand.does(begin))
        self.settled = self.total_changes


class _Cursor(sqlite3.Cursor):
    """What SQLAlchemy expects of a cursor under asyncio: nothing waits but the beginning of a write."""

    connection: _Raw

    def execute(self, statement: str, parameters: Any = ()) -> "_Cursor":
        await_only(_nothing())
        if statement == BEGIN_WRITING:
            self.connection.begin_writing()
            return self
        return super().execute(statement, parameters)

    def executemany(self, statement: str, parameters: Any) -> "_Cursor":
        await_only(_nothing())
        return super().executemany(statement, parameters)

    async def _async_soft_close(self) -> None:
        """The rows stay to be read."""


class Connection(AdaptedConnection):
    """A connection as SQLAlchemy wants it: synchronous to look at, within a greenlet."""

    __slots__ = ()

    _connection: Any

    def __init__(self, raw: _Raw) -> None:
        self._connection = raw

    def cursor(self) -> sqlite3.Cursor:
        """A cursor that works at once."""
        found: sqlite3.Cursor = self._connection.cursor(_Cursor)
        return found

    def create_function(self, name: str, parameters: int, function: Callable[..., Any], **options: bool) -> None:
        """A function for statements; SQLAlchemy brings two."""
        self._connection.create_function(name, parameters, function, **options)

    def commit(self) -> None:
        """Ends the transaction; what was written is on the disk afterwards."""
        raw = self._connection
        if raw.total_changes == raw.settled:
            raw.commit()
            return
        await_only(raw.hand.does(raw.commit))
        raw.settled = raw.total_changes

    def rollback(self) -> None:
        """Ends the transaction; a log that is written ahead need not be waited for."""
        self._connection.rollback()

    def close(self) -> None:
        """Closes once all that was begun is done."""
        try:
            await_only(self._connection.hand.does(self._connection.close))
        finally:
            self._connection.hand.ends(self._connection.close)

    def terminate(self) -> None:
        """Closes without waiting: whoever used it is gone."""
        self._connection.hand.ends(self._connection.close)


def connect(dialect: object, record: object, given: Sequence[Any], options: Mapping[str, Any]) -> Connection:
    """SQLAlchemy's `do_connect` event: opens the path that is given first."""
    ours = {"isolation_level": None, "check_same_thread": False, "factory": _Raw, "cached_statements": STATEMENTS}
    raw = sqlite3.connect(given[0], **{**options, **ours})
    raw.patience, raw.hand = int(options["timeout"] * 1000), _Hand()
    return Connection(raw)
