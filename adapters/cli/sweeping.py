"""Nothing that was stored before it was sealed stays readable in the database's files."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.exc import DBAPIError

from adapters.cli.errors import OperatorError
from storage.engine import database_url, open_engine
from storage.proof import is_sealing
from storage.tables import metadata
from storage.tables.columns import Sealed
from storage.tables.keys import seal_checks

SEALED_SINCE = "0020"


def is_swept(connection: Connection) -> bool:
    """Whether that was done, or there was nothing to do."""
    left = select(func.count()).select_from(seal_checks).where(~seal_checks.c.is_swept)
    return not is_sealing(connection) or connection.execute(left).scalar_one() == 0


def mark_swept(connection: Connection) -> None:
    """It is done."""
    connection.execute(update(seal_checks).values(is_swept=True))


def sweep(url: str) -> None:
    """Writes the files anew without what was overwritten. Raises OperatorError while something else uses them."""
    found = database_url(url)
    try:
        if found.get_backend_name() == "sqlite":
            _sweep_file(Path(found.database or ""))
        else:
            asyncio.run(_sweep_server(url))
    except (sqlite3.OperationalError, DBAPIError) as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]
        raise OperatorError(
            "The tables are up to date, but the database's files may still hold text from before it was sealed: they "
            f"could not be written anew ({reason}). End the bot and type `office-hours db upgrade` again."
        ) from error


def _sweep_file(file: Path) -> None:
    """`reliability` M18: only after all three is nothing left in the file or beside it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("VACUUM")
        [busy, *_] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise sqlite3.OperationalError("database is locked")


async def _sweep_server(url: str) -> None:
    engine = open_engine(url)
    try:
        async with engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text("SET statement_timeout = 0"))
            await connection.execute(text("SET lock_timeout = '10s'"))
            for table in metadata.sorted_tables:
                if any(isinstance(column.type, Sealed) for column in table.columns):
                    await connection.execute(text(f'VACUUM FULL "{table.name}"'))
    finally:
        await engine.dispose()


def left_behind(url: str) -> Path | None:
    """The copy from before an upgrade, where it holds what was not sealed yet."""
    found = database_url(url)
    if found.get_backend_name() != "sqlite" or not found.database:
        return None
    copy = Path(f"{found.database}.before-upgrade")
    if not copy.exists():
        return None
    with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        [[revision]] = connection.execute("SELECT version_num FROM alembic_version")
    return copy if str(revision) < SEALED_SINCE else None
