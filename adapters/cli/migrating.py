"""`office-hours db upgrade`, and how far the tables of a database are."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import AsyncExitStack, closing
from enum import Enum, auto
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import asyncpg
from alembic import command
from alembic.config import Config as Alembic
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.cli.errors import OperatorError
from adapters.cli.sweeping import is_swept, mark_swept, sweep
from storage.engine import database_url, open_engine
from storage.proof import enter, names, refuse_wrong
from storage.seal import Seal, WrongKey
from storage.tables.people import spaces

T = TypeVar("T")


class Standing(Enum):
    """The tables, compared with the migrations of this version."""

    EMPTY = auto()
    BEHIND = auto()
    CURRENT = auto()
    AHEAD = auto()


def upgrade(url: str, seal: Seal) -> None:
    """Bring the tables up to this version, making them where there are none; nothing to do is fine.

    A SQLite file of an older version is copied beside itself first (`reliability` F27). Raises OperatorError when the
    database cannot be opened, is of a newer version than this, or was sealed with another key.
    """
    found = checked(url, seal)
    if found is Standing.BEHIND and database_url(url).get_backend_name() == "sqlite":
        keep_copy(Path(database_url(url).database or ""))
    asyncio.run(_on(url, partial(_upgraded, seal=seal)))
    if not asyncio.run(_on(url, is_swept)):
        sweep(url)
        asyncio.run(_on(url, mark_swept))


def checked(url: str, seal: Seal) -> Standing:
    """How far the tables are. Raises OperatorError when this version or these keys can do nothing with them."""
    found = standing(url)
    if found is Standing.AHEAD:
        raise OperatorError(
            "The database is newer than this version. Run the version that upgraded it, or a newer one."
        )
    try:
        refuse_wrong(sealed_with(url), seal)
    except WrongKey as error:
        raise OperatorError(str(error)) from error
    return found


def sealed_with(url: str) -> tuple[str, ...]:
    """What the keys are called that something in the database may be sealed with; none where nothing was ever sealed.

    Raises OperatorError when the database cannot be opened.
    """
    return _asked(url, names, ())


def platforms(url: str) -> frozenset[str]:
    """The platforms on which the database is used. Raises OperatorError when it cannot be opened."""
    return _asked(url, _platforms, frozenset())


def _platforms(connection: Connection) -> frozenset[str]:
    if not inspect(connection).has_table(spaces.name):
        return frozenset()
    return frozenset(connection.execute(select(spaces.c.platform)).scalars())


def _asked(url: str, work: Callable[[Connection], T], nothing: T) -> T:
    """What `work` returns, or `nothing` where there is no file yet, which stays so."""
    found = database_url(url)
    if found.get_backend_name() == "sqlite" and _is_missing(found.database):
        return nothing
    return asyncio.run(_on(url, work))


def keep_copy(file: Path) -> Path:
    """A whole copy of a SQLite database, also while it is in use: FILE.before-upgrade, the last one replaced.

    For its owner's eyes only: it may be from before anything was sealed.
    """
    copy = file.with_name(f"{file.name}.before-upgrade")
    copy.unlink(missing_ok=True)
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    return copy


def standing(url: str) -> Standing:
    """How far the tables are; a missing SQLite file is empty and stays missing.

    Raises OperatorError when the database cannot be opened.
    """
    return _compared(_asked(url, _heads, ()))


def _is_missing(file: str | None) -> bool:
    if not file or file == ":memory:":
        return True
    folder = Path(file).parent
    if not folder.is_dir():
        raise OperatorError(f"There is no folder {folder} to keep the database in.")
    return not Path(file).exists()


def _compared(heads: tuple[str, ...]) -> Standing:
    script = ScriptDirectory.from_config(_alembic())
    if not heads:
        return Standing.EMPTY
    if set(heads) == set(script.get_heads()):
        return Standing.CURRENT
    try:
        script.get_revisions(heads)
    except CommandError:
        return Standing.AHEAD
    return Standing.BEHIND


def _alembic(connection: Connection | None = None, seal: Seal | None = None) -> Alembic:
    """Alembic's configuration; migrations/env.py works on the connection it finds there."""
    config = Alembic()
    config.set_main_option("script_location", str(files("storage") / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["seal"] = seal
    return config


def _upgraded(connection: Connection, seal: Seal) -> None:
    command.upgrade(_alembic(connection, seal), "head")
    enter(connection, seal)
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            tables = ", ".join(sorted({str(row[0]) for row in broken}))
            raise OperatorError(f"The upgrade would lose what {tables} refer to, so nothing was changed.")


def _heads(connection: Connection) -> tuple[str, ...]:
    return MigrationContext.configure(connection).get_current_heads()


async def _on(url: str, work: Callable[[Connection], T]) -> T:
    """What `work` returns; it runs in a transaction of its own.

    SQLite changes a table by making it anew, and would take the dropped one's rows out of all that refer to it: the
    keys are not kept while that goes on, and looked over at its end.
    """
    engine = open_engine(url, keeps_keys=False)
    try:
        async with AsyncExitStack() as stack:
            connection = await _connected(engine, stack)
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


async def _connected(engine: AsyncEngine, stack: AsyncExitStack) -> AsyncConnection:
    """Raises OperatorError, without a password in it, when there is no connection to be had."""
    try:
        return await stack.enter_async_context(engine.begin())
    except (OSError, DBAPIError, asyncpg.PostgresError) as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error) or type(error).__name__
        where = engine.url.set(drivername=engine.dialect.name).render_as_string(hide_password=True)
        raise OperatorError(f"I cannot open the database {where}: {reason.splitlines()[0]}.") from error
