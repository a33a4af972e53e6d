"""What must be gone and could come back: people from an old copy, backups of which the time is over."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from adapters.cli.backup_keys import KeyRing
from adapters.cli.config import DatabaseConfig
from bot.domain.retention import BACKUPS
from bot.registry import Registry
from bot.scheduling.retention import EVERY, Forgetting
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
    await OldCopies(config).run(now)


class OldCopies:
    """Throws away, once an hour, keys of backups and a copy from before an upgrade of which the time is over."""

    def __init__(self, config: DatabaseConfig) -> None:
        self._config = config
        self._file = database_file(config)
        self._looked_at: datetime | None = None

    async def run(self, now: datetime) -> None:
        """Raises OperatorError when the keys of backups cannot be read."""
        if self._file is None or (self._looked_at is not None and now - self._looked_at < EVERY):
            return
        self._looked_at = now
        ring_of(self._config, self._file).expire(now.date())
        copy = self._file.with_name(f"{self._file.name}.before-upgrade")
        if copy.exists() and now - datetime.fromtimestamp(copy.stat().st_mtime, UTC) >= BACKUPS:
            copy.unlink()
            log.info("%s was thrown away: it was older than %s days", copy, BACKUPS.days)


def ring_of(config: DatabaseConfig, file: Path) -> KeyRing:
    """The keys of backups: beside the database, unless the configuration says otherwise."""
    return KeyRing(Path(config.backup_keys or f"{file}.backup-keys"))
