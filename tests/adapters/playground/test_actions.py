"""What a page sends: messages, calls, the clock; and what every other open page hears of it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse

from adapters.playground.rooms import Room, with_bot
from bot.calls import Call
from tests.adapters.playground.conftest import Page
from tests.adapters.playground.gallery import ADA, GRACE, START, Stage, dm, views

HELP = Room("far", "help")
HERE = {"as": "ada", "room": "far/#help"}


async def test_people_chat_and_the_bot_does_not_hear_it(page: Page, stage: Stage) -> None:
    assert (await page.post("say", **HERE, text="  Hello\nall  ")).status == 200
    assert [(post.author, post.said) for post in stage.chat.posts(HELP, "grace")] == [("ada", "Hello\nall")]
    assert stage.app.asked == []
    assert stage.chat.unread("ada", HELP) == 0


async def test_words_for_the_bot_get_a_hint_where_to_go(page: Page) -> None:
    response = await page.post("say", **{"as": "ada", "room": "far/@ada"}, text="help me please")
    assert "Type / to see" in (await response.json())["said"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
async def test_an_empty_or_endless_message_is_refused(page: Page, stage: Stage, text: str) -> None:
    assert (await page.post("say", **HERE, text=text)).status == 400
    assert stage.chat.is_empty


async def test_a_call_reaches_the_door_with_its_actor_and_what_was_typed(page: Page, stage: Stage) -> None:
    await page.act("show:plain", typed={"note": "hello", "empty": ""})
    assert stage.app.asked == [(ADA.actor("far"), Call("show", ("plain",)), {"note": "hello"})]
    assert [post.view for post in stage.chat.posts(HELP, "ada")] == [views()["plain"]]
    assert stage.chat.posts(HELP, "grace") == []


async def test_an_answer_to_a_button_takes_the_place_of_the_old_answer(page: Page, stage: Stage) -> None:
    await page.act("show:listing:0")
    first = stage.chat.posts(HELP, "ada")[0]
    await page.act("show:listing:1", post=first.id)
    assert [post.view.page for post in stage.chat.posts(HELP, "ada")] == ["6–10 of 42"]  # type: ignore[union-attr]  # a listing


async def test_a_public_answer_is_for_the_room_and_ends_the_private_one(page: Page, stage: Stage) -> None:
    await page.act("show:plain")
    await page.act("show:public", post=stage.chat.posts(HELP, "ada")[0].id)
    for reader in ("ada", "grace"):
        assert [post.view for post in stage.chat.posts(HELP, reader)] == [views()["public"]]


async def test_a_form_comes_as_a_dialog_and_again_with_what_is_wrong(page: Page, stage: Stage) -> None:
    opened = await page.act("find.mentors:7", form=True)
    assert 'data-call="find.mentors:7"' in opened["dialog"]
    assert 'value="statistics"' in opened["dialog"]
    again = await page.act("find.mentors:7", typed={"topic": "R", "places": "many"})
    assert "Type a whole number from 1 to 9." in again["dialog"]
    assert 'value="many"' in again["dialog"]
    assert stage.chat.is_empty


async def test_any_text_may_be_sent_as_a_call_and_is_answered(page: Page, stage: Stage) -> None:
    for call in ("", ":", "%ff", "x" * 500, "a:%00", "\u202e:1"):
        assert await page.act(call) == {}
    assert "That did not work" in str(stage.chat.posts(HELP, "ada")[0].view)


@pytest.mark.parametrize(
    "body",
    [
        {"as": 7},
        {"call": ["show"]},
        {"call": "show", "typed": []},
        {"call": "show", "typed": {"note": 7}},
        {"call": "show", "typed": {str(n): "x" for n in range(11)}},
        {"call": "show", "post": "1"},
        {"call": "show", "post": True},
    ],
)
async def test_a_malformed_request_is_refused_in_words(page: Page, stage: Stage, body: dict[str, Any]) -> None:
    assert (await page.post("act", **{**HERE, **body})).status == 400
    assert stage.chat.is_empty


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"[" * 50_000])
async def test_a_body_that_is_no_json_object_is_refused(page: Page, body: bytes) -> None:
    headers = {"Origin": page.origin, "Content-Type": "application/json"}
    async with page.session.post(page.url + "act", data=body, headers=headers) as response:
        assert response.status == 400


async def test_nobody_acts_in_a_room_that_is_not_theirs(page: Page, stage: Stage) -> None:
    for path in ("say", "act", "read", "dismiss", "dms", "clock"):
        response = await page.post(path, **{"as": "ada", "room": "far/#staff", "text": "x", "call": "show"})
        assert response.status == 404
    assert stage.chat.is_empty


async def test_a_defect_is_one_sentence_and_a_line_in_the_log(
    page: Page, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.app.fails = True
    response = await page.post("act", **HERE, call="show")
    assert response.status == 500
    assert "RuntimeError" not in await response.text()
    assert "a defect of the playground's own" in caplog.text


async def test_what_is_due_at_once_is_delivered_with_the_answer(page: Page, stage: Stage) -> None:
    stage.clockwork.planned[START] = (dm(GRACE), views()["good"])
    await page.act("show:plain")
    assert stage.chat.unread("grace", with_bot("far", "grace")) == 1


async def test_an_answer_is_dismissed_and_a_message_is_not(page: Page, stage: Stage) -> None:
    stage.chat.say(HELP, "grace", "Stays", START)
    await page.act("show:plain")
    for post in stage.chat.posts(HELP, "ada"):
        await page.post("dismiss", **HERE, post=post.id)
    assert [post.said for post in stage.chat.posts(HELP, "ada")] == ["Stays"]


async def test_direct_messages_can_be_closed_and_opened(page: Page, stage: Stage) -> None:
    await page.post("dms", **HERE, takes=False)
    assert not stage.chat.takes_dms("ada")
    await page.post("dms", **HERE, takes=True)
    assert stage.chat.takes_dms("ada")


@pytest.mark.parametrize(
    ("by", "to", "said"),
    [
        ("hour", "", "It is Mon 2 Mar 2026, 18:30. Nothing arrived in that time."),
        ("morning", "", "It is Tue 3 Mar 2026, 09:00. 1 message arrived: 1 for Ada Rao."),
        ("monday", "", "It is Mon 9 Mar 2026, 09:00. 2 messages arrived: 2 for Ada Rao."),
        ("date", "2026-03-05T10:00", "It is Thu 5 Mar 2026, 10:00. 1 message arrived: 1 for Ada Rao."),
    ],
)
async def test_the_clock_is_moved_and_tells_what_happened(
    page: Page, stage: Stage, by: str, to: str, said: str
) -> None:
    for days in (0.4, 5):
        stage.clockwork.planned[START + timedelta(days=days)] = (dm(ADA), views()["good"])
    response = await page.post("clock", **HERE, by=by, to=to)
    assert await response.json() == {"said": said}


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("2026-03-01T10:00", "The clock only goes forward. Pick a time that is still to come."),
        ("2036-03-01T10:00", "That is more than a year ahead. Move the clock a year at most, then again."),
        ("", "Type a date and a time, like 2026-03-09 09:00."),
    ],
)
async def test_a_clock_that_cannot_move_says_why(page: Page, stage: Stage, to: str, sentence: str) -> None:
    response = await page.post("clock", **HERE, by="date", to=to)
    assert await response.json() == {"error": sentence}
    assert stage.clock.now() == START


async def told(socket: ClientWebSocketResponse) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(await socket.receive_str(timeout=5))
    return found


async def test_open_pages_hear_of_messages_badges_and_the_clock(page: Page, stage: Stage) -> None:
    stage.chat.say(HELP, "ines", "Before", START)
    address, origin = page.url + "live", {"Origin": page.origin}
    query = {"as": "grace", "room": "far/@grace", "change": "0", "bare": "1"}
    async with page.session.ws_connect(address, params=query, headers=origin) as socket:
        first = await told(socket)
        assert first["posts"] == []
        assert '<span class="badge">1' in first["parts"]["sidebar"]
        stage.clockwork.planned[START + timedelta(hours=1)] = (dm(GRACE), views()["good"])
        await page.post("clock", **HERE, by="hour", to="")
        news = await told(socket)
        assert [post["id"] for post in news["posts"]] == [2]
        assert "A card: good" in news["posts"][0]["html"]
        assert "13:00" in news["parts"]["now"]
        await socket.close()


async def test_a_page_that_comes_back_hears_what_it_missed(page: Page, stage: Stage) -> None:
    for words in ("one", "two", "three"):
        stage.chat.say(HELP, "ines", words, START)
    query = {**HERE, "change": "1"}
    async with page.session.ws_connect(page.url + "live", params=query, headers={"Origin": page.origin}) as socket:
        assert [post["id"] for post in (await told(socket))["posts"]] == [2, 3]


async def test_an_answer_for_one_reader_is_not_told_to_others(page: Page) -> None:
    origin = {"Origin": page.origin}
    query = {"as": "grace", "room": "far/#help", "change": "x"}
    async with page.session.ws_connect(page.url + "live", params=query, headers=origin) as socket:
        await told(socket)
        await page.act("show:plain")
        news = await told(socket)
        assert (news["posts"], news["answers"]) == ([], [])


async def test_the_server_stops_while_pages_are_open(stage: Stage) -> None:
    from aiohttp import ClientSession, WSMsgType

    runner = await stage.playground.serve(0)
    async with ClientSession() as session:
        origin = {"Origin": "/".join(stage.playground.url.split("/")[:3])}
        async with session.ws_connect(stage.playground.url + "live", headers=origin) as socket:
            await told(socket)
            await runner.cleanup()
            assert (await socket.receive(timeout=5)).type is WSMsgType.CLOSE


async def test_a_taken_port_is_an_error_that_leaves_nothing_behind(page: Page) -> None:
    port = int(page.origin.rpartition(":")[2])
    with pytest.raises(OSError, match="address already in use"):
        await Stage().playground.serve(port)
