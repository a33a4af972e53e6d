"""Addresses that lead where nobody should be led: not one of them is connected to.

A spy stands at the socket itself, below every library: whatever is connected to is seen, and only the fake host may be.
"""

import asyncio
import itertools
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from adapters.feeds.fetching import Fetcher
from adapters.feeds.public import is_public
from adapters.feeds.refusal import Unreadable
from adapters.feeds.way import Place, Way
from bot.errors import UserError
from bot.ports.feeds import Address, Seen
from tests.fakes.feeds.host import HERE, Host, answer, redirect

START = "https://calendar.example.com/start"
CORPUS = Path(__file__).parent / "corpus"

HIDDEN = (CORPUS / "hidden.txt").read_text("utf-8").split()
"""What a name may stand for that is nobody's business."""

OPEN = (
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "172.15.0.1",
    "172.32.0.1",
    "100.63.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2606:4700::1111",
)

WRITTEN = (CORPUS / "written.txt").read_text("utf-8").splitlines()
"""Addresses as somebody might type them, or a host send them; a `\\t` is a tab."""


def written() -> list[str]:
    return [address.replace("\\t", "\t") for address in WRITTEN]


@dataclass
class Spy:
    """Every place that any socket of this process set out for."""

    places: list[object] = field(default_factory=list)


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    """The event loop's own connects are seen too: it asks the socket."""
    found = Spy()
    real = socket.socket.connect

    class Watched(socket.socket):
        def connect(self, address: object, /) -> None:
            found.places.append(address)
            real(self, address)  # type: ignore[arg-type]  # whatever it is, it is passed on

        def connect_ex(self, address: object, /) -> int:
            found.places.append(address)
            raise AssertionError("nobody asks for this")

    monkeypatch.setattr(socket, "socket", Watched)
    return found


def looking_up(*addresses: str) -> Way:
    """The usual way, but for the names."""
    return Way(lambda host: [(address, 443) for address in addresses])


async def refusal(way: Way, address: str = START) -> str:
    with pytest.raises(Unreadable) as caught:
        await Fetcher(way=way).fetch(Address.parse(address), Seen())
    return caught.value.reason


def test_the_corpus_is_large() -> None:
    assert len(set(HIDDEN)) >= 60
    assert len(set(written())) >= 60


async def test_the_spy_sees_a_connection(host: Host, spy: Spy) -> None:
    host.scripts["/start"] = answer()
    await Fetcher(way=host.way()).fetch(Address.parse(START), Seen())
    assert spy.places == [(HERE, host.port)]


@pytest.mark.parametrize("address", HIDDEN)
async def test_a_name_that_stands_for_a_hidden_place_is_not_connected_to(address: str, spy: Spy) -> None:
    assert "private network" in await refusal(looking_up(address))
    assert spy.places == []


@pytest.mark.parametrize("address", HIDDEN)
async def test_one_hidden_place_among_open_ones_is_enough(address: str, spy: Spy) -> None:
    assert "private network" in await refusal(looking_up("93.184.216.34", address))
    assert spy.places == []


@pytest.mark.parametrize("address", written())
async def test_a_hidden_place_however_written_is_refused_before_anything_is_looked_up(address: str, spy: Spy) -> None:
    with pytest.raises(UserError):
        Address.parse(address)
    assert spy.places == []


@pytest.mark.parametrize("address", [one for one in written() if not one.startswith(("/", "https:///"))])
async def test_a_redirect_to_a_hidden_place_leads_nowhere(address: str, host: Host, spy: Spy) -> None:
    host.scripts["/start"] = redirect(address.encode().decode("latin-1"))
    await refusal(host.way())
    assert spy.places == [(HERE, host.port)]


@pytest.mark.parametrize("address", HIDDEN[::6])
async def test_a_redirect_to_a_name_of_a_hidden_place_leads_nowhere(address: str, host: Host, spy: Spy) -> None:
    host.scripts["/start"] = redirect("https://other.example.com/next")
    here = (HERE, host.port)

    def look_up(name: str) -> Sequence[Place]:
        return [here] if name == "calendar.example.com" else [(address, 443)]

    ours = host.way(look_up)
    assert "private network" in await refusal(ours)
    assert spy.places == [here]


async def test_a_name_that_changes_its_mind_is_asked_once_a_time_and_held_to_it(host: Host, spy: Spy) -> None:
    """Rebinding: one answer is fine, the next is this machine, and so on."""
    host.scripts["/start"] = answer()
    here = (HERE, host.port)
    turns = itertools.cycle([[here], [("127.0.0.1", 443)]])
    asked: list[str] = []

    def look_up(name: str) -> Sequence[Place]:
        asked.append(name)
        return next(turns)

    fetcher = Fetcher(way=host.way(look_up))
    for _ in range(2):
        assert await fetcher.fetch(Address.parse(START), Seen()) is not None
        with pytest.raises(Unreadable, match="private network"):
            await fetcher.fetch(Address.parse(START), Seen())
    assert len(asked) == 4
    assert spy.places == [here, here]


async def test_what_is_connected_to_is_checked_even_when_the_look_up_lied(spy: Spy) -> None:
    """The last gate stands at the socket and does not trust what was checked before."""
    answers = iter([True, False])
    way = Way(lambda host: [("127.0.0.1", 443)], lambda place: next(answers))
    assert "connect" in await refusal(way)
    assert spy.places == []


async def test_another_port_is_not_connected_to(spy: Spy) -> None:
    assert "private network" in await refusal(Way(lambda host: [("93.184.216.34", 8443)]))
    assert spy.places == []


@pytest.mark.parametrize("places", [[], [("not an address", 443)]])
async def test_a_name_that_stands_for_nothing_is_refused(places: list[Place], spy: Spy) -> None:
    assert "private network" in await refusal(Way(lambda host: places))
    assert spy.places == []


async def test_a_name_nobody_knows_is_told(spy: Spy) -> None:
    def look_up(name: str) -> Sequence[Place]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    assert "cannot find" in await refusal(Way(look_up))
    assert spy.places == []


async def test_looking_up_that_hangs_does_not_hold_the_loop(spy: Spy) -> None:
    done = asyncio.Event()
    loop = asyncio.get_running_loop()

    def look_up(name: str) -> Sequence[Place]:
        asyncio.run_coroutine_threadsafe(_set(done), loop).result(10)
        return []

    await refusal(Way(look_up))
    assert done.is_set()


async def _set(done: asyncio.Event) -> None:
    done.set()


@pytest.mark.parametrize("address", OPEN)
def test_the_public_internet_is_open(address: str) -> None:
    assert is_public(address)
