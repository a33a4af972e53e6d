"""Transactions: opened and closed at the door, one per call."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.ports.calendar_links import Subscriptions
from bot.ports.directory import Directory
from bot.ports.feeds import FeedClocks
from bot.ports.installs import Installs
from bot.ports.links import Joining
from bot.ports.obligations import Clocks
from bot.ports.outbox import Deliveries, Outbox
from bot.ports.presence import Presence
from bot.ports.privacy import Retention
from bot.ports.prompts import Prompting
from bot.ports.rooms import RoomWork
from bot.ports.sessions import Almanac
from bot.ports.store import Store
from bot.ports.summaries import SummaryClocks
from bot.ports.vents import Venting


class StorageBusy(Exception):
    """The database could not be had in time; nothing was written, trying again is safe."""


class Transaction(Protocol):
    """Everything read and written together."""

    @property
    def directory(self) -> Directory: ...

    @property
    def presence(self) -> Presence: ...

    @property
    def installs(self) -> Installs: ...

    @property
    def deliveries(self) -> Deliveries: ...

    @property
    def clocks(self) -> Clocks: ...

    @property
    def almanac(self) -> Almanac: ...
    @property
    def subscriptions(self) -> Subscriptions: ...
    @property
    def room_work(self) -> RoomWork: ...
    @property
    def feed_clocks(self) -> FeedClocks: ...
    @property
    def prompting(self) -> Prompting: ...
    @property
    def venting(self) -> Venting: ...
    @property
    def summary_clocks(self) -> SummaryClocks: ...
    @property
    def retention(self) -> Retention: ...

    def store(self, community: int) -> Store:
        """The store of one community: it cannot reach another's rows."""
        ...

    def outbox(self, community: int) -> Outbox:
        """The outbox of one community."""
        ...

    def joining(self, community: int) -> Joining:
        """The way out of one community into another that invited it."""
        ...


class Storage(Protocol):
    """Where everything is kept. Both kinds roll back when the block raises; both may raise StorageBusy."""

    def writing(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that may write: on SQLite it takes the write lock when it begins."""
        ...

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that only reads, and does not wait for writers."""
        ...

    async def scrub(self) -> None:
        """Leaves nothing to be read of what was deleted, as far as the database can, and writes down who was erased.

        Cheap when nothing was; what cannot be done now, because others read, is done the next time.
        """
        ...
