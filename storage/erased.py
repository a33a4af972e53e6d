"""Who must stay erased, kept outside of the database: an old backup that is restored knows nothing of it.

A line for each account: a digest under the key in the first line, and when. Whoever has the file alone learns how many
were erased and when; whoever has the members' list too can try who it was, so it is for its owner's eyes only.
"""

import hmac
import os
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

_HEAD = "office hours: erased 1 "


class BrokenLog(Exception):
    """The file is none of ours, in words that say what to do."""


class ErasureLog:
    """In a file, or, without one, in memory. It is made when somebody is erased first."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._key = b""
        self._in_memory: list[str] = []

    def digest(self, platform: str, space: str, account: str) -> str:
        """Of one account in one space, always the same."""
        self._open()
        told = "\n".join((platform, space, account)).encode()
        return hmac.digest(self._key, told, "sha256").hex()

    def add(self, erased: Iterable[tuple[str, datetime]]) -> None:
        """Notes digests, for good: they are on the disk when this returns."""
        self._write([f"{digest} {at.isoformat()}" for digest, at in erased])

    def all(self) -> Mapping[str, datetime]:
        """When each was erased last. Raises BrokenLog."""
        found: dict[str, datetime] = {}
        for line in self._lines()[1:]:
            digest, _, at = line.partition(" ")
            try:
                moment = datetime.fromisoformat(at)
            except ValueError:
                continue  # a line that a power cut broke off: what it said is still in the database, and comes again
            found[digest] = max(moment, found.get(digest, moment))
        return found

    def _open(self) -> None:
        if self._key:
            return
        lines = self._lines()
        if not lines:
            self._write([f"{_HEAD}{secrets.token_hex(32)}"])
            lines = self._lines()
        if not lines[0].startswith(_HEAD):
            raise BrokenLog(f"{self._file} does not say who was erased. Put back the file that did, or move it away.")
        self._key = bytes.fromhex(lines[0].removeprefix(_HEAD))

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
            log.write("".join(f"{line}\n" for line in lines))
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
