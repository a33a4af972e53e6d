"""An office on each engine in turn."""

import pytest

from storage.database import Database
from tests.scheduling.office import Office


@pytest.fixture
async def desk(database: Database) -> Office:
    """One platform, "town"."""
    return await Office.opened(database)
