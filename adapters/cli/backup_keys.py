"""Keys of backups, one a day, each thrown away after thirty days: what it opened can then be read by nobody any more.

So whoever was erased is out of the backups too, a month later at most, wherever copies of those lie.
"""

import base64
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from fcntl import LOCK_EX, flock
from pathlib import Path

from adapters.cli.errors import OperatorError
from bot.domain.retention import BACKUPS

_BYTES = 32


@dataclass(frozen=True, slots=True)
class BackupKey:
    """`name` stands in what the key sealed, and tells nothing of it."""

    name: str
    made_on: date
    secret: bytes

    @property
    def ends_on(self) -> date:
        return self.made_on + BACKUPS


class KeyRing:
    """A file of its own, for its owner's eyes only; never to be copied to where the backups are."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def of_today(self, today: date) -> BackupKey:
        """The key for what is backed up today, made where there is none yet; those that ended are gone."""
        with self._alone():
            kept = self._expired(today)
            found = next((key for key in kept if key.made_on == today), None)
            if found is None:
                found = BackupKey(secrets.token_hex(8), today, secrets.token_bytes(_BYTES))
                self._write([*kept, found])
            return found

    def expire(self, today: date) -> list[BackupKey]:
        """Throws away what has ended; those that are left."""
        with self._alone():
            return self._expired(today)

    def _expired(self, today: date) -> list[BackupKey]:
        every = self._read()
        kept = [key for key in every if key.ends_on > today]
        if kept != every:
            self._write(kept)
        return kept

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time: of two that write, one's key would be lost, and with it what it sealed."""
        try:
            folder = os.open(self._file.parent, os.O_RDONLY)
        except OSError as error:
            raise OperatorError(f"I cannot open the folder of {self._file}: {error.strerror}.") from error
        try:
            flock(folder, LOCK_EX)
            yield
        finally:
            os.close(folder)

    def find(self, name: str, made_on: date, today: date) -> BackupKey:
        """The key of a backup. Raises OperatorError with the exact cause when there is none."""
        ends_on = made_on + BACKUPS
        if ends_on <= today:
            raise OperatorError(
                f"This backup is from {made_on}. Its key ended on {ends_on} and was thrown away, as /privacy promises: "
                "nobody can read it any more. Take a newer one."
            )
        found = next((key for key in self.expire(today) if key.name == name), None)
        if found is None:
            raise OperatorError(f"The key of this backup, {name}, is not in {self._file}. Put back the file it is in.")
        return found

    def _read(self) -> list[BackupKey]:
        try:
            lines = self._file.read_text(encoding="ascii").splitlines()
            return [_key(json.loads(line)) for line in lines]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError) as error:
            raise OperatorError(f"{self._file} holds no keys of backups. Put back the file that did.") from error

    def _write(self, keys: Iterable[BackupKey]) -> None:
        lines = [
            json.dumps({"name": key.name, "made_on": f"{key.made_on}", "key": base64.b64encode(key.secret).decode()})
            for key in keys
        ]
        new = self._file.with_name(f"{self._file.name}.new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as ring:
            ring.write("".join(f"{line}\n" for line in lines))
            ring.flush()
            os.fsync(ring.fileno())
        old = self._file.with_name(f"{self._file.name}.old")
        old.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            os.link(self._file, old)
        os.replace(new, self._file)
        _overwrite(old)


def _key(held: dict[str, str]) -> BackupKey:
    return BackupKey(held["name"], date.fromisoformat(held["made_on"]), base64.b64decode(held["key"]))


def _overwrite(file: Path) -> None:
    """As well as a file system allows: what stood in the blocks is written over before they are free."""
    with suppress(FileNotFoundError):
        with file.open("r+b") as old:
            old.write(bytes(file.stat().st_size))
            old.flush()
            os.fsync(old.fileno())
        file.unlink()
