"""A clock that jumps is asked about before anything is sent by it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.scheduling.steady import ASK_EVERY, PATIENCE, SteadyClock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOURS = timedelta(hours=2)


@dataclass
class Machine:
    """Time as it is, a wall clock that is wrong by `off`, and somebody outside who may be asked."""

    passed: timedelta = timedelta(0)
    off: timedelta = timedelta(0)
    is_reachable: bool = True
    asked: int = 0
    clock: SteadyClock = field(init=False)

    def __post_init__(self) -> None:
        self.clock = SteadyClock(self.wall, self.elapsed, self.witness)

    def wall(self) -> datetime:
        return NOON + self.passed + self.off

    def elapsed(self) -> float:
        return 5000 + self.passed.total_seconds()

    async def witness(self) -> datetime | None:
        self.asked += 1
        return NOON + self.passed if self.is_reachable else None

    async def after(self, passes: timedelta) -> datetime | None:
        self.passed += passes
        return await self.clock.now()


async def test_an_even_clock_is_believed_and_nobody_is_asked_again() -> None:
    machine = Machine()
    for _ in range(100):
        assert await machine.after(timedelta(seconds=1)) == NOON + machine.passed
    assert machine.asked == 1


@pytest.mark.parametrize("jump", [HOURS, timedelta(days=12 * 365)])
async def test_a_clock_that_jumps_ahead_is_not_believed_until_it_is_right(
    jump: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    machine = Machine()
    await machine.after(ASK_EVERY)
    machine.off = jump
    for _ in range(100):
        assert await machine.after(timedelta(seconds=1)) is None
    assert machine.asked <= 5
    assert caplog.text.count("nothing is sent until it is right") == 1
    machine.off = timedelta(0)
    assert await machine.after(ASK_EVERY) == NOON + machine.passed
    assert "believed again" in caplog.text


async def test_a_machine_that_slept_goes_on_at_once() -> None:
    machine = Machine()
    await machine.after(ASK_EVERY)
    slept = machine.elapsed()
    machine.elapsed = lambda: slept  # type: ignore[method-assign]  # counts nothing while it sleeps
    machine.clock._elapsed = machine.elapsed
    assert await machine.after(HOURS) == NOON + machine.passed


async def test_a_clock_that_goes_back_is_followed(caplog: pytest.LogCaptureFixture) -> None:
    machine = Machine()
    await machine.after(ASK_EVERY)
    machine.off = -HOURS
    assert await machine.after(timedelta(seconds=1)) == NOON + machine.passed - HOURS
    assert await machine.after(timedelta(seconds=1)) == NOON + machine.passed - HOURS
    assert caplog.text.count("went back by 2:00:00") == 1


async def test_with_nobody_to_ask_a_jump_is_waited_with_and_then_believed() -> None:
    machine = Machine(is_reachable=False)
    assert await machine.after(ASK_EVERY) == NOON + machine.passed
    machine.off = HOURS
    waited = timedelta(0)
    while await machine.after(ASK_EVERY) is None:
        waited += ASK_EVERY
    assert PATIENCE - ASK_EVERY <= waited <= PATIENCE + ASK_EVERY


async def test_a_process_that_starts_with_a_wrong_clock_waits_too() -> None:
    machine = Machine(off=HOURS)
    assert await machine.after(ASK_EVERY) is None
    machine.is_reachable = False
    assert await machine.after(ASK_EVERY) is None
    machine.off, machine.is_reachable = timedelta(0), True
    assert await machine.after(ASK_EVERY) == NOON + machine.passed


async def test_a_few_minutes_are_a_clock_put_right() -> None:
    machine = Machine()
    await machine.after(ASK_EVERY)
    machine.off = timedelta(minutes=4)
    assert await machine.after(timedelta(seconds=1)) == NOON + machine.passed + machine.off
