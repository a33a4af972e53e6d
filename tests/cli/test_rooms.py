"""Services that make rooms, as they are configured, checked and started."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.cli.checking import check, check_rooms
from adapters.cli.config import Config, GoogleConfig, RoomsConfig, TeamsConfig, ZoomConfig, load
from adapters.cli.errors import ConfigError, OperatorError
from adapters.cli.rooms import lacking, room_order, room_settings
from adapters.cli.wiring import installation, making_rooms
from bot.domain.rooms import Room
from bot.scheduling import beside
from storage.database import Database
from tests.conversations.rooms import Rooms, links
from tests.conversations.town import Town
from tests.fakes.rooms import zoom
from tests.fakes.rooms.zoom import FakeZoom

ZOOM = ZoomConfig("acc1", "client1", "secret")


def test_without_a_service_there_is_jitsi() -> None:
    offered = installation(Config())
    assert (offered.jitsi, offered.rooms) == ("https://meet.jit.si", ())
    assert set(offered.voices) == {"discord"}
    assert set(offered.huddles) == {"slack"}
    assert lacking(Config()) == []
    assert check_rooms(Config()) == []


def test_the_order_is_what_was_said_and_then_what_else_is_configured() -> None:
    config = Config(zoom=ZOOM, teams=TeamsConfig("t", "c", "s", "u"), rooms=RoomsConfig(order=("jitsi", "teams")))
    assert room_order(config) == ("jitsi", "teams", "zoom")
    assert room_order(Config(zoom=ZOOM)) == ("zoom",)
    assert room_settings(config).zoom is not None


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (Config(zoom=ZoomConfig("acc1", "client1")), "`zoom.client_secret` is missing"),
        (Config(zoom=ZoomConfig("acc1", "", "secret")), "`zoom.client_id` is missing"),
        (Config(teams=TeamsConfig("t", "c", "s")), "`teams.user` is missing"),
        (Config(teams=TeamsConfig("t", "", "", "u")), "`teams.client_id` is missing"),
        (Config(rooms=RoomsConfig(order=("meet",))), "`rooms.order` names meet"),
        (Config(google=GoogleConfig('{"a": 1}', "u@far.example")), "`google.service_account` cannot be used"),
        (Config(google=GoogleConfig('{"a": 1}')), "`google.user` is missing"),
    ],
)
def test_what_is_missing_is_named_by_check_and_refused_by_run(config: Config, words: str) -> None:
    assert words in " ".join(finding.what for finding in check(config))
    with pytest.raises(OperatorError, match=words.split("`")[1]):
        room_settings(config)
    assert check_rooms(config) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[rooms]\njitsi = "http://meet.example"', "an https address"),
        ('[rooms]\norder = ["zoom", "zoom"]', "each once"),
        ('[rooms]\norder = ["zom"]', "Did you mean `zoom`?"),
        ('[rooms]\norder = "zoom"', "a list of services"),
        ('[google]\nservice_account = "/etc/key.json"', "the JSON of a service account's key"),
    ],
)
def test_a_value_that_is_none_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=words.replace("?", r"\?")):
        load(path, {})


def test_a_key_file_is_read_whole_and_secrets_come_from_the_environment(tmp_path: Path) -> None:
    key = json.dumps({"client_email": "bot@far.example", "private_key": "canary"}, indent=2)
    (tmp_path / "key.json").write_text(key, encoding="utf-8")
    path = tmp_path / "config.toml"
    path.write_text('[google]\nservice_account_file = "key.json"\n', encoding="utf-8")
    config = load(path, {"OFFICE_HOURS_ZOOM_CLIENT_SECRET": "canary-2"})
    assert json.loads(config.google.service_account)["client_email"] == "bot@far.example"
    assert config.zoom.client_secret == "canary-2"
    assert "canary" not in repr(config)


async def test_check_says_what_a_service_says() -> None:
    fake = FakeZoom()
    async with fake.serving():
        addresses = {"api_url": f"{fake.url}/v2", "login_url": fake.url}
        right = Config(zoom=ZoomConfig(zoom.ACCOUNT, zoom.CLIENT, zoom.SECRET, zoom.USER, **addresses))
        wrong = replace(right, zoom=replace(right.zoom, client_secret="other"))
        [fine] = await asyncio.to_thread(check_rooms, right)
        [bad] = await asyncio.to_thread(check_rooms, wrong)
    assert fine.is_fine
    assert "Zoom gives a token" in fine.what
    assert "gives no token" in bad.what
    assert "(invalid_client). Look at the app" in bad.mend


async def made(rooms: Rooms) -> Room:
    """The room, once people can go there."""
    for _ in range(1000):
        room = await rooms.room()
        if room is not None and room.is_open:
            return room
        await asyncio.sleep(0.02)
    raise AssertionError("there is no room yet")


async def test_a_running_bot_asks_the_service_that_is_configured(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "EVERY_SECONDS", 0.05)
    fake = FakeZoom()
    async with fake.serving():
        addresses = {"api_url": f"{fake.url}/v2", "login_url": fake.url}
        config = Config(zoom=ZoomConfig(zoom.ACCOUNT, zoom.CLIENT, zoom.SECRET, zoom.USER, **addresses))
        rooms = await Rooms.built(await Town.founded(sqlite_database), rooms=installation(config).rooms)
        await rooms.agree()
        async with making_rooms(config, sqlite_database, lambda: rooms.town.now):
            room = await made(rooms)
        await rooms.town.clockwork.tick(rooms.town.now)
    assert links(rooms.ada.last_dm) == [room.url] == [f"{fake.link}{number}" for number in fake.meetings]
