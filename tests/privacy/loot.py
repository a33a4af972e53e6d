"""What a thief of the disk has: database files of several days, their write-ahead logs, a backup, the log; no key."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from storage.traces import TRACES

Rows = list[dict[str, Any]]


@dataclass
class Post:
    """What everybody in the channel sees of a post: when it came, and its words."""

    id: str
    at: datetime
    text: str


@dataclass
class Loot:
    """Several copies of the database, the oldest first, and what any member knows besides."""

    members: list[int]
    posts: list[Post]
    files: list[Path] = field(default_factory=list)
    fresh: dict[Path, str] = field(default_factory=dict)
    backup: bytes = b""
    log: str = ""

    def take(self, database: Path, folder: Path, vent: str = "") -> None:
        """A copy of the files as they lie there, while the bot runs; right after this was written, if anything was."""
        file = folder / f"stolen-{len(self.files)}.db"
        self.files.append(file)
        if vent:
            self.fresh[file] = vent
        for beside in ("", "-wal"):
            source = database.with_name(f"{database.name}{beside}")
            if source.exists():
                shutil.copy(source, file.with_name(f"{file.name}{beside}"))
                shutil.copy(source, file.with_name(f"{file.name}{beside}.raw"))

    def rows(self, table: str, *, every: bool = False) -> Rows:
        """Those of the last copy, or of all, in the order in which they lie."""
        found: Rows = []
        for file in self.files if every else self.files[-1:]:
            with closing(sqlite3.connect(file)) as connection:
                connection.row_factory = sqlite3.Row
                found += [dict(row) for row in connection.execute(f'SELECT * FROM "{table}"')]
        return found

    def bytes(self) -> bytes:
        """Everything that lies in the files, deleted or not."""
        raw = (one for file in self.files for one in (f"{file}.raw", f"{file}-wal.raw"))
        return b"".join(Path(one).read_bytes() for one in raw if Path(one).exists())

    def written_with(self) -> Iterator[bytes]:
        """For each post that had just been written: what its transaction wrote, as the log beside the file holds it."""
        for file, vent in self.fresh.items():
            log = Path(f"{file}-wal.raw").read_bytes()
            yield next(pages for pages in _commits(log) if vent.encode() in pages)

    def traces(self) -> Iterator[tuple[datetime, int]]:
        """Each moment that stands beside a person, in any table and any copy."""
        for table, column in sorted({(trace.table.name, trace.column) for trace in TRACES}):
            for row in self.rows(table, every=True):
                if row[column] in self.members:
                    yield from ((at, row[column]) for at in map(moment, row.values()) if at is not None)


def _commits(log: bytes) -> Iterator[bytes]:
    size, pages = int.from_bytes(log[8:12], "big"), b""
    for at in range(32, len(log) - size, size + 24):
        pages += log[at + 24 : at + 24 + size]
        if int.from_bytes(log[at + 4 : at + 8], "big"):
            yield pages
            pages = b""


def moment(value: object) -> datetime | None:
    if not isinstance(value, str) or len(value) < 19 or value[10] != " ":
        return None
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    except ValueError:
        return None
