"""`office-hours run`: a plain program that says when it is ready and ends cleanly when it is told to."""

import asyncio
import logging
import signal
from contextlib import AbstractAsyncContextManager

from adapters.cli.checking import check
from adapters.cli.config import Config
from adapters.cli.errors import OperatorError
from adapters.cli.wiring import bot_of

log = logging.getLogger(__name__)

GRACE_SECONDS = 8
"""For what is under way when it is told to end; those who run it kill it after 10 s (`reliability` F34)."""

LATE = 1
"""The exit code when that was not enough."""


def run(config: Config) -> int:
    """Run until SIGTERM or Ctrl+C and return the exit code.

    Raises OperatorError, before anything is started, with the first thing that `office-hours check` finds.
    """
    wrong = next((finding for finding in check(config) if not finding.is_fine), None)
    if wrong is not None:
        raise OperatorError(f"{wrong.what} {wrong.mend}")
    return asyncio.run(serve(bot_of(config)))


async def serve(bot: AbstractAsyncContextManager[str]) -> int:
    """Enter `bot`, which says in a few words what it serves, and leave it at the first signal."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    serves = await bot.__aenter__()
    log.info("ready: %s", serves)
    await told.wait()
    log.info("stopping")
    try:
        async with asyncio.timeout(GRACE_SECONDS):
            await bot.__aexit__(None, None, None)
    except TimeoutError:
        log.warning("stopped after %s s with work under way; it is taken up at the next start", GRACE_SECONDS)
        return LATE
    log.info("stopped")
    return 0
