"""A campus on Discord, on SQLite; whatever a test does there, nobody is pinged by it."""

from collections.abc import AsyncIterator, Iterator

import discord
import pytest

from storage.database import Database
from tests.adapters.discord.campus import Campus, campus_on
from tests.adapters.discord.evidence import assert_nobody_is_pinged


@pytest.fixture
async def campus(sqlite_database: Database) -> AsyncIterator[Campus]:
    """A server with the bot in it."""
    async with campus_on(sqlite_database) as made:
        yield made


@pytest.fixture(autouse=True)
def quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    """Looks at every send of the test."""
    campus: Campus | None = request.getfixturevalue("campus") if "campus" in request.fixturenames else None
    yield
    if campus is not None:
        assert_nobody_is_pinged(campus.fake)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new session is asked for at once, where discord.py lets five seconds pass."""

    async def at_once(client: discord.Client, shard_id: int | None, *, initial: bool = False) -> None:
        return None

    monkeypatch.setattr(discord.Client, "before_identify_hook", at_once)
