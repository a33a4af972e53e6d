"""The child process that reads one calendar: it limits itself first, and nobody misses it when it dies.

In: one line of JSON that says what is wanted, then the calendar. Out: JSON, what was found or why nothing was.
"""

import json
import os
import resource
import sys
from datetime import UTC, datetime

MEGABYTES = 256
CPU_SECONDS = 2
UNREADABLE = "I cannot make sense of it. Does your own calendar program still show it?"


def limit() -> None:
    """No more memory, time or files than a calendar needs, and no core when it is over. Cannot be taken back.

    A Mac maps more than that before it begins and refuses the limit of memory; there the others have to do.
    """
    limits = [
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ]
    if sys.platform != "darwin":
        limits.append((resource.RLIMIT_AS, MEGABYTES << 20))
    for kind, most in limits:
        resource.setrlimit(kind, (most, most))


def answer(asked: bytes) -> dict[str, object]:
    """What was found, by name, or `refused` with the reason. Never raises but for want of memory."""
    from adapters.feeds.events import read
    from adapters.feeds.refusal import Unreadable
    from adapters.feeds.sieve import sieved

    head, _, body = asked.partition(b"\n")
    wanted = json.loads(head)
    since, until = (datetime.fromtimestamp(wanted[name], UTC) for name in ("since", "until"))
    try:
        calendar = sieved(body.decode("utf-8", "replace"), since, until, has_words=wanted["deadlines"])
        return dict(read(calendar, wanted["deadlines"], wanted["zone"], since, until))
    except Unreadable as error:
        return {"refused": error.reason}
    except Exception:
        # The libraries raise whatever they like (`reliability` M14); none of it may get out.
        return {"refused": UNREADABLE}


def main() -> None:
    """Reads standard input to its end and writes one answer."""
    limit()
    try:
        said = answer(sys.stdin.buffer.read())
    except MemoryError:
        said = {"refused": UNREADABLE}
    sys.stdout.buffer.write(json.dumps(said).encode())
    sys.stdout.buffer.flush()
    # Tidying up would take longer than the work.
    os._exit(0)
