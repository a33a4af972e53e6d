"""Calendars are read beside the playground's clock, as of the moment it shows."""

import asyncio
from datetime import datetime

import pytest

from adapters.playground import rounds
from adapters.playground.server import Playground
from tests.adapters.playground.gallery import Stage


class Counted:
    """The first round fails, the second finds something."""

    def __init__(self) -> None:
        self.moments: list[datetime] = []
        self.enough = asyncio.Event()

    async def run(self, now: datetime) -> int:
        self.moments.append(now)
        if len(self.moments) == 1:
            raise RuntimeError("the first round fails")
        if len(self.moments) > 3:
            self.enough.set()
        return 1


async def test_rounds_go_on_while_the_page_is_served(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rounds, "SECONDS", 0.01)
    state, counted = stage.playground._state, Counted()
    served = Playground(state.app, state.clockwork, state.chat, state.clock, rounds=counted)
    runner = await served.serve(0)
    await asyncio.wait_for(counted.enough.wait(), 20)
    await runner.cleanup()
    assert set(counted.moments) == {state.clock.now()}
    assert "a round failed" in caplog.text
    count = len(counted.moments)
    await asyncio.sleep(0.05)
    assert len(counted.moments) == count
