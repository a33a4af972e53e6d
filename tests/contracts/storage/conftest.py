"""A place on each engine in turn."""

import pytest

from storage.database import Database
from tests.contracts.storage.places import Place


@pytest.fixture
async def campus(database: Database) -> Place:
    return await Place.made(database)
