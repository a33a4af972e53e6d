"""What must be gone and could come back: people from an old copy, backups of which the time is over."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from adapters.cli.backup_keys import KeyRing
from adapters.cli.config import DatabaseConfig
from bot.domain.retention import BACKUPS
from bot.registry import Registry
from bot.scheduling.retention import Forgetting
from storage.database import Database
from storage.engine import database_url
from storage.erased import ErasureLog

log = logging.getLogger(__name__)


def erased_in(config: DatabaseConfig) -> ErasureLog:
    """Where it is written down who must stay erased: beside the database, unless the configuration says otherwise."""
    file = database_file(config)
    return ErasureLog(Path(config.erased or (f"{file}.erased" if file else "office-hours.erased")))


def database_file(config: DatabaseConfig) -> Path | None:
    """The file of a SQLite database; None for a server."""
    found = database_url(config.url)
    return Path(found.database) if found.get_backend_name() == "sqlite" and found.database else None


async def begin_forgetting(config: DatabaseConfig, database: Database, offered: Registry, now: datetime) -> None:
    """At each start: whoever an old copy of the database brought back is erased again, and old copies go."""
    again = await Forgetting(database, offered).revive(now)
    if again:
        log.info("erased again after a restore: %s", again)
    await database.scrub()
    file = database_file(config)
    if file is None:
        return
    ring_of(config, file).expire(now.date())
    copy = file.with_name(f"{file.name}.before-upgrade")
    if copy.exists() and now - datetime.fromtimestamp(copy.stat().st_mtime, UTC) >= BACKUPS:
        copy.unlink()
        log.info("%s was thrown away: it was older than %s days", copy, BACKUPS.days)


def ring_of(config: DatabaseConfig, file: Path) -> KeyRing:
    """The keys of backups: beside the database, unless the configuration says otherwise."""
    return KeyRing(Path(config.backup_keys or f"{file}.backup-keys"))
