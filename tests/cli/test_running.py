"""`office-hours run` as a service manager sees it: ready, told to stop, gone."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.cli import running
from adapters.cli.config import Config, DatabaseConfig
from adapters.cli.errors import OperatorError
from adapters.cli.wiring import Serving
from tests.sealing import KEY


class Bot:
    """Something to run. `seconds` is how long it takes to put down what it holds."""

    def __init__(self, seconds: float = 0) -> None:
        self.seconds = seconds
        self.is_ready = asyncio.Event()
        self.is_closed = False

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Serving]:
        self.is_ready.set()
        yield Serving()
        await asyncio.sleep(self.seconds)
        self.is_closed = True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_cleanly(number: signal.Signals, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    bot = Bot()
    served = asyncio.create_task(running.serve(bot.open()))
    await bot.is_ready.wait()
    os.kill(os.getpid(), number)
    assert await served == 0
    assert bot.is_closed
    assert caplog.messages == ["ready: the database alone", "stopping", "stopped"]


async def test_work_that_does_not_end_is_left_behind_and_shows_in_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(running, "GRACE_SECONDS", 0.01)
    bot = Bot(seconds=3600)
    served = asyncio.create_task(running.serve(bot.open()))
    await bot.is_ready.wait()
    os.kill(os.getpid(), signal.SIGTERM)
    assert await served == running.LATE
    assert not bot.is_closed
    assert "with work under way" in caplog.text


def test_a_database_that_is_not_ready_is_refused_before_anything_starts(tmp_path: Path) -> None:
    config = Config(DatabaseConfig(f"sqlite:///{tmp_path / 'office-hours.db'}", (KEY,)))
    with pytest.raises(OperatorError, match=r"no tables yet\. Type `office-hours db upgrade`"):
        running.run(config)
