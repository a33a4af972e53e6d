"""Databases for every test that asks: SQLite and PostgreSQL, fresh each time."""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zoneinfo import reset_tzpath

import pytest

from storage.database import Database
from tests import postgres
from tests.sealing import SEAL

reset_tzpath(to=())  # as the command line does

COVERING = ("care", "conversations", "domain", "pictures", "properties", "scheduling", "seam")
"""The folders whose tests are what the core's coverage is about."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Coverage is counted where it is asked for, and on one engine: tracing doubles the time.

    pytest-cov's own `no_cover` does not stop the tracer in a process of pytest-xdist.
    """
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    if folder in COVERING and "postgresql" not in item.name:
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """One PostgreSQL for this process."""
    with postgres.running() as started:
        yield started


async def _make(url: str) -> None:
    database = Database.open(url, seal=SEAL)
    await database.make_tables()
    await database.close()


async def _template(server: postgres.Server) -> str:
    url = await server.make()
    await _make(url)
    return url


@pytest.fixture(scope="session")
def template(server: postgres.Server) -> Iterator[str]:
    """The name of a PostgreSQL database with every table and no row, to copy from."""
    with ThreadPoolExecutor(1) as apart:
        url = apart.submit(asyncio.run, _template(server)).result()
        yield url.rpartition("/")[2]
        apart.submit(asyncio.run, server.drop(url)).result()


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with every table and no row, to copy from."""
    file = tmp_path_factory.mktemp("made") / "office-hours.db"
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, _make(f"sqlite:///{file}")).result()
    return file


@pytest.fixture
def memory_folder() -> Iterator[Path]:
    """A folder that forgets quickly, where the machine has one: `synchronous=FULL` waits for no disk there."""
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="oh-", dir=place) as folder:
        yield Path(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, made_file: Path, memory_folder: Path) -> AsyncIterator[str]:
    """The URL of a fresh database with all tables, on each engine in turn."""
    if request.param == "sqlite":
        yield _copied(made_file, memory_folder)
        return
    server: postgres.Server = request.getfixturevalue("server")
    url = await server.make(template=request.getfixturevalue("template"))
    yield url
    await server.drop(url)


def _copied(made: Path, folder: Path) -> str:
    return f"sqlite:///{shutil.copy(made, folder / 'office-hours.db')}"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open, empty database, on each engine in turn."""
    opened = Database.open(database_url, seal=SEAL)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(made_file: Path, memory_folder: Path) -> AsyncIterator[Database]:
    """An open, empty database on SQLite alone, where the engine cannot matter."""
    opened = Database.open(_copied(made_file, memory_folder), seal=SEAL)
    yield opened
    await opened.close()
