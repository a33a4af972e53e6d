"""One calendar over https: few redirects, each checked anew, little time, little memory, nothing taken along."""

import asyncio
import ssl
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urljoin

from aiohttp import (
    ClientConnectionError,
    ClientConnectorCertificateError,
    ClientError,
    ClientResponse,
    ClientSession,
    DummyCookieJar,
)
from yarl import URL

from adapters.feeds.refusal import Unreadable
from adapters.feeds.way import Way
from bot.errors import UserError
from bot.ports.feeds import Address, Seen
from bot.text import clipped

MOST_BYTES = 2 << 20
"""Of a calendar, on the wire and unpacked."""
MOST_REDIRECTS = 3
_MOST_NAMED = 5
SECONDS = 10
_CHUNK = 1 << 14
_REDIRECTS = (301, 302, 303, 307, 308)
_BEGINS = b"BEGIN:VCALENDAR"
_MARK = "utf-8-sig"
_ASKS = {"User-Agent": "OfficeHours (calendar reader)", "Accept": "text/calendar", "Accept-Encoding": "gzip"}

_TOO_BIG = "It is larger than the 2 MB I read."
_NO_CALENDAR = "What is there is no calendar. Copy the address that ends the export or sharing of your calendar."
_STATUS = {
    401: "It asks for a password. Use the secret or public address of the calendar.",
    403: "It does not let me in. Use the secret or public address of the calendar.",
    404: "There is no calendar at that address any more.",
    410: "There is no calendar at that address any more.",
    429: "Its website asks me to come less often.",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A calendar as it came, unpacked."""

    body: bytes = field(repr=False)
    seen: Seen


class Unzip(Protocol):
    """What `zlib.decompressobj` makes."""

    @property
    def unconsumed_tail(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes: ...


class Fetcher:
    """Fetches from any public host, or from `hosts` and what lies under them alone."""

    def __init__(self, hosts: Collection[str] = (), way: Way | None = None, seconds: float = SECONDS) -> None:
        self._hosts = tuple(host.lower() for host in hosts)
        self._way = way or Way()
        self._seconds = seconds

    async def fetch(self, address: Address, seen: Seen) -> Fetched | None:
        """None when the server says that what was seen is still right. Raises Unreadable."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._followed(address, seen)
        except TimeoutError:
            raise Unreadable(f"It did not answer within {self._seconds:g} seconds.") from None
        except (ClientConnectorCertificateError, ssl.SSLError):
            raise Unreadable("Its certificate is not in order, so I did not read it.") from None
        except ClientConnectionError:
            raise Unreadable("I could not connect to its website.") from None
        except (ClientError, ValueError, zlib.error):
            raise Unreadable("Its website does not answer as it should.") from None

    async def _followed(self, address: Address, seen: Seen) -> Fetched | None:
        asks = {**_ASKS, **_conditions(seen)}
        async with ClientSession(
            connector=self._way.connector(),
            cookie_jar=DummyCookieJar(),
            headers=asks,
            trust_env=False,
            auto_decompress=False,
        ) as session:
            for _ in range(MOST_REDIRECTS + 1):
                self._check_host(address)
                async with session.get(URL(address.url, encoded=True), allow_redirects=False) as response:
                    if response.status == 304 and seen != Seen():
                        return None
                    if response.status not in _REDIRECTS:
                        return await _taken(response)
                    address = _target(address, response)
        raise Unreadable("It sends me on and on.")

    def _check_host(self, address: Address) -> None:
        if self._hosts and not any(address.host == host or address.host.endswith(f".{host}") for host in self._hosts):
            some = [clipped(host, 60) for host in self._hosts[:_MOST_NAMED]]
            more = " and some more" if len(self._hosts) > _MOST_NAMED else ""
            raise Unreadable(f"Here I read calendars from these places only: {', '.join(some)}{more}.")


def _conditions(seen: Seen) -> Mapping[str, str]:
    asked = {"If-None-Match": seen.etag, "If-Modified-Since": seen.modified}
    return {name: value for name, value in asked.items() if value}


def _target(address: Address, response: ClientResponse) -> Address:
    """Where a redirect leads, as strictly read as what was typed."""
    try:
        return Address.parse(urljoin(address.url, response.headers.get("Location", "")))
    except UserError:
        raise Unreadable("It sends me to an address that I do not read.") from None


async def _taken(response: ClientResponse) -> Fetched:
    if response.status != 200:
        often = f"Its website answers with an error ({response.status})."
        raise Unreadable(_STATUS.get(response.status, often))
    body = await _body(response)
    return Fetched(body, Seen(_said(response, "ETag"), _said(response, "Last-Modified")))


def _said(response: ClientResponse, name: str) -> str:
    """A header to be sent back; one that is very long is not worth it."""
    value = response.headers.get(name, "")
    return value if len(value) <= 300 and value.isascii() and value.isprintable() else ""


async def _body(response: ClientResponse) -> bytes:
    """Unpacked, and given up as soon as it is too much or cannot be a calendar."""
    unzip = _unzip(response.headers.get("Content-Encoding", "").strip().lower())
    is_calendar = response.content_type == "text/calendar"
    came, body = 0, bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        came += len(chunk)
        body += unzip.decompress(chunk, MOST_BYTES + 1 - len(body)) if unzip else chunk
        if came > MOST_BYTES or len(body) > MOST_BYTES:
            raise Unreadable(_TOO_BIG)
        if not is_calendar and len(body) > _CHUNK:
            _check_begins(body)
    _check_begins(body)
    return bytes(body)


def _unzip(coding: str) -> Unzip | None:
    if coding in ("", "identity"):
        return None
    if coding in ("gzip", "x-gzip", "deflate"):
        return zlib.decompressobj(zlib.MAX_WBITS | 32)
    raise Unreadable("Its website packs it in a way that I do not know.")


def _check_begins(body: bytes | bytearray) -> None:
    start = bytes(body[: len(_BEGINS) + 64]).decode(_MARK, "replace").lstrip().upper().encode()
    if not start.startswith(_BEGINS):
        raise Unreadable(_NO_CALENDAR)
