"""A bomb ends a child process and nothing else: it is refused in plain words, and meanwhile everything goes on."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from adapters.feeds import parsing
from adapters.feeds.parsing import Parser
from adapters.feeds.reader import WebFeeds
from adapters.feeds.refusal import Unreadable
from bot.ports.feeds import Address, Read, Refused, Seen
from tests.adapters.feeds.bombs import REFUSED, SURVIVED
from tests.adapters.feeds.reading import SEEN, calendar, read, spans, wanted
from tests.fakes.feeds.host import Host, answer


@dataclass
class Pulse:
    """How often the loop came round."""

    beats: int = 0


@asynccontextmanager
async def beating() -> AsyncIterator[Pulse]:
    pulse = Pulse()

    async def beat() -> None:
        while True:
            await asyncio.sleep(0.001)
            pulse.beats += 1

    task = asyncio.create_task(beat())
    try:
        yield pulse
    finally:
        task.cancel()


def test_there_are_many_bombs() -> None:
    assert len(REFUSED) >= 20


@pytest.mark.parametrize("name", REFUSED)
async def test_a_bomb_is_refused_while_the_loop_goes_on(name: str) -> None:
    parser = Parser()
    async with beating() as pulse:
        with pytest.raises(Unreadable) as caught:
            await parser.parse(REFUSED[name], SEEN, wanted())
    assert caught.value.reason.endswith((".", "?"))
    assert parser.children == []
    assert pulse.beats > 5


@pytest.mark.parametrize("name", SURVIVED)
async def test_whatever_it_is_reading_ends_with_a_calendar_or_a_reason(name: str) -> None:
    parser = Parser()
    for deadlines in (False, True):
        with contextlib.suppress(Unreadable):
            assert isinstance(await parser.parse(SURVIVED[name], SEEN, wanted(deadlines=deadlines)), Read)
    assert parser.children == []


async def test_after_a_bomb_the_next_calendar_is_read() -> None:
    parser = Parser(seconds=30)
    bomb, fine = await asyncio.gather(
        parser.parse(REFUSED["a day that never comes"], SEEN, wanted()),
        parser.parse(calendar("DTSTART:20260303T090000Z\nDURATION:PT1H"), SEEN, wanted()),
        return_exceptions=True,
    )
    assert isinstance(bomb, Unreadable)
    assert isinstance(fine, Read)
    assert spans(fine) == ["03-03 09:00 to 03-03 10:00"]


@pytest.mark.parametrize(
    "work",
    [
        "import time; time.sleep(600)",
        "held = [bytearray(1 << 20) for _ in range(600)]",
        "while True: pass",
        "import os; os.kill(os.getpid(), 11)",
        "print('[1, 2')",
        "print('{\"spans\": [[2, 1]]}')",
        "print('{\"deadlines\": [{}]}')",
        "import sys; [sys.stdout.write('x' * 65536) for _ in range(100)]",
        "import sys\nwhile True: sys.stdout.write('x' * 65536)",
        "open('/dev/null'); open('somewhere', 'w').write('x')",
    ],
    ids=[
        "sleeps",
        "takes memory",
        "spins",
        "crashes",
        "breaks off",
        "lies",
        "leaves out",
        "talks long",
        "talks on",
        "writes",
    ],
)
async def test_a_child_that_goes_astray_is_killed_and_not_believed(work: str, monkeypatch: pytest.MonkeyPatch) -> None:
    start = f"import sys; sys.path.insert(0, sys.argv[1]); from adapters.feeds.worker import limit; limit(); {work}"
    monkeypatch.setattr(parsing, "_CODE", (*parsing._CODE[:4], start, *parsing._CODE[5:]))
    parser = Parser(seconds=3)
    with pytest.raises(Unreadable):
        await parser.parse(calendar(), SEEN, wanted())
    assert parser.children == []


async def test_a_reader_that_is_cancelled_leaves_no_child() -> None:
    parser = Parser()
    reading = asyncio.create_task(parser.parse(REFUSED["a day that never comes"], SEEN, wanted()))
    for _ in range(1000):
        await asyncio.sleep(0.001 if not parser.children else 0)
    [child] = parser.children
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


async def test_five_thousand_events_over_the_years_are_read() -> None:
    days = (
        f"DTSTART:{2016 + n // 360}{n // 30 % 12 + 1:02}{n % 28 + 1:02}T090000Z\nDURATION:PT1H" for n in range(4900)
    )
    ends = (day.replace("DURATION:PT1H", f"DTEND:{day[8:16]}T100000Z") for day in days)
    found = await read(calendar(*ends))
    assert len(found.spans) > 100


async def test_a_bomb_from_a_host_is_refused_with_its_reason(host: Host) -> None:
    host.scripts["/ada"] = answer(REFUSED["every second"])
    found = await WebFeeds(way=host.way()).read(Address.parse("https://calendar.example.com/ada"), Seen(), wanted())
    assert isinstance(found, Refused)
    assert "once a day" in found.reason
