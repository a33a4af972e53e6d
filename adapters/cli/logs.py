"""The log: on stderr, in UTC, without anything a member wrote."""

import logging
import re
import sys
import threading
import time
import warnings
from contextlib import suppress
from copy import copy
from typing import TextIO

from adapters.cli.traces import NOT_TOLD, sentences, trace

log = logging.getLogger(__name__)

_TALKATIVE = (
    "aiohttp",
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
        said = record.getMessage()
        if record.name == "asyncio":
            # It goes on with the task's own words: its arguments, and what its error says.
            said = re.split(r"[<(\n]", said)[0].rstrip()
        if record.exc_info:
            for words in sentences(record.exc_info[1]):
                said = said.replace(words, NOT_TOLD)
        record = copy(record)
        record.msg, record.args = said, ()
        return super().format(record)

    def formatException(self, ei: object) -> str:
        error = ei[1] if isinstance(ei, tuple) else None
        return trace(error) if isinstance(error, BaseException) else ""


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:
        """Python's own tells the arguments of the line that could not be written."""
        kind, place = getattr(sys.exc_info()[0], "__name__", "nothing"), f"{record.pathname}:{record.lineno}"
        with suppress(OSError, ValueError):  # where the stream itself is closed, nobody reads
            self.stream.write(f"a line of {record.name} ({place}) could not be written: {kind}\n")


def start_log(level: str) -> None:
    """Log from `level` ("debug", "info", "warning" or "error") on; the talkative only from a warning on."""
    handler = _Handler(sys.stderr)
    form = _Form("%(asctime)sZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    handler.setFormatter(form)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A beat that is still sending when the next is due is no fault; APScheduler would warn of it each second.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    _take_over()


def _take_over() -> None:
    """What Python itself would print, words and all: errors that nobody catches, and warnings."""

    def uncaught(where: str, error: BaseException | None) -> None:
        log.error("an error was caught by nobody, %s", where, exc_info=error)

    def warned(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        log.warning("%s at %s:%s", category.__name__, filename, lineno)

    sys.excepthook = lambda kind, error, at: uncaught("and everything ends", error)
    sys.unraisablehook = lambda found: uncaught("while something was thrown away", found.exc_value)
    threading.excepthook = lambda found: uncaught("in a thread", found.exc_value)
    warnings.showwarning = warned
