"""`office-hours run`: a plain program that says when it is ready and ends cleanly when it is told to."""

import asyncio
import logging
import signal
from contextlib import AbstractAsyncContextManager

from adapters.cli.checking import check
from adapters.cli.config import Config
from adapters.cli.errors import OperatorError
from adapters.cli.wiring import Serving, bot_of

log = logging.getLogger(__name__)

GRACE_SECONDS = 8
"""For what is under way when it is told to end; those who run it kill it after 10 s (`reliability` F34)."""

LATE = 1
"""The exit code when that was not enough."""

ENDED = 3
"""The exit code when no platform will have the bot any more."""


def run(config: Config) -> int:
    """Run until SIGTERM or Ctrl+C and return the exit code.

    Raises OperatorError, before anything is started, with the first thing that `office-hours check` finds.
    """
    wrong = next((finding for finding in check(config) if not finding.is_fine), None)
    if wrong is not None:
        raise OperatorError(f"{wrong.what} {wrong.mend}")
    return asyncio.run(serve(bot_of(config)))


async def serve(bot: AbstractAsyncContextManager[Serving]) -> int:
    """Enter `bot`, and leave it at the first signal or when it serves nobody any more."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    serving = await bot.__aenter__()
    log.info("ready: %s", serving.words)
    waiting = [asyncio.ensure_future(told.wait()), asyncio.ensure_future(serving.ended.wait())]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for wait in waiting:
        wait.cancel()
    log.info("stopping")
    try:
        async with asyncio.timeout(GRACE_SECONDS):
            await bot.__aexit__(None, None, None)
    except TimeoutError:
        log.warning("stopped after %s s with work under way; it is taken up at the next start", GRACE_SECONDS)
        return LATE
    log.info("stopped")
    return 0 if told.is_set() else ENDED
