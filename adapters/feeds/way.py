"""How a name becomes a connection: looked up once, checked, and connected to at the very address that was checked."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

from aiohttp import AddrInfoType, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from adapters.feeds.public import is_public
from adapters.feeds.refusal import Unreadable

Place = tuple[str, int]
"""A numeric address and a port."""

_PRIVATE = "That address leads into a private network, which I do not read."
_threads = ThreadPoolExecutor(4, "feed-names")
"""Looking a name up blocks, for half a minute when nobody answers: it must not take the threads of others."""


def looked_up(host: str) -> Sequence[Place]:
    """What the system's resolver says; blocks. Raises OSError."""
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return [(str(place[0]), int(place[1])) for *_, place in found]


def is_open(place: Place) -> bool:
    """The public internet, at the port of https."""
    return is_public(place[0]) and place[1] == 443


@dataclass(frozen=True, slots=True)
class Way:
    """The way to hosts. The default leads to the public internet only; a test gives its own."""

    look_up: Callable[[str], Sequence[Place]] = looked_up
    is_open: Callable[[Place], bool] = is_open
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def connector(self) -> TCPConnector:
        """For one fetch: nothing is looked up ahead, kept, or shared."""
        return TCPConnector(
            resolver=_Resolver(self),
            ssl=self.tls,
            use_dns_cache=False,
            force_close=True,
            socket_factory=self._socket,
        )

    def _socket(self, address: AddrInfoType) -> socket.socket:
        """Asked for each connection with where it goes: the last gate, whatever was looked up before."""
        family, kind, protocol, _, place = address
        if not self.is_open((str(place[0]), int(place[1]))):
            raise OSError(_PRIVATE)
        return socket.socket(family, kind, protocol)


class _Resolver(AbstractResolver):
    """Looks up by `way` and lets a name through only when all it stands for is open."""

    def __init__(self, way: Way) -> None:
        self._way = way

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        try:
            places = await loop.run_in_executor(_threads, self._way.look_up, host)
        except (OSError, UnicodeError):
            raise Unreadable("I cannot find that address. Is it still right?") from None
        if not places or not all(map(self._way.is_open, places)):
            raise Unreadable(_PRIVATE)
        return [_result(host, place) for place in places]

    async def close(self) -> None:
        """There is nothing to close."""


def _result(host: str, place: Place) -> ResolveResult:
    is_six = isinstance(ip_address(place[0]), IPv6Address)
    return ResolveResult(
        hostname=host,
        host=place[0],
        port=place[1],
        family=socket.AF_INET6 if is_six else socket.AF_INET,
        proto=socket.IPPROTO_TCP,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )
