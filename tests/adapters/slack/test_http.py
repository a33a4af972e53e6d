"""Slack over HTTP: signatures, replays, and installing in many workspaces."""

import json
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from adapters.slack.listening import NOT_HERE
from adapters.slack.web import COOKIE, MOST_BYTES, STATE_SECONDS
from adapters.slack.workspaces import BadKey, seal
from storage.database import Database
from tests.adapters.slack.faculty import Faculty, faculty_on
from tests.fakes.slack import FakeMessage, payloads
from tests.fakes.slack.service import signed


@pytest.fixture
async def many(sqlite_database: Database) -> AsyncIterator[Faculty]:
    """A bot over HTTP that nobody has installed yet."""
    async with faculty_on(sqlite_database, mode="http", bot_token="") as made:
        yield made


def a_command(faculty: Faculty) -> tuple[bytes, dict[str, str]]:
    ada = faculty.person("Ada")
    place = next(iter(faculty.workspace.channels))
    payload = payloads.command(faculty.fake.world, faculty.workspace, ada.user, "timezone", "Asia/Thimphu", place)
    return signed(faculty.fake.world.signing_secret, faculty.now.timestamp(), "slash_commands", payload)


def malformed(headers: Mapping[str, str]) -> list[dict[str, str]]:
    """Headers that are not Slack's."""
    stamp, signature = "X-Slack-Request-Timestamp", "X-Slack-Signature"
    wrong = [
        (stamp, ""), (stamp, "abc"), (stamp, "9" * 5000), (stamp, "-1"), (stamp, "1e9"), (stamp, "1"),
        (signature, ""), (signature, "v0="), (signature, "v0=" + "0" * 64), (signature, "v1" + headers[signature][2:]),
        (signature, "v0=" + "\u00e9" * 64), (signature, "x" * 7000),
    ]  # fmt: skip
    changed = [{**headers, name: value} for name, value in wrong]
    return [*changed, *({key: value for key, value in headers.items() if key != gone} for gone in (stamp, signature))]


async def test_a_request_that_is_not_slacks_is_refused_and_does_nothing(many: Faculty) -> None:
    await many.installs(many.workspace)
    body, headers = a_command(many)
    for wrong in malformed(headers):
        assert await many.fake.post(body, wrong) == (401, ""), wrong
    assert (await many.fake.post(body + b"&x=1", headers))[0] == 401
    assert not many.fake.asked("users.info")


async def test_a_request_is_taken_once_and_its_replay_refused(many: Faculty) -> None:
    await many.installs(many.workspace)
    body, headers = a_command(many)
    assert (await many.fake.post(body, headers))[0] == 200
    assert (await many.fake.post(body, headers))[0] == 401


async def test_what_is_signed_but_makes_no_sense_is_no_failure(many: Faculty) -> None:
    await many.installs(many.workspace)
    world, stamp = many.fake.world, many.now.timestamp()
    for kind, payload in (("events_api", {"type": "nobody_knows"}), ("interactive", {"type": "nobody_knows"})):
        status, _ = await many.fake.post(*signed(world.signing_secret, stamp, kind, payload))
        assert status < 500, kind
    _, headers = signed(world.signing_secret, stamp, "events_api", {})
    assert (await many.fake.post(b"x" * (MOST_BYTES + 1), headers))[0] == 413


async def test_slack_finds_out_that_the_address_is_ours(many: Faculty) -> None:
    challenge = {"type": "url_verification", "challenge": "3eZbrw1aB", "token": "old"}
    signing = signed(many.fake.world.signing_secret, many.now.timestamp(), "events_api", challenge)
    status, said = await many.fake.post(*signing)
    assert status == 200
    assert "3eZbrw1aB" in said


async def test_each_workspace_is_a_community_of_its_own_with_its_own_token(many: Faculty) -> None:
    near, far = many.workspace, many.fake.workspace("Near Campus", is_installed=False)
    for workspace in (near, far):
        assert await many.installs(workspace) == 200
    grace = await many.mentor("Grace")
    many.workspace = far
    ada = many.person("Ada")
    await ada.types("find-mentor", "statistics")
    assert "Grace" not in ada.words
    many.workspace = near
    bo = many.person("Bo")
    await bo.types("find-mentor", "statistics")
    assert "Grace" in bo.words
    assert grace.user.id in near.users
    asked = {(one.team, one.body["user"]) for one in many.fake.asked("users.info")}
    assert (near.id, bo.user.id) in asked
    assert (far.id, ada.user.id) in asked


async def test_a_workspace_that_never_installed_is_told_so(many: Faculty) -> None:
    ada = many.person("Ada")
    shown = await ada.types("home")
    assert isinstance(shown, FakeMessage)
    assert shown.text == NOT_HERE
    assert shown.only == ada.user.id


async def browse(faculty: Faculty, path: str, **asked: object) -> aiohttp.ClientResponse:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
        answer = await browser.get(f"{faculty.address}/slack/{path}", allow_redirects=False, **asked)  # type: ignore[arg-type]  # passed on
        await answer.read()
        return answer


async def test_an_installation_goes_on_in_the_browser_that_began_it_once_and_soon(many: Faculty) -> None:
    begun = await browse(many, "install")
    assert begun.status == 302
    cookie = begun.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["secure"]
    state = begun.headers["Location"].partition("state=")[2].partition("&")[0]
    asked = {"code": many.fake.code(many.workspace), "state": state}
    mine = {COOKIE: cookie.value}
    assert (await browse(many, "oauth_redirect", params=asked)).status == 400, "no cookie"
    assert (await browse(many, "oauth_redirect", params=asked, cookies={COOKIE: "another"})).status == 400
    assert (await browse(many, "oauth_redirect", params={**asked, "state": ""}, cookies=mine)).status == 400
    assert not many.fake.asked("oauth.v2.access")
    assert (await browse(many, "oauth_redirect", params=asked, cookies=mine)).status == 200
    assert (await browse(many, "oauth_redirect", params=asked, cookies=mine)).status == 400, "a second time"
    assert len(many.fake.asked("oauth.v2.access")) == 1


async def test_an_installation_that_took_too_long_begins_again(many: Faculty) -> None:
    begun = await browse(many, "install")
    state = begun.headers["Location"].partition("state=")[2].partition("&")[0]
    many.now += timedelta(seconds=STATE_SECONDS + 1)
    asked = {"code": many.fake.code(many.workspace), "state": state}
    late = await browse(many, "oauth_redirect", params=asked, cookies={COOKIE: begun.cookies[COOKIE].value})
    assert late.status == 400


@pytest.mark.parametrize("trouble", ["a wrong code", "an answer that is lost"])
async def test_an_installation_that_slack_does_not_confirm_says_what_to_do(many: Faculty, trouble: str) -> None:
    begun = await browse(many, "install")
    state = begun.headers["Location"].partition("state=")[2].partition("&")[0]
    code = "made-up" if trouble == "a wrong code" else many.fake.code(many.workspace)
    if trouble == "an answer that is lost":
        many.fake.lose("oauth.v2.access")
    jar = {COOKIE: begun.cookies[COOKIE].value}
    answer = await browse(many, "oauth_redirect", params={"code": code, "state": state}, cookies=jar)
    assert answer.status in (400, 502)
    assert "Begin again" in await answer.text()


async def test_tokens_are_sealed_in_the_database(many: Faculty) -> None:
    assert await many.installs(many.workspace) == 200
    assert isinstance(many.storage, Database)
    path = Path(str(many.storage.engine.url.database))
    for file in path.parent.glob(f"{path.name}*"):
        assert many.workspace.token.encode() not in file.read_bytes(), file.name


async def test_a_key_that_opens_nothing_is_said(many: Faculty) -> None:
    with pytest.raises(BadKey, match="office-hours slack key"):
        seal(("not a key",))
    assert seal(()) is None
    assert json.dumps(repr(many.settings)).count(many.settings.keys[0]) == 0


async def test_the_service_says_that_it_lives(many: Faculty) -> None:
    async with aiohttp.ClientSession() as browser, browser.get(f"{many.address}/healthz") as answer:
        assert answer.status == 200
