"""Opens a database by URL with the settings that our promises rest on.

SQLite: write-ahead log, `synchronous=FULL` (a sent notice must not turn due again after a power cut),
`secure_delete`, foreign keys, a busy timeout. SQLAlchemy's default emits no BEGIN before a SELECT and silently loses
updates (`reliability` M1), so the driver's own transactions are off and every transaction begins by our word.
What a statement carries is hidden from errors: a log is no place for what members write, nor for secret addresses.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from storage.driver import BEGIN_WRITING, connect

BUSY_SECONDS = 5.0
WRITES = "writes"
"""Execution option of a connection: whether its transaction will write."""


class UnknownDatabase(ValueError):
    """The URL names a database this program does not speak."""


def database_url(url: str) -> URL:
    """The URL with the driver we use. Raises UnknownDatabase for anything but SQLite and PostgreSQL."""
    try:
        parsed = make_url(url)
    except Exception:
        raise UnknownDatabase(f"{url!r} is not a database URL. Try sqlite:///office-hours.db") from None
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return parsed.set(drivername="sqlite+aiosqlite")
    if backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+asyncpg")
    raise UnknownDatabase(f"I do not speak {backend}. Use sqlite:///FILE or postgresql://USER@HOST/NAME")


def open_engine(url: str, *, busy_seconds: float = BUSY_SECONDS, keeps_keys: bool = True) -> AsyncEngine:
    """An engine for the URL. Raises UnknownDatabase; connects only when it is first used.

    Without `keeps_keys` SQLite does not look at foreign keys, as migrations need it.
    """
    parsed = database_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, busy_seconds, keeps_keys)
    server = {"statement_timeout": "30000", "idle_in_transaction_session_timeout": "60000"}
    return create_async_engine(
        parsed,
        pool_size=10,
        max_overflow=10,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"timeout": 10, "server_settings": server},
    )


def _sqlite(url: URL, busy_seconds: float, keeps_keys: bool) -> AsyncEngine:
    is_memory = url.database in (None, "", ":memory:")
    pool: dict[str, Any] = {"poolclass": StaticPool} if is_memory else {"pool_size": 5, "max_overflow": 5}
    engine = create_async_engine(url, connect_args={"timeout": busy_seconds}, hide_parameters=True, **pool)
    event.listen(engine.sync_engine, "do_connect", connect)
    event.listen(engine.sync_engine, "connect", _prepare(busy_seconds, keeps_keys))
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(busy_seconds: float, keeps_keys: bool) -> Callable[[Any, Any], None]:
    def prepare(connection: Any, record: Any) -> None:
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={int(busy_seconds * 1000)}",
            "journal_mode=WAL",
            "synchronous=FULL",
            f"foreign_keys={'ON' if keeps_keys else 'OFF'}",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return prepare


def _begin(connection: Any) -> None:
    writes = connection.get_execution_options().get(WRITES, True)
    connection.exec_driver_sql(BEGIN_WRITING if writes else "BEGIN")
