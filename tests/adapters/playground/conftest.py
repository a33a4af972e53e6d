"""A served playground and a client that behaves like its page."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientResponse, ClientSession

from tests.adapters.playground.gallery import Stage


@dataclass
class Page:
    """Asks as a browser on the playground's own page would; other `headers` play somebody else."""

    session: ClientSession
    url: str

    @property
    def origin(self) -> str:
        return "/".join(self.url.split("/")[:3])

    async def get(self, path: str = "", **query: str) -> tuple[int, str]:
        async with self.session.get(self.url + path, params=query) as response:
            return response.status, await response.text()

    async def post(self, path: str, headers: dict[str, str] | None = None, **body: Any) -> ClientResponse:
        own = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        response = await self.session.post(self.url + path, json=body, headers=own if headers is None else headers)
        await response.read()
        return response

    async def act(self, call: str, *, account: str = "ada", room: str = "far/#help", **more: Any) -> dict[str, str]:
        response = await self.post("act", **{"as": account, "room": room, "call": call, **more})
        assert response.status == 200, await response.text()
        found: dict[str, str] = await response.json()
        return found


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
async def page(stage: Stage) -> AsyncIterator[Page]:
    runner = await stage.playground.serve(0)
    async with ClientSession() as session:
        yield Page(session, stage.playground.url)
    await runner.cleanup()
