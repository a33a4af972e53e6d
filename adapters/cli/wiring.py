"""Puts the parts together, by hand: the only place that names every one of them."""

import asyncio
import importlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from adapters.cli.config import Config, DiscordConfig, SlackConfig
from adapters.cli.errors import OperatorError
from adapters.cli.leftovers import OldCopies, begin_forgetting, erased_in
from adapters.cli.rooms import room_order, room_settings
from adapters.cli.sealing import seal_of
from adapters.cli.witness import time_at
from bot.app import App
from bot.domain.installation import Installation
from bot.domain.typed_times import warm_up
from bot.ports.messenger import Messenger
from bot.presence import Presence
from bot.registry import Registry, registry
from bot.scheduling.beside import Beside, Job
from bot.scheduling.clockwork import Clockwork
from bot.scheduling.feeds import Rounds
from bot.scheduling.heartbeat import Heartbeat
from bot.scheduling.rooms import RoomMaker
from storage.database import Database

if TYPE_CHECKING:
    from adapters.discord.service import Settings
    from adapters.slack.service import Settings as SlackSettings

log = logging.getLogger(__name__)


def asks(installation: Installation | None = None) -> Registry:
    """The registry with everything the product can be asked; without an installation, on one that has no accounts."""
    importlib.import_module("bot.commands")
    return registry.on(installation) if installation else registry


def installation(config: Config) -> Installation:
    """What this configuration offers beyond what every one has."""
    from adapters.discord import PLATFORM as DISCORD
    from adapters.discord import VOICE_LINK
    from adapters.slack import HUDDLE_LINK
    from adapters.slack import PLATFORM as SLACK

    address = config.calendars.address
    return Installation(
        feeds=f"{address}/calendar" if address else "",
        calendars=config.feeds.enabled,
        jitsi=config.rooms.jitsi,
        rooms=room_order(config),
        voices={DISCORD: VOICE_LINK},
        huddles={SLACK: HUDDLE_LINK},
    )


def utc_now() -> datetime:
    """The wall clock, aware; read nowhere else."""
    return datetime.now(UTC)


@dataclass
class Serving:
    """What runs, by platform. `ended` is set when the last platform is gone for good."""

    messengers: dict[str, Messenger] = field(default_factory=dict)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def words(self) -> str:
        return ", ".join(sorted(self.messengers)) or "the database alone"

    def gone(self, platform: str, why: str) -> None:
        """The platform will not have us any more; what waits for it waits until it is mended, or expires."""
        log.error("%s: %s", platform, why)
        self.messengers.pop(platform, None)
        if not self.messengers:
            self.ended.set()


@asynccontextmanager
async def bot_of(config: Config, clock: Callable[[], datetime] = utc_now) -> AsyncIterator[Serving]:
    """The bot as configured, running for as long as the block lasts.

    Raises OperatorError for a platform that refuses.
    """
    database = Database.open(config.database.url, seal=seal_of(config.database), erased=erased_in(config.database))
    serving = Serving()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        offered = asks(installation(config))
        app = App(database, offered)
        await begin_forgetting(config.database, database, offered, clock())
        await stack.enter_async_context(_calendars(config, app, database, clock))
        if config.discord.token:
            await stack.enter_async_context(_discord(config, app, database, clock, serving))
        if config.slack.is_used:
            await stack.enter_async_context(_slack(config, app, database, clock, serving))
        if not serving.messengers:
            log.warning("no platform is configured, so nobody is served; try `office-hours playground`")
            yield serving
            return
        await stack.enter_async_context(making_rooms(config, database, clock))
        if config.feeds.enabled:
            await stack.enter_async_context(reading_calendars(config, database, clock))
        await stack.enter_async_context(beside(OldCopies(config.database), clock))
        clockwork = Clockwork(database, offered, serving.messengers)
        heartbeat = Heartbeat(clockwork, clock, partial(time_at, _spoken_to(config)))
        heartbeat.start()
        stack.push_async_callback(heartbeat.stop)
        warming_up().start()
        yield serving


def warming_up() -> Thread:
    """Loads what reading typed times needs, beside everything else: neither a start nor a member waits for it."""
    return Thread(target=warm_up, name="warm-up")


def _spoken_to(config: Config) -> list[str]:
    """The addresses of the platforms that are configured."""
    discord = [config.discord.api_url] if config.discord.token else []
    return discord + ([config.slack.api_url] if config.slack.is_used else [])


@asynccontextmanager
async def beside(job: Job, clock: Callable[[], datetime]) -> AsyncIterator[None]:
    """The job runs beside the tick for as long as the block lasts."""
    running = Beside(job, clock)
    running.start()
    try:
        yield
    finally:
        await running.stop()


@asynccontextmanager
async def reading_calendars(config: Config, database: Database, clock: Callable[[], datetime]) -> AsyncIterator[None]:
    """The calendars that people add are read beside the tick for as long as the block lasts."""
    from adapters.feeds.reader import WebFeeds

    async with beside(Rounds(database, WebFeeds(config.feeds.hosts)), clock):
        yield


@asynccontextmanager
async def making_rooms(config: Config, database: Database, clock: Callable[[], datetime]) -> AsyncIterator[None]:
    """Rooms are made beside the tick for as long as the block lasts."""
    from adapters.rooms.opening import opened

    async with (
        opened(room_settings(config), clock) as services,
        beside(RoomMaker(database, services, config.rooms.jitsi), clock),
    ):
        yield


@asynccontextmanager
async def _discord(
    config: Config, app: App, database: Database, clock: Callable[[], datetime], serving: Serving
) -> AsyncIterator[None]:
    from adapters.discord import PLATFORM
    from adapters.discord.service import Discord, Refused

    settings = discord_settings(config.discord, config.community.zone)
    service = Discord(settings, app, database, Presence(database, app.registry), clock)
    serving.messengers[PLATFORM] = service.messenger
    try:
        await service.start()
    except Refused as error:
        raise OperatorError(str(error)) from error
    service.gone.add_done_callback(lambda gone: serving.gone(PLATFORM, gone.result()))
    try:
        yield
    finally:
        await service.stop()


@asynccontextmanager
async def _slack(
    config: Config, app: App, database: Database, clock: Callable[[], datetime], serving: Serving
) -> AsyncIterator[None]:
    from adapters.slack import PLATFORM
    from adapters.slack.service import Refused, Slack
    from adapters.slack.web import serving_on
    from adapters.slack.workspaces import BadKey

    settings = slack_settings(config.slack, config.community.zone)
    try:
        service = Slack(settings, app, database, Presence(database, app.registry), clock)
        serving.messengers[PLATFORM] = service.messenger
        await service.start()
    except (Refused, BadKey) as error:
        raise OperatorError(str(error)) from error
    service.gone.add_done_callback(lambda gone: serving.gone(PLATFORM, gone.result()))
    async with AsyncExitStack() as stack:
        stack.push_async_callback(service.stop)
        if config.slack.mode == "http":
            try:
                await stack.enter_async_context(serving_on(service, settings, clock, config.slack.listen))
            except OSError as error:
                words = f"Port {config.slack.listen} cannot be used: {error.strerror}. Choose another: `slack.listen`."
                raise OperatorError(words) from error
        yield


@asynccontextmanager
async def _calendars(
    config: Config, app: App, database: Database, clock: Callable[[], datetime]
) -> AsyncIterator[None]:
    if not config.calendars.address:
        yield
        return
    from adapters.calendars.serving import serving_on
    from bot.feeds import Feeds

    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(serving_on(Feeds(database, app.registry), clock, config.calendars.listen))
        except OSError as error:
            words = (
                f"Port {config.calendars.listen} cannot be used: {error.strerror}. Choose another: `calendars.listen`."
            )
            raise OperatorError(words) from error
        yield


def slack_settings(config: SlackConfig, zone: str) -> "SlackSettings":
    """What the adapter needs of the configuration."""
    from adapters.slack.service import Settings

    return Settings(
        mode=config.mode,
        bot_token=config.bot_token,
        app_token=config.app_token,
        signing_secret=config.signing_secret,
        client_id=config.client_id,
        client_secret=config.client_secret,
        keys=tuple(config.key.split(",")) if config.key else (),
        api_url=f"{config.api_url}/",
        address=config.address,
        prefix=config.prefix,
        zone=zone,
    )


def discord_settings(config: DiscordConfig, zone: str) -> "Settings":
    """What the adapter needs of the configuration."""
    from adapters.discord.service import Settings

    return Settings(
        token=config.token,
        api_url=config.api_url,
        development_guild=config.development_guild or None,
        shard_ids=config.shard_ids,
        shard_count=config.shard_count or None,
        requests_per_second=config.requests_per_second,
        zone=zone,
    )
