"""A community whose every notice has a number, and a platform that can be slow, refuse, pause and hang."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from bot.authority import bot_only
from bot.calls import call
from bot.context import Context
from bot.founding import found
from bot.ports.directory import Actor
from bot.ports.messenger import Address, Sent
from bot.ports.outbox import Dm, Notice, Post
from bot.ports.storage import Storage
from bot.registry import Registry
from bot.scheduling.clockwork import Clockwork
from bot.scheduling.summaries import Summarist
from bot.text import Mention
from bot.text import text as said
from bot.views import Card, View
from storage.database import Database
from storage.tables.outbox import notices
from tests.conversations.town import START
from tests.conversations.words import words

FAREWELL = 0
"""The number that breaks the ask for somebody who left."""
Before = Callable[[Address, int], Awaitable[None]]
"""What happens before a send arrives: it may wait, or raise. It is told which send this is, from 1."""


async def nothing(to: Address, number: int) -> None:
    """Arrives at once."""


@dataclass
class Platform:
    """Keeps what arrives, once for each nonce. `after` happens between the arrival and the answer."""

    before: Before = nothing
    after: Before = nothing
    dm: str = ""
    attempts: int = 0
    arrived: dict[str, tuple[str, View]] = field(default_factory=dict)
    addresses: list[Address] = field(default_factory=list)
    under_way: Counter[str] = field(default_factory=Counter)
    most_to_one: int = 0
    most_at_once: int = 0

    async def send(self, to: Address, view: View, nonce: str) -> Sent:
        self.attempts += 1
        number, where = self.attempts, to.channel or to.account
        self.addresses.append(to)
        self.under_way[where] += 1
        self.most_to_one = max(self.most_to_one, self.under_way[where])
        self.most_at_once = max(self.most_at_once, self.under_way.total())
        try:
            await self.before(to, number)
            self.arrived.setdefault(nonce, (where, view))
            await self.after(to, number)
        finally:
            self.under_way[where] -= 1
        return Sent(nonce, self.dm)

    async def withdraw(self, channel: Address, message: str) -> None:
        self.arrived.pop(message, None)

    def said_to(self, where: str) -> list[str]:
        return [words(view).split("\n")[0] for place, view in self.arrived.values() if place == where]

    @property
    def said(self) -> list[str]:
        return sorted(words(view).split("\n")[0] for _, view in self.arrived.values())


@dataclass(frozen=True, slots=True)
class One:
    number: int


@dataclass(frozen=True, slots=True)
class Where:
    purpose: str


class Office:
    """People with one account each on some platforms, and asks that say their number."""

    def __init__(self, database: Database, community: int, platforms: dict[str, Platform]) -> None:
        self.database, self.community, self.platforms = database, community, platforms
        self.breaking: dict[int, str] = {}
        self.rendered = 0
        self.left: list[int] = []
        self.lost: list[str] = []
        self.registry = Registry()
        self.registry.ask("say.number", who=bot_only, summary="Says a number")(self.say)
        self.registry.ask("people.left", who=bot_only, summary="Somebody left")(self.note_left)
        self.registry.ask("channels.lost", who=bot_only, summary="A channel broke")(self.note_lost)
        self.clockwork = self.started()

    @classmethod
    async def opened(cls, database: Database, *platforms: str) -> Self:
        first, *others = platforms or ("town",)
        community = (await found(database, "Far Campus", "UTC", first, "T1", START)).id
        async with database.writing() as tx:
            for platform in others:
                await tx.directory.add_space(community, platform, "T1", "Other")
        return cls(database, community, {platform: Platform() for platform in (first, *others)})

    def started(self, storage: Storage | None = None) -> Clockwork:
        """A clockwork of its own, as after a restart."""
        return Clockwork(storage or self.database, self.registry, self.platforms)

    @property
    def town(self) -> Platform:
        return self.platforms["town"]

    async def say(self, ctx: Context, args: One) -> Card | None:
        self.rendered += 1
        await self._break(ctx, self.breaking.get(args.number, ""))
        return Card(f"Number {args.number}", said(Mention(ctx.actor.id)))

    async def _break(self, ctx: Context, how: str) -> None:
        if how == "raises":
            raise RuntimeError("broken template")
        if not how:
            return
        try:
            statement = text("SELECT nothing FROM nowhere")
            await ctx.store.people._connection.execute(statement)  # type: ignore[attr-defined]  # a test's own way in
        except DBAPIError:
            if how == "sql":
                raise

    async def note_left(self, ctx: Context, args: One) -> None:
        await self._break(ctx, self.breaking.get(FAREWELL, ""))
        self.left.append(args.number)

    async def note_lost(self, ctx: Context, args: Where) -> None:
        self.lost.append(args.purpose)

    async def person(self, name: str, platform: str = "town") -> int:
        async with self.database.writing() as tx:
            return (await tx.directory.enter(Actor(platform, "T1", name, name), self.community, START)).id

    async def people(self, number: int, platform: str = "town") -> list[int]:
        """Their weekly summaries are planned, so that this costs a test's ticks nothing."""
        found = [await self.person(f"{platform}{index}", platform) for index in range(number)]
        await Summarist(self.database).keep(START)
        return found

    async def channel(self, purpose: str) -> None:
        """A channel of this purpose in the town, called like it."""
        async with self.database.writing() as tx:
            await tx.store(self.community).people.set_channel(purpose, "town", "T1", purpose)

    async def put(self, *to: int | str, first: int = 1, good_for: timedelta = timedelta(days=1)) -> None:
        """Notices that are due now, numbered from `first`: each to a person's id or a channel's purpose."""
        async with self.database.writing() as tx:
            for number, whom in enumerate(to, first):
                reader = Dm(whom) if isinstance(whom, int) else Post(whom)
                asked = call("say.number", number)
                await tx.outbox(self.community).put(Notice(f"n:{number}", reader, asked, START, START + good_for))

    async def states(self) -> Counter[tuple[str, int]]:
        """How many notices there are by state and attempts."""
        async with self.database.engine.connect() as connection:
            rows = await connection.execute(select(notices.c.state, notices.c.attempts))
            return Counter((row.state, row.attempts) for row in rows)

    async def reasons(self) -> set[str]:
        async with self.database.engine.connect() as connection:
            rows = await connection.execute(select(notices.c.reason).where(notices.c.reason.is_not(None)))
            return set(rows.scalars())

    async def next_at(self) -> datetime:
        moment = await self.clockwork.next_at()
        assert moment is not None
        return moment
