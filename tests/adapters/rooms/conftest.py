"""Each service in turn."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.rooms.studio import NAMES, Studio, studio_of


@pytest.fixture(params=NAMES)
async def studio(request: pytest.FixtureRequest) -> AsyncIterator[Studio]:
    async with studio_of(request.param) as built:
        yield built
