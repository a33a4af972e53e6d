"""A campus on Discord, on SQLite."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.adapters.discord.campus import Campus, campus_on


@pytest.fixture
async def campus(sqlite_database: Database) -> AsyncIterator[Campus]:
    """A server with the bot in it."""
    async with campus_on(sqlite_database) as made:
        yield made
