"""A host of calendars on this machine: real TLS, and bytes as a script wants them, good or bad."""

import asyncio
import contextlib
import ssl
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from adapters.feeds.way import Place, Way

HERE = "127.0.0.1"
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nEND:VCALENDAR\r\n"


@dataclass(frozen=True)
class Asked:
    """A request as it came: the path with its query, and headers by their small name."""

    path: str
    headers: Mapping[str, str]


Script = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes = CALENDAR, status: str = "200 OK", **headers: str) -> Script:
    """Answers with a body and its length; a header's `_` is a `-`."""

    async def script(asked: Asked, out: asyncio.StreamWriter) -> None:
        given = {"content-type": "text/calendar; charset=utf-8", "content-length": str(len(body))}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        out.write(f"HTTP/1.1 {status}\r\n{lines}connection: close\r\n\r\n".encode() + body)
        await out.drain()

    return script


def redirect(location: str, status: str = "302 Found") -> Script:
    return answer(b"", status, location=location)


def stream(chunk: bytes, head: str = "content-type: text/calendar", pause: float = 0.0) -> Script:
    """Sends a chunk again and again, without end."""

    async def script(asked: Asked, out: asyncio.StreamWriter) -> None:
        out.write(f"HTTP/1.1 200 OK\r\n{head}\r\nconnection: close\r\n\r\n".encode())
        while True:
            out.write(chunk)
            await out.drain()
            await asyncio.sleep(pause)

    return script


def raw(*parts: bytes, pause: float = 0.0) -> Script:
    """Just these bytes, each part after a pause."""

    async def script(asked: Asked, out: asyncio.StreamWriter) -> None:
        for part in parts:
            out.write(part)
            await out.drain()
            await asyncio.sleep(pause)

    return script


@dataclass
class Host:
    """Listens on this machine for any name; what it was asked, what it answers by path, how much it sent."""

    port: int = 0
    scripts: dict[str, Script] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    serving: set[asyncio.Task[None]] = field(default_factory=set)

    def way(self, look_up: Callable[[str], Sequence[Place]] | None = None) -> Way:
        """Leads every name here, and nowhere else."""
        here = (HERE, self.port)
        return Way(look_up or (lambda host: [here]), lambda place: place == here, _trusting())

    async def _serve(self, read: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.serving.add(task)
        gone = (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, asyncio.CancelledError)
        with contextlib.suppress(*gone):
            head = (await read.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
            asked = Asked(head[0].split(" ")[1], headers)
            self.asked.append(asked)
            await self.scripts.get(asked.path.partition("?")[0], answer(b"", "404 Not Found"))(asked, out)
        out.close()
        self.serving.discard(task)


@asynccontextmanager
async def hosting(context: ssl.SSLContext | None = None) -> AsyncIterator[Host]:
    """A host for as long as the block lasts."""
    host = Host()
    server = await asyncio.start_server(host._serve, HERE, 0, ssl=context or _serving())
    host.port = server.sockets[0].getsockname()[1]
    try:
        yield host
    finally:
        server.close()
        for task in host.serving:
            task.cancel()
        await asyncio.gather(*host.serving)


@cache
def certificate(*names: str) -> tuple[bytes, bytes]:
    """A certificate for names that signs itself, and its key, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A host of calendars")])
    begins = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return made.public_bytes(Encoding.PEM), private


NAMES = ("calendar.example.com", "other.example.com", "canvas.example.edu")


def serving(*names: str) -> ssl.SSLContext:
    """The server's side for these names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile() as file:
        file.write(b"".join(certificate(*names)))
        file.flush()
        context.load_cert_chain(file.name)
    return context


@cache
def _serving() -> ssl.SSLContext:
    return serving(*NAMES)


@cache
def _trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cadata=certificate(*NAMES)[0].decode())
