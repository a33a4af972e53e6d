"""Databases for every test that asks: SQLite and PostgreSQL, fresh each time."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.database import Database
from tests import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """One PostgreSQL for this process."""
    with postgres.running() as started:
        yield started


async def _template(server: postgres.Server) -> str:
    url = await server.make()
    database = Database.open(url)
    await database.make_tables()
    await database.close()
    return url


@pytest.fixture(scope="session")
def template(server: postgres.Server) -> Iterator[str]:
    """The name of a PostgreSQL database with every table and no row, to copy from."""
    with ThreadPoolExecutor(1) as apart:
        url = apart.submit(asyncio.run, _template(server)).result()
        yield url.rpartition("/")[2]
        apart.submit(asyncio.run, server.drop(url)).result()


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a fresh database with all tables, on each engine in turn."""
    if request.param == "sqlite":
        yield await _sqlite(tmp_path)
        return
    server: postgres.Server = request.getfixturevalue("server")
    url = await server.make(template=request.getfixturevalue("template"))
    yield url
    await server.drop(url)


async def _sqlite(folder: Path) -> str:
    url = f"sqlite:///{folder / 'office-hours.db'}"
    database = Database.open(url)
    await database.make_tables()
    await database.close()
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open, empty database, on each engine in turn."""
    opened = Database.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(tmp_path: Path) -> AsyncIterator[Database]:
    """An open, empty database on SQLite alone, where the engine cannot matter."""
    opened = Database.open(await _sqlite(tmp_path))
    yield opened
    await opened.close()
