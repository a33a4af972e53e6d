"""A faculty on Slack, on SQLite, over Socket Mode."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.adapters.slack.faculty import Faculty, faculty_on


@pytest.fixture
async def faculty(sqlite_database: Database) -> AsyncIterator[Faculty]:
    """A workspace with the bot in it."""
    async with faculty_on(sqlite_database) as made:
        yield made
