"""Who must stay erased, kept outside of the database: an old backup that is restored knows nothing of it.

A line for each account: a digest, and when. It is made with a secret that is sealed in the database: whoever has the
file alone learns how many were erased, and when.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.seal import seal_of


class ErasureLog:
    """In a file, or, without one, in memory. It is made when somebody is erased first."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._in_memory: list[str] = []

    def add(self, erased: Iterable[tuple[str, datetime]]) -> None:
        """Notes digests, for good: they are on the disk when this returns."""
        self._write([f"{digest} {at.isoformat()}" for digest, at in erased])

    def all(self) -> Mapping[str, datetime]:
        """When each was erased last."""
        found: dict[str, datetime] = {}
        for line in self._lines():
            digest, _, at = line.partition(" ")
            try:
                moment = datetime.fromisoformat(at)
            except ValueError:
                continue  # a line that a power cut broke off: what it said is still in the database, and comes again
            found[digest] = max(moment, found.get(digest, moment))
        return found

    def _lines(self) -> list[str]:
        if self._file is None:
            return self._in_memory
        try:
            return self._file.read_text(encoding="ascii").splitlines()
        except FileNotFoundError:
            return []

    def _write(self, lines: list[str]) -> None:
        if self._file is None:
            self._in_memory += lines
            return
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        with os.fdopen(os.open(self._file, flags, 0o600), "w", encoding="ascii") as log:
            log.write("".join(f"\n{line}\n" for line in lines))  # a line that was broken off spoils no other
            log.flush()
            os.fsync(log.fileno())


_LOG = "office hours: erased"


def carry(connection_info: dict[str, object], log: ErasureLog) -> None:
    """What is erased on a connection is noted here."""
    connection_info[_LOG] = log


def carried(connection_info: Mapping[str, object]) -> ErasureLog:
    """Where it is noted."""
    found = connection_info[_LOG]
    assert isinstance(found, ErasureLog)
    return found


def digest_of(connection: AsyncConnection, platform: str, space: str, account: str) -> str:
    """Of one account in one space, the same for as long as the database lives, whatever keys it is sealed with."""
    return seal_of(connection).digest("erased account", platform, space, account).hex()
