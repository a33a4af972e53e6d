"""`office-hours playground`: the whole product on one local page, with a clock to move."""

import asyncio
import os
import signal
import webbrowser
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from adapters.calendars.serving import answering
from adapters.cli import neighbours, seed, village
from adapters.cli.errors import OperatorError
from adapters.cli.sealing import playground_seal
from adapters.cli.wiring import asks, utc_now, warming_up
from adapters.feeds.reader import WebFeeds
from adapters.playground import (
    PLATFORM,
    Chat,
    Journal,
    Playground,
    PlaygroundMessenger,
    SimulatedClock,
)
from bot.app import App
from bot.domain.installation import Installation
from bot.feeds import Feeds
from bot.founding import found
from bot.scheduling.clockwork import Clockwork
from bot.scheduling.feeds import Rounds
from storage.database import Database

_LIVE = ("OFFICE_HOURS_DISCORD", "OFFICE_HOURS_SLACK")


def play(db: Path | None, empty: bool, port: int, open_browser: bool) -> int:
    """Serves the playground until Ctrl+C or SIGTERM; returns the exit code.

    Raises OperatorError for live credentials in the environment, a port that is taken, or a database that is not
    the playground's.
    """
    refuse_live_credentials(os.environ.keys())
    if db is not None:
        from adapters.cli.migrating import upgrade

        refuse_real_communities(db)
        upgrade(f"sqlite:///{db}", playground_seal(db))
    try:
        asyncio.run(_serve(db, empty, port, open_browser))
    except OSError as error:
        raise OperatorError(f"Port {port} cannot be used: {error.strerror}. Try --port 0.") from error
    return 0


def refuse_live_credentials(names: Iterable[str]) -> None:
    """Raises OperatorError when a token of a real platform is near: a simulated clock must never drive a real bot."""
    live = sorted(name for name in names if name.startswith(_LIVE))
    if live:
        raise OperatorError(f"The playground does not start beside live credentials. Unset {', '.join(live)} first.")


@asynccontextmanager
async def playground(db: Path | None, empty: bool, start: datetime) -> AsyncIterator[Playground]:
    """The playground with its community, the story told if there is nothing yet; not listening."""
    database = Database.open(f"sqlite:///{db}" if db else "sqlite://", seal=playground_seal(db))
    try:
        if db is None:
            await database.make_tables()
        yield await _founded(database, db, empty, start)
    finally:
        await database.close()


def refuse_real_communities(db: Path) -> None:
    """Raises OperatorError for a database in which people of a real platform live, before anything is done to it.

    Neither its clock is ours to move, nor is it ours to seal.
    """
    from adapters.cli.migrating import platforms

    real = sorted(platforms(f"sqlite:///{db}") - {PLATFORM})
    if real:
        raise OperatorError(f"This database is used on {', '.join(real)}. Give the playground a file of its own.")


async def _founded(database: Database, db: Path | None, empty: bool, start: datetime) -> Playground:
    journal = Journal(Path(f"{db}.chat.jsonl") if db else None)
    chat = Chat(village.town(), journal)
    is_new = chat.is_empty
    clock = SimulatedClock(start if empty else start - seed.LENGTH, journal)
    began = start if empty else start - neighbours.LIFE
    community = await found(database, village.NAME, village.ZONE, PLATFORM, village.SPACE, began)
    here = asks().on(Installation())
    app = App(database, here)
    clockwork = Clockwork(database, here, {PLATFORM: PlaygroundMessenger(chat, clock)})
    await seed.set_channels(database, community.id)
    await seed.enter_personas(database, community.id, clock.now())
    if is_new and not empty:
        await neighbours.move_in(database, community.id, start)
        await seed.tell_story(seed.Village(database, app, clockwork, chat, clock, community.id))
        clock.set(start)
    mine = answering(Feeds(database, here), clock.now)
    return Playground(app, clockwork, chat, clock, mine, Rounds(database, WebFeeds()))


async def _serve(db: Path | None, empty: bool, port: int, open_browser: bool) -> None:
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    async with playground(db, empty, _this_noon(utc_now())) as served:
        runner = await served.serve(port)
        print(f"The playground is ready: {served.url}\nPress Ctrl+C to end it.", flush=True)
        warming_up().start()
        if open_browser:
            webbrowser.open(served.url)
        await told.wait()
        await runner.cleanup()


def _this_noon(now: datetime) -> datetime:
    """Noon in UTC of this day or the one before: a time at which most of the village is awake."""
    noon = now.replace(hour=12, minute=0, second=0, microsecond=0)
    return noon if noon <= now else noon - timedelta(days=1)
