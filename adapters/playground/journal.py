"""What the chat remembers across a restart: a file of lines, one JSON object each, only ever added to."""

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from adapters.playground import rooms
from adapters.playground.codec import Unreadable, to_json, view_from_json
from adapters.playground.post import Post

log = logging.getLogger(__name__)


class Journal:
    """Posts, what was read, who takes no direct messages, and the clock. Without a path nothing is kept.

    A line that cannot be read (cut short by a crash, or written by another version) is left out with a
    word in the log; the rest is kept.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.posts: list[Post] = []
        self.read: dict[tuple[str, str], int] = {}
        self.closed: set[str] = set()
        self.clock: datetime | None = None
        for line, number in self._lines():
            try:
                self._take(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError, Unreadable) as error:
                log.warning("line %d of the chat's journal is left out: %s", number, type(error).__name__)

    def posted(self, post: Post) -> None:
        """Keeps a message that everybody in the room sees."""
        self._add(
            kind="post",
            id=post.id,
            room=post.room.key,
            at=post.at.isoformat(),
            author=post.author,
            said=post.said,
            view=to_json(post.view),
            nonce=post.nonce,
        )

    def seen(self, account: str, room: str, post: int) -> None:
        """Keeps how far somebody has read."""
        self._add(kind="read", account=account, room=room, id=post)

    def takes_dms(self, account: str, takes: bool) -> None:
        """Keeps whether somebody takes direct messages."""
        self._add(kind="dms", account=account, takes=takes)

    def moved(self, moment: datetime) -> None:
        """Keeps the time it is."""
        self._add(kind="clock", at=moment.isoformat())

    def _lines(self) -> Iterator[tuple[str, int]]:
        if self._path is not None and self._path.exists():
            with self._path.open(encoding="utf-8", errors="replace") as file:
                yield from ((line, number) for number, line in enumerate(file, 1) if line.strip())

    def _add(self, **record: Any) -> None:
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")

    def _take(self, record: dict[str, Any]) -> None:
        match record["kind"]:
            case "post":
                self._take_post(record)
            case "read":
                self.read[record["account"], record["room"]] = int(record["id"])
            case "dms":
                change = self.closed.discard if record["takes"] else self.closed.add
                change(record["account"])
            case "clock":
                self.clock = datetime.fromisoformat(record["at"])

    def _take_post(self, record: dict[str, Any]) -> None:
        room = rooms.parse(record["room"])
        if room is None:
            raise Unreadable("no such room")
        view = None if record["view"] is None else view_from_json(record["view"])
        at = datetime.fromisoformat(record["at"])
        number = int(record["id"])
        self.posts.append(Post(number, number, room, at, record["author"], record["said"], view, nonce=record["nonce"]))
