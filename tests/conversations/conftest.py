"""The town every conversation happens in, on each database."""

import pytest

from storage.database import Database
from tests.conversations.town import Town


@pytest.fixture
async def town(database: Database) -> Town:
    return await Town.founded(database)
