"""Puts the parts together, by hand: the only place that names every one of them."""

import importlib
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from adapters.cli.config import Config
from bot.ports.messenger import Messenger
from bot.registry import Registry, registry
from bot.scheduling.clockwork import Clockwork
from bot.scheduling.heartbeat import Heartbeat
from storage.database import Database

log = logging.getLogger(__name__)


def asks() -> Registry:
    """The registry with everything the product can be asked."""
    importlib.import_module("bot.commands")
    return registry


def utc_now() -> datetime:
    """The wall clock, aware; read nowhere else."""
    return datetime.now(UTC)


@asynccontextmanager
async def bot_of(config: Config) -> AsyncIterator[str]:
    """The bot as configured, running for as long as the block lasts; says in a few words what it serves."""
    database = Database.open(config.database.url)
    messengers: Mapping[str, Messenger] = {}
    heartbeat = Heartbeat(Clockwork(database, asks(), messengers), utc_now)
    try:
        if not messengers:
            log.warning("no platform is configured, so nobody is served; try `office-hours playground`")
            yield "the database alone"
            return
        heartbeat.start()
        yield ", ".join(sorted(messengers))
        await heartbeat.stop()
    finally:
        await database.close()
