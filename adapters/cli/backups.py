"""`office-hours db backup`, `db restore`: a copy that is read for thirty days, and comes back without the erased.

A backup is a line that names its key and the day, then pieces sealed with AES-256-GCM, each tied to that line, to its
place and to whether it is the last: none can be changed, moved or cut off unseen. Nothing is written in plain.
"""

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.cli.backup_keys import KeyRing
from adapters.cli.config import DatabaseConfig
from adapters.cli.errors import OperatorError
from adapters.cli.leftovers import database_file, erased_in, ring_of
from adapters.cli.migrating import checked, upgrade
from adapters.cli.sealing import seal_of
from adapters.cli.wiring import asks
from bot.scheduling.retention import Forgetting
from storage.database import Database
from storage.seal import Seal

_HEAD = "office hours backup 1"
_PIECE = 1024 * 1024
_TAG = 16
_BESIDE = ("-wal", "-shm")
SERVER = (
    "PostgreSQL is backed up by its own tools: pg_dump and pg_restore. Encrypt what they write, and throw it away "
    "within 30 days, or who was erased lives on in it."
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and how many who were erased since did not."""

    made_on: date
    erased: int


def backup(config: DatabaseConfig, to: Path | None, now: datetime) -> Path:
    """Writes a backup, also while the bot runs; the file. Raises OperatorError."""
    file = _file(config)
    if not file.exists():
        raise OperatorError(f"There is no database {file} to back up.")
    made = to or file.with_name(f"{file.name}.{now:%Y-%m-%dT%H%M%S}.backup")
    key = ring_of(config, file).of_today(now.date())
    head = f"{_HEAD} {key.name} {key.made_on}\n".encode()
    try:
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(head)
            for piece in _sealed(AESGCM(key.secret), head, _whole(file)):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise OperatorError(f"I cannot write {made}: {error.strerror}.") from error
    return made


def restore(config: DatabaseConfig, backup_file: Path, now: datetime, *, replaces: bool) -> Restored:
    """Puts a backup in the place of the database and erases again whoever was erased since. Raises OperatorError."""
    file = _file(config)
    seal = seal_of(config)
    if file.exists() and not replaces:
        raise OperatorError(f"{file} is there already. Add --replace to put the backup in its place.")
    try:
        held = backup_file.read_bytes()
    except OSError as error:
        raise OperatorError(f"I cannot read {backup_file}: {error.strerror}.") from error
    made_on, whole = _opened(ring_of(config, file), held, backup_file, now.date())
    _refuse_running(file)
    _put(file, whole, seal)
    upgrade(config.url, seal)
    return Restored(made_on, asyncio.run(_erased_again(config, now)))


async def _erased_again(config: DatabaseConfig, now: datetime) -> int:
    database = Database.open(config.url, seal=seal_of(config), erased=erased_in(config))
    try:
        erased = await Forgetting(database, asks()).revive(now)
        await database.scrub()
        return erased
    finally:
        await database.close()


def _file(config: DatabaseConfig) -> Path:
    """The file of a SQLite database. Raises OperatorError for a server."""
    file = database_file(config)
    if file is None:
        raise OperatorError(SERVER)
    return file


def _whole(file: Path) -> bytes:
    """The database as one moment saw it, without the remains of what was deleted; in memory, never in a plain file."""
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(":memory:")) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=MEMORY")
        copy.execute("VACUUM")
        return copy.serialize()


def _sealed(box: AESGCM, head: bytes, whole: bytes) -> Iterator[bytes]:
    for number, first in enumerate(range(0, len(whole), _PIECE)):
        nonce = os.urandom(12)
        yield nonce + box.encrypt(
            nonce, whole[first : first + _PIECE], _place(head, number, first + _PIECE >= len(whole))
        )


def _place(head: bytes, number: int, is_last: bool) -> bytes:
    return head + number.to_bytes(8, "big") + bytes([is_last])


def _opened(ring: KeyRing, held: bytes, file: Path, today: date) -> tuple[date, bytes]:
    first, _, rest = held.partition(b"\n")
    head = first + b"\n"
    words = first.decode("ascii", "replace").split(" ")
    if " ".join(words[:-2]) != _HEAD:
        raise OperatorError(f"{file} is no backup that `office-hours db backup` wrote.")
    try:
        made_on = date.fromisoformat(words[-1])
    except ValueError:
        raise OperatorError(f"{file} is no backup that `office-hours db backup` wrote.") from None
    box = AESGCM(ring.find(words[-2], made_on, today).secret)
    size = 12 + _PIECE + _TAG
    pieces = [rest[at : at + size] for at in range(0, len(rest), size)]
    try:
        opened = [
            box.decrypt(piece[:12], piece[12:], _place(head, number, number == len(pieces) - 1))
            for number, piece in enumerate(pieces)
        ]
    except (InvalidTag, ValueError):
        raise OperatorError(f"{file} was changed, or a part of it is missing. Take another backup.") from None
    if not opened:
        raise OperatorError(f"{file} was changed, or a part of it is missing. Take another backup.")
    return made_on, b"".join(opened)


def _refuse_running(file: Path) -> None:
    """Raises OperatorError while something else has the database open."""
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError:
        raise OperatorError("Something uses the database. End the bot first, then restore.") from None
    except sqlite3.DatabaseError:
        return  # it is broken: that is what the backup is for


def _put(file: Path, whole: bytes, seal: Seal) -> None:
    """In the place of what stood there, once it is certain that it can be read; nothing half-written ever stands there.

    Raises OperatorError for a damaged one, one of a newer version, and one that was sealed with other keys.
    """
    new = file.with_name(f"{file.name}.restoring")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(whole)
        out.flush()
        os.fsync(out.fileno())
    with closing(sqlite3.connect(new)) as connection:
        [[found]] = connection.execute("PRAGMA integrity_check")
    if found != "ok":
        new.unlink()
        raise OperatorError(f"What the backup holds is damaged ({found}). Nothing was changed; take another one.")
    try:
        checked(f"sqlite:///{new}", seal)
    except OperatorError:
        _unlink(new)
        raise
    for beside in _BESIDE:
        for one in (file, new):
            one.with_name(f"{one.name}{beside}").unlink(missing_ok=True)
    os.replace(new, file)


def _unlink(file: Path) -> None:
    for one in (file, *(file.with_name(f"{file.name}{beside}") for beside in _BESIDE)):
        one.unlink(missing_ok=True)
