"""The town of conversations, for those about what must not be told."""

import pytest

from storage.database import Database
from tests.conversations.town import Town


@pytest.fixture
async def town(database: Database) -> Town:
    return await Town.founded(database)
