"""What is done after deleting, outside of any transaction, so that deleted is gone.

SQLite: freed pages are overwritten already (`secure_delete`), and the write-ahead log, which still holds what stood in
them, is emptied. PostgreSQL: VACUUM takes dead rows out of the tables; its own log and its backups are the operator's.
"""

import logging

from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.erased import ErasureLog
from storage.tables.erasures import erasures
from storage.traces import CHILDREN, TRACES

log = logging.getLogger(__name__)

_DELETED = "office hours: deleted"


def note_deletion(connection: AsyncConnection) -> None:
    """Something was deleted on this connection that must not be readable any longer."""
    connection.info[_DELETED] = True


def begin_noting(connection: AsyncConnection) -> None:
    """Nothing was yet."""
    connection.info[_DELETED] = False


def is_noted(connection: AsyncConnection) -> bool:
    return bool(connection.info.get(_DELETED))


async def write_down(engine: AsyncEngine, erased: ErasureLog) -> None:
    """Moves who was erased out of the database into the log; a crash in between writes them twice, which is once."""
    async with engine.begin() as connection:
        rows = (await connection.execute(select(erasures.c.id, erasures.c.digest, erasures.c.at))).all()
        if rows:
            erased.add((row.digest, row.at) for row in rows)
            await connection.execute(delete(erasures).where(erasures.c.id.in_([row.id for row in rows])))


async def wipe(engine: AsyncEngine) -> bool:
    """False when somebody reads what must be overwritten: it is tried again."""
    async with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            return await connection.run_sync(_empty_log)
        bare = await connection.execution_options(isolation_level="AUTOCOMMIT")
        for table in sorted({trace.table.name for trace in TRACES} | {table.name for table, _, _ in CHILDREN}):
            try:
                await bare.exec_driver_sql(f'VACUUM "{table}"')
            except DBAPIError:
                log.warning("%s could not be vacuumed now; the database does it by itself later", table)
        return True


def _empty_log(connection: Connection) -> bool:
    """Past SQLAlchemy, which would begin a transaction: inside of one the log cannot be emptied."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        row = cursor.fetchone()
        return row is not None and row[0] == 0
    finally:
        cursor.close()
