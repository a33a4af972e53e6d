"""The log: on stderr, in UTC, without anything a member wrote."""

import logging
import sys
import time
from copy import copy

from adapters.cli.traces import trace

_TALKATIVE = (
    "aiohttp.access",
    "aiosqlite",
    "alembic",
    "apscheduler",
    "discord",
    "matplotlib",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
)
"""Libraries that write a query's values, a page's address or a message's words when they may speak freely."""


class _Form(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        if record.name == "asyncio":
            # It goes on with the task's own words: its arguments, and what its error says.
            record = copy(record)
            record.msg, record.args = record.getMessage().splitlines()[0].partition("<")[0].rstrip(), ()
        return super().format(record)

    def formatException(self, ei: object) -> str:
        error = ei[1] if isinstance(ei, tuple) else None
        return trace(error) if isinstance(error, BaseException) else ""


def start_log(level: str) -> None:
    """Log from `level` ("debug", "info", "warning" or "error") on; the talkative only from a warning on."""
    handler = logging.StreamHandler(sys.stderr)
    form = _Form("%(asctime)sZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    handler.setFormatter(form)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A beat that is still sending when the next is due is no fault; APScheduler would warn of it each second.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
