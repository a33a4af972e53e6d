"""The heartbeat ticks, and goes on after a tick that failed."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.scheduling import heartbeat
from bot.scheduling.heartbeat import Heartbeat

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Clockwork:
    """Counts ticks; the first one raises."""

    def __init__(self) -> None:
        self.ticks: list[datetime] = []
        self.enough = asyncio.Event()
        self.is_stopped = False

    async def tick(self, now: datetime) -> None:
        self.ticks.append(now)
        if len(self.ticks) == 1:
            raise RuntimeError("the first tick fails")
        self.enough.set()

    def stop(self) -> None:
        self.is_stopped = True


async def test_a_beat_that_fails_is_followed_by_the_next(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(heartbeat, "EVERY_SECONDS", 0.02)
    clockwork = Clockwork()
    heart = Heartbeat(clockwork, lambda: NOW)  # type: ignore[arg-type]  # only `tick` is asked
    heart.start()
    await asyncio.wait_for(clockwork.enough.wait(), 10)
    await heart.stop()
    assert clockwork.ticks[:2] == [NOW, NOW]
    assert heart.last_beat_at == NOW
    assert "a beat failed" in caplog.text
    assert clockwork.is_stopped


async def test_nothing_ticks_by_a_clock_that_is_wrong() -> None:
    async def elsewhere() -> datetime:
        return NOW

    shown = [NOW, NOW.replace(year=2038), NOW]
    clockwork = Clockwork()
    heart = Heartbeat(clockwork, lambda: shown[0], elsewhere)  # type: ignore[arg-type]  # only `tick` is asked
    for _ in range(3):
        await heart.beat()
        shown.pop(0)
    assert clockwork.ticks == [NOW, NOW]
