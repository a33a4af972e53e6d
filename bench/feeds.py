"""Feed bombs: how long each one lives, and how long the event loop stands still meanwhile.

    python -m bench.feeds

The promise is three seconds and 250 ms (`reliability` T15). The baseline is the loop with nothing to do: its longest
pause says how much of the figure is the machine's. For comparison, a calendar of a thousand events is read in a child
process, as always, and in the loop itself.
"""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from adapters.feeds.parsing import Parser, _asked
from adapters.feeds.refusal import Unreadable
from adapters.feeds.worker import answer
from tests.adapters.feeds.bombs import REFUSED, SURVIVED
from tests.adapters.feeds.reading import SEEN, calendar, wanted

LIVES_SECONDS = 3.0
STANDS_SECONDS = 0.25


@dataclass
class Watched:
    """What the loop did: how long it took, and its longest pause beyond a millisecond."""

    seconds: float = 0.0
    pause: float = 0.0


@asynccontextmanager
async def watched() -> AsyncIterator[Watched]:
    """Looks every millisecond, for as long as the block lasts."""
    found = Watched()
    began = time.perf_counter()

    async def look() -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            found.pause, last = max(found.pause, now - last - 0.001), now

    looking = asyncio.create_task(look())
    await asyncio.sleep(0.01)
    yield found
    await asyncio.sleep(0.01)
    looking.cancel()
    found.seconds = time.perf_counter() - began


async def bombed(name: str, body: bytes) -> Watched:
    async with watched() as found:
        try:
            await Parser().parse(body, SEEN, wanted())
            said = "read"
        except Unreadable as error:
            said = error.reason
    print(f"{found.seconds:6.2f} s  {found.pause * 1000:6.0f} ms  {name}: {said}")
    return found


async def paused(work: Callable[[], object]) -> float:
    async with watched() as found:
        result = work()
        if asyncio.iscoroutine(result):
            await result
    return found.pause


async def main() -> None:
    async with watched() as idle:
        await asyncio.sleep(3)
    print(f"the loop alone pauses {idle.pause * 1000:.0f} ms at most\n  lives   pause   bomb")
    found = [await bombed(name, body) for name, body in {**REFUSED, **SURVIVED}.items()]
    longest, still = max(one.seconds for one in found), max(one.pause for one in found)
    middle = statistics.median(one.pause for one in found)
    print(f"\n{len(found)} bombs: the longest lives {longest:.2f} s (promised {LIVES_SECONDS:.0f} s)")
    print(
        f"the loop stands still for {still * 1000:.0f} ms at most (promised {STANDS_SECONDS * 1000:.0f} ms), ", end=""
    )
    print(f"{middle * 1000:.0f} ms in the middle, {still / max(idle.pause, 0.001):.1f} times as long as alone")
    body = calendar(*(f"DTSTART:202604{n % 28 + 1:02}T{n % 24:02}0000Z\nDURATION:PT1H" for n in range(1000)))
    child = await paused(lambda: Parser().parse(body, SEEN, wanted()))
    inside = await paused(lambda: answer(_asked(body, wanted())))
    print(f"1,000 events: {child * 1000:.0f} ms by a child, {inside * 1000:.0f} ms in the loop, ", end="")
    print(f"{inside / max(child, 0.001):.0f} times as long")


if __name__ == "__main__":
    asyncio.run(main())
