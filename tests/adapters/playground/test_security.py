"""Nobody but the page itself gets in: threat T20, cross-site requests and DNS rebinding."""

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from adapters.playground.security import MOST_BYTES
from tests.adapters.playground.conftest import Page
from tests.adapters.playground.gallery import Stage

SAY = {"as": "ada", "room": "far/#help", "text": "hello"}


async def test_it_listens_on_this_machine_only(stage: Stage) -> None:
    runner = await stage.playground.serve(0)
    assert [address[0] for address in runner.addresses] == ["127.0.0.1"]
    await runner.cleanup()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80", ""])
async def test_a_foreign_host_is_refused(page: Page, host: str) -> None:
    async with page.session.get(page.url, headers={"Host": host}) as response:
        assert response.status == 403


async def test_localhost_with_the_port_is_our_own_name(page: Page) -> None:
    port = page.origin.rpartition(":")[2]
    async with page.session.get(page.url, headers={"Host": f"localhost:{port}"}) as response:
        assert response.status == 200


@pytest.mark.parametrize("path", ["", "act", "wrong-token/", "static/main.js", "%2e%2e/"])
async def test_without_the_token_nothing_is_shown(page: Page, path: str) -> None:
    async with page.session.get(f"{page.origin}/{path}") as response:
        assert response.status == 403
        assert "address that was printed" in await response.text()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "same-origin"},
    ],
)
@pytest.mark.parametrize("path", ["say", "act", "read", "dismiss", "dms", "clock"])
async def test_a_post_of_another_page_changes_nothing(
    page: Page, stage: Stage, headers: dict[str, str], path: str
) -> None:
    response = await page.post(path, headers=headers, **SAY)
    assert response.status == 403
    assert stage.chat.is_empty
    assert stage.app.asked == []


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
async def test_the_browsers_own_word_on_the_site_counts(page: Page, stage: Stage, site: str) -> None:
    response = await page.post("say", headers={"Origin": page.origin, "Sec-Fetch-Site": site}, **SAY)
    assert response.status == 403
    assert stage.chat.is_empty


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_a_plain_html_form_cannot_post(page: Page, stage: Stage, kind: str) -> None:
    headers = {"Origin": page.origin, "Content-Type": kind}
    async with page.session.post(page.url + "say", data=b'{"text": "hello"}', headers=headers) as response:
        assert response.status == 403
    assert stage.chat.is_empty


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("live", {"Origin": "https://evil.example"}),
        ("live", {}),
        ("../wrong-token/live", {"Origin": "own"}),
        ("live", {"Origin": "own", "Sec-Fetch-Site": "cross-site"}),
        ("live", {"Origin": "own", "Host": "evil.example"}),
    ],
)
async def test_a_foreign_websocket_is_refused(page: Page, path: str, headers: dict[str, str]) -> None:
    sent = {name: page.origin if value == "own" else value for name, value in headers.items()}
    with pytest.raises(WSServerHandshakeError) as refused:
        await page.session.ws_connect(page.url + path, headers=sent)
    assert refused.value.status == 403


async def test_every_answer_carries_the_headers_that_keep_it_to_itself(page: Page) -> None:
    for path in ("", "static/main.js", "nothing-here", "../wrong/"):
        async with page.session.get(page.url + path) as response:
            policy = response.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
            assert response.headers["Referrer-Policy"] == "no-referrer"
            assert not [name for name in response.headers if name.startswith("Access-Control")]


async def test_a_huge_body_is_refused(page: Page, stage: Stage) -> None:
    response = await page.post("say", **{**SAY, "text": "x" * (MOST_BYTES + 1)})
    assert response.status == 413
    assert stage.chat.is_empty


async def test_each_playground_has_its_own_token(stage: Stage) -> None:
    assert Stage().playground.url.split("/")[3] != stage.playground.url.split("/")[3]
    assert len(stage.playground.url.split("/")[3]) >= 24


async def test_there_is_no_way_out_of_the_static_folder(page: Page) -> None:
    async with ClientSession() as session, session.get(page.url + "static/..%2fserver.py") as response:
        assert response.status in (403, 404)
        assert "class Playground" not in await response.text()
