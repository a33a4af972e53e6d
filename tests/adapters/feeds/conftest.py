"""A host on this machine for every test that asks."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes.feeds.host import Host, hosting


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    async with hosting() as found:
        yield found
