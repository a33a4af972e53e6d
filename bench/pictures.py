"""Drawing each chart, as a ratio to a bare Pillow PNG of its size in the same run, and how free it leaves the loop.

    python -m bench.pictures [--runs 40]

The baseline fills a sheet, draws eight boxes and as many short words with Pillow's own letters, and packs it as hard.
Time is of the process, not of the wall, so that neighbours on the machine do not count. Memory is measured in a process
that draws nothing else (on Linux): what the first picture adds to it (the libraries), and what a hundred more add.

The loop: a task sleeps a millisecond again and again while pictures are drawn in a thread and then in a process; how
much later than that it wakes, with nothing drawn beside it as the baseline.
"""

import argparse
import asyncio
import multiprocessing
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.pictures import paper
from tests.pictures.golden import PICTURES
from tests.pictures.seeing import size

MOST_MS, MOST_MB = 150, 200


def bare(width: int, height: int) -> bytes:
    """The least that a picture can cost."""
    image = Image.new("RGBA", (width, height), paper.PAPER)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=paper.SMALL)
    for at in range(8):
        draw.rectangle((at * 90, height // 2, at * 90 + 62, height), fill=paper.BLUE)
        draw.text((at * 90, height // 3), str(at * 111), fill=paper.INK, font=font)
    out = BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()


def spent(draw: Callable[[], bytes], runs: int) -> list[float]:
    """Milliseconds of processor time of each run after a first that is not counted, rising."""
    draw()
    times: list[float] = []
    for _ in range(runs):
        began = time.process_time()
        draw()
        times.append((time.process_time() - began) * 1000)
    return sorted(times)


def peak() -> float:
    """The most memory that this process has held, in MB; `getrusage` would tell of the process that started it."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def drawing(name: str) -> None:
    """A process of its own: prints the MB before the first picture, after it, and after a hundred more."""
    before = peak()
    PICTURES[name]()
    first = peak()
    for _ in range(100):
        PICTURES[name]()
    print(before, first, peak())


def measure(name: str, runs: int) -> bool:
    """Prints one picture's figures; whether they are within what was promised."""
    draw = PICTURES[name]
    width, height = size(draw())
    times, least = spent(draw, runs), spent(lambda: bare(width, height), runs)
    p50, p95, base = statistics.median(times), times[int(len(times) * 0.95)], statistics.median(least)
    command = [sys.executable, "-m", "bench.pictures", "--drawing", name]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    before, first, last = map(float, said.split())
    print(
        f"{name:<10} {width} × {height}  p50 {p50:5.1f} ms  p95 {p95:5.1f} ms  bare Pillow {base:5.1f} ms  "
        f"{p50 / base:4.1f} : 1   memory {first - before:5.1f} MB with the first, {last - first:4.1f} MB with 100 more"
    )
    return p95 < MOST_MS and last - before < MOST_MB


async def lag(pool: Executor | None, pictures: int = 20) -> list[float]:
    """How late, in ms, a task wakes while a pool draws; None: while nothing is drawn."""
    loop = asyncio.get_running_loop()
    late: list[float] = []

    async def beats() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            late.append((time.perf_counter() - began) * 1000 - 1)

    if pool is not None:
        await loop.run_in_executor(pool, PICTURES["programme"])
    beating = asyncio.create_task(beats())
    for _ in range(pictures):
        await (asyncio.sleep(0.05) if pool is None else loop.run_in_executor(pool, PICTURES["programme"]))
    beating.cancel()
    return sorted(late)


def measure_loop() -> None:
    """Prints how free the loop stays."""
    with (
        ThreadPoolExecutor(1) as thread,
        ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process,
    ):
        for name, pool in (("nothing", None), ("a thread", thread), ("a process", process)):
            late = asyncio.run(lag(pool))
            p50, p99 = statistics.median(late), late[len(late) * 99 // 100]
            print(f"loop beside {name:<10} p50 {p50:5.2f} ms late  p99 {p99:5.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--drawing", default="", choices=("", *PICTURES), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.drawing:
        drawing(args.drawing)
        return
    kept = [measure(name, args.runs) for name in PICTURES]
    measure_loop()
    if not all(kept):
        raise SystemExit(f"more than {MOST_MS} ms or {MOST_MB} MB")


if __name__ == "__main__":
    main()
