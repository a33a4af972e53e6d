"""The town every conversation happens in, on each database."""

import pytest

from bot.registry import registry
from bot.scheduling.clockwork import Clockwork
from storage.database import Database
from tests.conversations.town import Town


@pytest.fixture
async def town(database: Database) -> Town:
    return await Town.founded(database)


@pytest.fixture
async def workspace(town: Town) -> str:
    """A second space of the same community."""
    async with town.storage.writing() as tx:
        await tx.directory.add_space(town.community.id, "chat", "W1", "Far Campus on Chat")
    town.clockwork = Clockwork(town.storage, registry, {"town": town.mailbox, "chat": town.mailbox})
    return "W1"
