"""The log: on stderr, in UTC, without anything a member wrote."""

import logging
import sys
import time

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


def start_log(level: str) -> None:
    """Log from `level` ("debug", "info", "warning" or "error") on; the talkative only from a warning on."""
    handler = logging.StreamHandler(sys.stderr)
    form = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    handler.setFormatter(form)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A beat that is still sending when the next is due is no fault; APScheduler would warn of it each second.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
