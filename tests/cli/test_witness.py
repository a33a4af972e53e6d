"""The time is asked of servers, and one that does not tell it is passed over."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.cli.witness import time_at

TOLD = datetime(2026, 3, 2, 12, 0, 7, tzinfo=UTC)
NOWHERE = "http://127.0.0.1:9"


async def answer(request: web.Request) -> web.Response:
    date = {"/told": "Mon, 02 Mar 2026 12:00:07 GMT", "/odd": "yesterday"}[request.path]
    return web.Response(status=404, headers={"Date": date})


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    app = web.Application()
    app.router.add_route("*", "/{any}", answer)
    async with TestServer(app) as running:
        yield running


async def test_whatever_else_it_answers_a_server_tells_the_time(server: TestServer) -> None:
    assert await time_at([str(server.make_url("/told"))]) == TOLD


async def test_one_that_is_not_there_or_says_nonsense_is_passed_over(server: TestServer) -> None:
    assert await time_at([NOWHERE, str(server.make_url("/odd")), str(server.make_url("/told"))]) == TOLD
    assert await time_at([NOWHERE]) is None
    assert await time_at([]) is None
