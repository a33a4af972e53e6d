"""One database: hands out transactions, and turns what the driver says into the port's words."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cached_property
from typing import Self

from asyncpg import PostgresError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.ports.storage import StorageBusy
from storage.engine import BUSY_SECONDS, WRITES, open_engine
from storage.erased import ErasureLog, carry
from storage.parts.almanac import AlmanacPart
from storage.parts.calendar_links import SubscriptionsPart
from storage.parts.clocks import ClocksPart
from storage.parts.deliveries import DeliveriesPart
from storage.parts.directory import DirectoryPart
from storage.parts.feeds import FeedClocksPart
from storage.parts.installs import InstallsPart
from storage.parts.joining import JoiningPart
from storage.parts.outbox import OutboxPart
from storage.parts.presence import PresencePart
from storage.parts.prompting import PromptingPart
from storage.parts.retention import RetentionPart
from storage.parts.rooms import RoomWorkPart
from storage.parts.summary_clocks import SummaryClocksPart
from storage.parts.venting import VentingPart
from storage.proof import enter, prove
from storage.scrubbing import begin_noting, is_noted, wipe, write_down
from storage.seal import Seal, begin_sealing
from storage.shelf import Shelves, begin_copies
from storage.store import CommunityStore
from storage.tables import metadata

_UNDONE = ("40001", "40P01", "55P03", "57014", "53300", "57P03")
"""PostgreSQL's codes for what was surely undone and another try may mend: serialization, deadlock, lock or statement
timeout, no connection free, starting up."""
_CUT_OFF = ("57P01", "08006", "08003")
"""Its codes for a connection that went: what it was doing is undone, unless it was committing."""
_REFERS_TO_NOBODY = "23503"
"""PostgreSQL's code for a row that refers to what is gone: somebody was erased meanwhile, and enters anew."""


class DatabaseTransaction:
    """Everything read and written together, on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @cached_property
    def directory(self) -> DirectoryPart:
        return DirectoryPart(self._connection)

    @cached_property
    def presence(self) -> PresencePart:
        return PresencePart(self._connection)

    @cached_property
    def installs(self) -> InstallsPart:
        return InstallsPart(self._connection)

    @cached_property
    def deliveries(self) -> DeliveriesPart:
        return DeliveriesPart(self._connection)

    @cached_property
    def clocks(self) -> ClocksPart:
        return ClocksPart(self._connection)

    @cached_property
    def almanac(self) -> AlmanacPart:
        return AlmanacPart(self._connection)

    @cached_property
    def subscriptions(self) -> SubscriptionsPart:
        return SubscriptionsPart(self._connection)

    @cached_property
    def room_work(self) -> RoomWorkPart:
        return RoomWorkPart(self._connection)

    @cached_property
    def feed_clocks(self) -> FeedClocksPart:
        return FeedClocksPart(self._connection)

    @cached_property
    def prompting(self) -> PromptingPart:
        return PromptingPart(self._connection)

    @cached_property
    def venting(self) -> VentingPart:
        return VentingPart(self._connection)

    @cached_property
    def summary_clocks(self) -> SummaryClocksPart:
        return SummaryClocksPart(self._connection)

    @cached_property
    def retention(self) -> RetentionPart:
        return RetentionPart(self._connection)

    def store(self, community: int) -> CommunityStore:
        return CommunityStore(self._connection, community)

    def outbox(self, community: int) -> OutboxPart:
        return OutboxPart(self._connection, community)

    def joining(self, community: int) -> JoiningPart:
        return JoiningPart(self._connection, community)


class Database:
    """Implements `bot.ports.storage.Storage`."""

    def __init__(self, engine: AsyncEngine, seal: Seal, erased: ErasureLog | None = None) -> None:
        self.engine = engine
        self._seal = seal
        self._erased = erased or ErasureLog()
        self._has_deleted = True
        self._proved: Seal | None = None
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._writer = asyncio.Lock()
        self._shelves = Shelves()

    @classmethod
    def open(
        cls, url: str, *, seal: Seal, busy_seconds: float = BUSY_SECONDS, erased: ErasureLog | None = None
    ) -> Self:
        """The database at a URL. Raises UnknownDatabase for what is neither SQLite nor PostgreSQL.

        `erased` is where it is written down who must stay erased; in memory where none is given.
        """
        return cls(open_engine(url, busy_seconds=busy_seconds), seal, erased)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[DatabaseTransaction]:
        """As the port promises. Writers of one process queue here: SQLite's own waiting is unfair and slow.

        Raises WrongKey, here as when reading, where the database was sealed with other keys.
        """
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
        is_committing = False
        async with AsyncExitStack() as stack:
            connection = await self._connected(stack)
            try:
                begin_sealing(connection, self._proved or await self._prove(connection))
                begin_copies(connection, self._shelves)
                carry(connection.info, self._erased)
                begin_noting(connection)
                await connection.execution_options(**{WRITES: writes})
                async with connection.begin():
                    yield DatabaseTransaction(connection)
                    is_committing = writes
                    self._has_deleted |= is_noted(connection)
            except DBAPIError as error:
                if _is_undone(error, is_committing):
                    raise StorageBusy(str(error.orig)) from error
                raise

    async def _connected(self, stack: AsyncExitStack) -> AsyncConnection:
        """Raises StorageBusy when there is no connection to be had now: asyncpg's own words come unwrapped here."""
        try:
            return await stack.enter_async_context(self.engine.connect())
        except (OSError, NoneFree) as error:
            raise StorageBusy(f"no connection: {error}") from error
        except PostgresError as error:
            if error.sqlstate in (*_UNDONE, *_CUT_OFF):
                raise StorageBusy(str(error)) from error
            raise

    async def scrub(self) -> None:
        """As the port promises."""
        if not self._has_deleted:
            return
        async with AsyncExitStack() as stack:
            if self._is_sqlite:
                await stack.enter_async_context(self._writer)
            self._has_deleted = False
            try:
                await write_down(self.engine, self._erased)
                self._has_deleted |= not await wipe(self.engine)
            except BaseException:
                self._has_deleted = True
                raise

    @asynccontextmanager
    async def sealing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes, for what goes through all tables alike."""
        async with self._writer, self.engine.connect() as connection:
            await connection.execution_options(**{WRITES: True})
            async with connection.begin():
                yield connection

    async def _prove(self, connection: AsyncConnection) -> Seal:
        """What seals here, once it is certain that the keys are the right ones. Raises WrongKey."""
        await connection.execution_options(**{WRITES: False})
        async with connection.begin():
            found = await connection.run_sync(prove, self._seal)
        if found is None:
            await connection.execution_options(**{WRITES: True})
            async with connection.begin():
                found = await connection.run_sync(enter, self._seal)
        self._proved = found
        return found

    async def make_tables(self) -> None:
        """Makes every table where there is none: for the playground in memory and for tests."""
        async with self.engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
            await connection.run_sync(enter, self._seal)

    async def close(self) -> None:
        """Lets every connection go."""
        await self.engine.dispose()


def _is_undone(error: DBAPIError, is_committing: bool) -> bool:
    """Whether surely nothing was written and trying again may help; a commit cut off may have been written."""
    code = str(getattr(error.orig, "sqlstate", "") or "")
    if error.connection_invalidated or code in _CUT_OFF:
        return not is_committing
    said = str(error.orig)
    if code == _REFERS_TO_NOBODY and '_people"' in said:
        return True
    return code in _UNDONE or "database is locked" in said or "database table is locked" in said
