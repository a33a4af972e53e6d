"""One database: hands out transactions, and turns what the driver says into the port's words."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cached_property
from typing import Self

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.ports.storage import StorageBusy
from storage.engine import BUSY_SECONDS, WRITES, open_engine
from storage.parts.clocks import ClocksPart
from storage.parts.deliveries import DeliveriesPart
from storage.parts.directory import DirectoryPart
from storage.parts.outbox import OutboxPart
from storage.shelf import Shelves, begin_copies
from storage.store import CommunityStore
from storage.tables import metadata

_TRY_AGAIN = ("40001", "40P01", "55P03", "57014", "57P01", "08006", "08003", "53300")
"""PostgreSQL's codes for what another try may mend: serialization, deadlock, lock or statement timeout, shutdown."""


class DatabaseTransaction:
    """Everything read and written together, on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @cached_property
    def directory(self) -> DirectoryPart:
        return DirectoryPart(self._connection)

    @cached_property
    def deliveries(self) -> DeliveriesPart:
        return DeliveriesPart(self._connection)

    @cached_property
    def clocks(self) -> ClocksPart:
        return ClocksPart(self._connection)

    def store(self, community: int) -> CommunityStore:
        return CommunityStore(self._connection, community)

    def outbox(self, community: int) -> OutboxPart:
        return OutboxPart(self._connection, community)


class Database:
    """Implements `bot.ports.storage.Storage`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._writer = asyncio.Lock()
        self._shelves = Shelves()

    @classmethod
    def open(cls, url: str, *, busy_seconds: float = BUSY_SECONDS) -> Self:
        """The database at a URL. Raises UnknownDatabase for what is neither SQLite nor PostgreSQL."""
        return cls(open_engine(url, busy_seconds=busy_seconds))

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[DatabaseTransaction]:
        """As the port promises. Writers of one process queue here: SQLite's own waiting is unfair and slow."""
        async with AsyncExitStack() as stack:
            if self._is_sqlite:
                await stack.enter_async_context(self._writer)
            yield await stack.enter_async_context(self._transaction(writes=True))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[DatabaseTransaction]:
        """As the port promises."""
        async with AsyncExitStack() as stack:
            if self._is_sqlite and self.engine.url.database in (None, "", ":memory:"):
                await stack.enter_async_context(self._writer)
            yield await stack.enter_async_context(self._transaction(writes=False))

    @asynccontextmanager
    async def _transaction(self, *, writes: bool) -> AsyncIterator[DatabaseTransaction]:
        try:
            async with self.engine.connect() as connection:
                await connection.execution_options(**{WRITES: writes})
                begin_copies(connection, self._shelves)
                async with connection.begin():
                    yield DatabaseTransaction(connection)
        except (OperationalError, InterfaceError, DBAPIError) as error:
            if _is_passing(error):
                raise StorageBusy(str(error.orig)) from error
            raise

    async def make_tables(self) -> None:
        """Makes every table where there is none: for the playground in memory and for tests."""
        async with self.engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    async def close(self) -> None:
        """Lets every connection go."""
        await self.engine.dispose()


def _is_passing(error: DBAPIError) -> bool:
    if error.connection_invalidated:
        return True
    code = str(getattr(error.orig, "sqlstate", "") or "")
    said = str(error.orig)
    return code in _TRY_AGAIN or "database is locked" in said or "database table is locked" in said
