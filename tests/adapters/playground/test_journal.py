"""What is still there after a restart."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.playground import Journal
from adapters.playground.codec import Unreadable, to_json, view_from_json
from adapters.playground.rooms import Room, with_bot
from bot.calls import Call
from bot.params import RolePick, ZonePick
from bot.views import Attachment, Card, Form, FormField
from tests.adapters.playground.gallery import ADA, START, Stage, dm, views

HELP = Room("far", "help")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "town.db.chat.jsonl"


@pytest.mark.parametrize("name", list(views()))
def test_every_kind_of_view_comes_back_equal(name: str) -> None:
    view = views()[name]
    assert view_from_json(json.loads(json.dumps(to_json(view)))) == view


def test_a_card_with_a_file_comes_back_equal() -> None:
    view = Card("T", attachment=Attachment("a.ics", "text/calendar", b"\x00\xff BEGIN"))
    assert view_from_json(json.loads(json.dumps(to_json(view)))) == view


def test_a_form_with_all_its_fields_comes_back_equal() -> None:
    fields = (
        FormField("zone", ZonePick("Zone"), True, "Asia/Kolkata", "Not there."),
        FormField("role", RolePick("Role"), False, ("one", "two")),
    )
    view = Form("Tell me", Call("a.b", ("7", "x:y")), fields)
    assert view_from_json(json.loads(json.dumps(to_json(view)))) == view


@pytest.mark.parametrize(
    "data",
    [
        None,
        "card",
        [],
        {"title": "no kind"},
        {"is": "Nothing known"},
        {"is": "Card", "title": ""},
        {"is": "Card", "title": "T", "gone": 1},
        {"is": "bytes", "base64": "?"},
        {"is": "at", "at": "never"},
        {"is": ["Card"]},
        {"is": "Said", "text": "a part, not a view"},
    ],
)
def test_what_is_no_view_is_refused(data: object) -> None:
    with pytest.raises(Unreadable):
        view_from_json(data)


def test_only_parts_of_a_view_are_written() -> None:
    with pytest.raises(TypeError, match="Path"):
        to_json(Path())


async def test_messages_and_their_buttons_outlive_a_restart(path: Path) -> None:
    before = Stage(Journal(path))
    before.chat.say(HELP, "ines", "Hello, all — ünïcode 🌱", START)
    await before.messenger.send(dm(ADA), views()["full"], "n1")
    after = Stage(Journal(path))
    assert [post.said for post in after.chat.posts(HELP, "ada")] == ["Hello, all — ünïcode 🌱"]
    assert [post.view for post in after.chat.posts(with_bot("far", "ada"), "ada")] == [views()["full"]]


async def test_a_delivery_repeated_after_a_restart_is_still_one_message(path: Path) -> None:
    first = await Stage(Journal(path)).messenger.send(dm(ADA), views()["good"], "n1")
    after = Stage(Journal(path))
    assert await after.messenger.send(dm(ADA), views()["good"], "n1") == first
    assert len(after.chat.posts(with_bot("far", "ada"), "ada")) == 1


def test_answers_for_one_reader_are_gone_after_a_restart(path: Path) -> None:
    before = Stage(Journal(path))
    before.chat.answer(HELP, "ada", views()["good"], START)
    assert Stage(Journal(path)).chat.posts(HELP, "ada") == []


def test_the_clock_and_what_was_read_and_closed_doors_are_kept(path: Path) -> None:
    before = Stage(Journal(path))
    before.chat.say(HELP, "ines", "Hello", START)
    before.chat.read("ada", HELP)
    before.chat.set_takes_dms("ada", False)
    before.chat.set_takes_dms("mo", False)
    before.chat.set_takes_dms("mo", True)
    before.clock.set(START + timedelta(days=3))
    after = Stage(Journal(path))
    assert after.clock.now() == START + timedelta(days=3)
    assert after.chat.unread("ada", HELP) == 0
    assert after.chat.unread("grace", HELP) == 1
    assert not after.chat.takes_dms("ada")
    assert after.chat.takes_dms("mo")


@pytest.mark.parametrize(
    "line",
    [
        '{"kind": "post", "id": 9, "room": "far/#he',
        "[]",
        "7",
        '{"kind": "post", "id": 9, "room": "nowhere", "at": "2026-03-02T12:00:00+00:00", "view": null}',
        '{"kind": "something newer"}',
        '{"kind": "clock", "at": "soon"}',
    ],
)
def test_a_broken_line_costs_only_itself(path: Path, line: str) -> None:
    Stage(Journal(path)).chat.say(HELP, "ines", "Hello", START)
    with path.open("a") as file:
        file.write(line + "\n\n")
    Stage(Journal(path)).chat.say(HELP, "ines", "Again", START)
    assert [post.said for post in Stage(Journal(path)).chat.posts(HELP, "ada")] == ["Hello", "Again"]


def test_without_a_path_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Stage(Journal(None)).chat.say(HELP, "ines", "Hello", START)
    assert list(tmp_path.iterdir()) == []
