"""The parent's side of reading: a child process for each calendar, killed when it takes too long."""

import asyncio
import contextlib
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adapters.feeds.refusal import Unreadable
from bot.ports.feeds import Deadline, Read, Seen, Span, Wanted

SECONDS = 3
"""By the wall; the child's own 2 seconds of CPU stop most that go wrong before that."""
AT_ONCE = 2
MOST_ANSWER = 2 << 20
_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from adapters.feeds.worker import main; main()"
_TOO_HARD = "It takes too long to read. Is something in it repeated without end?"
_CODE = (sys.executable, "-I", "-B", "-c", _START, _ROOT)


class Parser:
    """Reads calendars in child processes, a few at once."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._free = asyncio.Semaphore(AT_ONCE)
        self.children: list[int] = []

    async def parse(self, body: bytes, seen: Seen, wanted: Wanted) -> Read:
        """Raises Unreadable, whatever is in `body`. When cancelled, the child is killed."""
        async with self._free:
            said = await self._said(_asked(body, wanted))
        try:
            return _read(json.loads(said), seen)
        except (ValueError, KeyError, TypeError):
            raise Unreadable(_TOO_HARD) from None

    async def _said(self, asked: bytes) -> bytes:
        pipe = asyncio.subprocess.PIPE
        child = await asyncio.create_subprocess_exec(
            *_CODE, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL, env={}, cwd="/", limit=MOST_ANSWER
        )
        self.children.append(child.pid)
        try:
            async with asyncio.timeout(self._seconds):
                async with asyncio.TaskGroup() as talk:
                    talk.create_task(_tell(child, asked))
                    hearing = talk.create_task(_hear(child))
                await child.wait()
                return hearing.result()
        except TimeoutError:
            raise Unreadable(_TOO_HARD) from None
        finally:
            if child.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    child.kill()
                # The loop takes it for ended only when all it said has been taken from it.
                await _hear(child)
                await child.wait()
            self.children.remove(child.pid)


async def _tell(child: asyncio.subprocess.Process, asked: bytes) -> None:
    assert child.stdin is not None
    with contextlib.suppress(ConnectionError):
        child.stdin.write(asked)
        await child.stdin.drain()
    child.stdin.close()


async def _hear(child: asyncio.subprocess.Process) -> bytes:
    """What it says to its end, of which nothing is kept beyond a limit that no honest answer reaches."""
    assert child.stdout is not None
    said = bytearray()
    while more := await child.stdout.read(1 << 16):
        said += more[: MOST_ANSWER - len(said)]
    return bytes(said)


def _asked(body: bytes, wanted: Wanted) -> bytes:
    head = {
        "deadlines": wanted.deadlines,
        "zone": wanted.zone,
        "since": wanted.now.timestamp(),
        "until": wanted.until.timestamp(),
    }
    return json.dumps(head).encode() + b"\n" + body


def _read(said: Mapping[str, Any], seen: Seen) -> Read:
    """Raises Unreadable for a refusal; ValueError, KeyError or TypeError for what no honest child says."""
    if "refused" in said:
        raise Unreadable(str(said["refused"]))
    spans = tuple(Span(_moment(start), _moment(end)) for start, end in said.get("spans", ()))
    due = tuple(
        Deadline(str(one["uid"]), str(one["title"]), _moment(one["at"]), bool(one["is_day"]))
        for one in said.get("deadlines", ())
    )
    return Read(seen, spans, due)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
