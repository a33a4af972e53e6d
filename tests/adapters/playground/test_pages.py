"""What the server shows, without a browser."""

import re

import pytest

from adapters.playground.fields import widget
from adapters.playground.messenger import PlaygroundMessenger
from adapters.playground.post import Post
from adapters.playground.rendering import Reader, Renderer
from adapters.playground.rooms import Room, with_bot
from bot import params
from bot.calls import Call
from bot.params import Kind, RolePick
from bot.ports.messenger import Address
from bot.views import Attachment, Card, Form, FormField, Picker, attachment_of
from tests.adapters.playground.conftest import Page
from tests.adapters.playground.gallery import ADA, GRACE, RUDE, START, TOWN, Stage, views

HELP = Room("far", "help")
READER = Reader(ADA, with_bot("far", "ada"))


def shown(name: str) -> str:
    post = Post(7, 7, READER.room, START, view=views()[name])
    return str(Renderer(TOWN).view(views()[name], READER, "p7", post))


def test_a_card_shows_all_it_has() -> None:
    html = shown("full")
    for part in ("tone-care", "@Grace Obi", "<dt>Until</dt>", "Wed 4 Mar 2026, 17:30", "You have a week."):
        assert part in html
    assert 'data-call="show:good"' in html
    assert re.search(r'data-call="find\.mentors"\s+data-form', html)
    assert 'alt="A bar for each week: two, three and five sessions" width="480" height="160"' in html
    assert 'data-field="level" data-value="new"' in html


def test_rude_words_are_shown_as_words() -> None:
    html = shown("full")
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; @everyone https://evil.example &amp;amp;" in html


def test_a_listing_has_rows_and_pages() -> None:
    html = shown("listing")
    assert html.count("data-form>Request</button>") == 5
    assert 'data-call="show:listing:1"' in html
    assert "Previous" not in html
    assert "1–5 of 42" in html


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("choice", "<small>Never done it before</small>"),
        ("choices", '<option value="m11">Month 11</option>'),
        ("picker", 'type="date"'),
        ("confirm", 'class="danger" data-call="show:good"'),
        ("warning", "tone-warning"),
    ],
)
def test_each_view_is_shown_in_its_own_way(name: str, part: str) -> None:
    assert part in shown(name)


def test_a_form_shows_errors_beside_the_fields_and_keeps_what_was_typed() -> None:
    fields = (
        FormField("note", params.Paragraph("Note"), True, "a <b>\nnote", "Too short."),
        FormField("who", params.PersonPick("Who"), False, "grace"),
        FormField("where", params.ChannelPick("Where"), False, "help"),
        FormField("role", RolePick("Role"), False),
        FormField("many", params.Line("Reason (optional)"), False, ("a", "b")),
    )
    form = Form("Tell me", Call("a.b", ("7",)), fields, error="Something else.")
    html = str(Renderer(TOWN).view(form, READER, "dialog"))
    assert ">\na &lt;b&gt;\nnote</textarea>" in html
    assert 'aria-describedby="dialog-note-hint dialog-note-error"' in html
    assert 'id="dialog-note-error">Too short.<' in html
    assert '<option value="grace" selected>Grace Obi</option>' in html
    assert '<option value="help" selected>#help</option>' in html
    assert 'role="alert">Something else.<' in html
    assert 'value="a, b"' in html
    assert html.count('class="optional"') == 2
    assert "Role" not in html


def test_a_picker_of_roles_says_that_there_are_none() -> None:
    html = str(Renderer(TOWN).view(Picker("Which role?", Call("a.b"), "role", RolePick("Role")), READER, "p"))
    assert "There are no roles" in html


def test_every_kind_of_field_of_the_core_has_a_widget() -> None:
    kinds = [k for k in vars(params).values() if isinstance(k, type) and issubclass(k, Kind) and k is not Kind]
    assert len(kinds) >= 8
    assert all(widget(kind("Label")) for kind in kinds)


def test_a_kind_nobody_taught_the_playground_is_a_defect() -> None:
    with pytest.raises(TypeError, match="cannot show a Kind"):
        widget(Kind("Label"))


async def test_the_page_shows_the_room_of_the_persona(page: Page, stage: Stage) -> None:
    stage.chat.say(HELP, "ines", RUDE, START)
    stage.chat.say(HELP, "grace", "one", START)
    stage.chat.say(HELP, "grace", "two", START)
    stage.chat.say(HELP, "left-long-ago", "three", START)
    status, html = await page.get("", **{"as": "ada", "room": "far/#help"})
    assert status == 200
    assert "&lt;script&gt;" in html
    assert html.count('class="author">Grace Obi') == 2
    assert html.count("together") == 1
    assert not {"\u202e", "\x00"} & set(html)
    assert "Somebody who left" in html
    assert "Mon 2 Mar 2026" in html
    assert not re.search(r"<script(?! src=| type=\"module\" src=)", html)
    assert not re.search(r"\sstyle=|\son\w+=", html)


async def test_an_empty_room_says_a_kind_sentence(page: Page) -> None:
    _, html = await page.get("", **{"as": "ada", "room": "far/@ada"})
    assert "to see what you can ask for" in html


@pytest.mark.parametrize(
    "query",
    [
        {"as": "nobody"},
        {"as": "ines"},
        {"as": "ada", "room": "far/#staff"},
        {"as": "ada", "room": "far/@grace"},
        {"as": "ada", "room": "gone/#help"},
        {"as": "ada", "room": "nonsense"},
    ],
)
async def test_a_room_that_is_not_theirs_is_not_found(page: Page, query: dict[str, str]) -> None:
    for path in ("", "commands", "command", "suggest"):
        status, _ = await page.get(path, **query)
        assert status == 404


async def test_a_persona_with_news_begins_with_the_bot(page: Page, stage: Stage) -> None:
    stage.chat.say(HELP, "ines", "Hello", START)
    _, first = await page.get("", **{"as": "ada"})
    stage.chat.show(with_bot("far", "ada"), views()["good"], START)
    _, second = await page.get("", **{"as": "ada"})
    assert 'data-room="far/#help"' in first
    assert 'data-room="far/@ada"' in second


async def test_the_switch_of_persona_leads_to_their_news(page: Page, stage: Stage) -> None:
    stage.chat.show(with_bot("far", "grace"), views()["good"], START)
    _, html = await page.get("", **{"as": "ada", "room": "far/#help"})
    assert "?as=grace&amp;room=far/%40grace" in html
    assert "?as=mo&amp;room=far/%23help" in html
    assert '<span class="badge">1<span class="unseen"> unread</span></span>' in html


async def test_two_personas_stand_side_by_side(page: Page) -> None:
    status, html = await page.get("pair", left="ada", right="mo")
    assert status == 200
    assert html.count("<iframe") == 2
    assert "as=mo" in html
    status, html = await page.get("", **{"as": "mo", "bare": "1"})
    assert 'class="bare"' in html
    assert 'id="clock"' not in html


async def test_the_command_list_describes_what_may_be_typed(page: Page) -> None:
    _, html = await page.get("commands", **{"as": "ada"})
    assert html.count('role="option"') == 3
    assert 'data-ask="find.mentors" data-command="find-mentor" data-fields="5"' in html
    assert "Find somebody to learn from" in html


async def test_a_commands_options_are_labelled_fields(page: Page) -> None:
    _, html = await page.get("command", **{"as": "ada", "name": "find.mentors"})
    assert '<label for="composer-topic">Topic' in html
    assert 'data-suggest="find.mentors"' in html
    assert '<option value="new">New to it: Never done it before</option>' in html
    _, html = await page.get("command", **{"as": "ada", "name": "home.show"})
    assert "<label" not in html
    for name in ("gone", "", "a:b"):
        status, _ = await page.get("command", **{"as": "ada", "name": name})
        assert status == 404


async def test_suggestions_come_from_the_bot(page: Page) -> None:
    async with page.session.get(
        page.url + "suggest", params={"as": "ada", "ask": "find.mentors", "field": "topic", "text": "stat"}
    ) as response:
        found = await response.json()
    assert [option["value"] for option in found] == ["statistics", "statics"]


async def test_a_picture_is_for_those_who_see_its_message(page: Page, stage: Stage) -> None:
    post = stage.chat.show(with_bot("far", "ada"), views()["full"], START)
    plain = stage.chat.show(with_bot("far", "ada"), views()["good"], START)
    path, mine = f"picture/{post.id}", {"as": "ada", "room": "far/@ada"}
    async with page.session.get(page.url + path, params=mine) as response:
        assert response.content_type == "image/png"
        assert (await response.read()).startswith(b"\x89PNG")
    assert (await page.get(path, **{"as": GRACE.account}))[0] == 404
    assert (await page.get(f"picture/{plain.id}", **mine))[0] == 404
    assert (await page.get("picture/999", **mine))[0] == 404


ICS = Attachment("session.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")


async def test_a_file_is_for_those_who_see_its_message_and_is_kept_not_shown(page: Page, stage: Stage) -> None:
    card = Card("It is agreed", attachment=ICS)
    post = stage.chat.answer(HELP, "ada", card, START)
    plain = stage.chat.show(HELP, views()["good"], START)
    path, mine = f"file/{post.id}", {"as": "ada", "room": "far/#help"}
    _, html = await page.get("", **mine)
    assert f'href="file/{post.id}?as=ada&amp;room=far/%23help&amp;v={post.change}" download="session.ics"' in html
    async with page.session.get(page.url + path, params=mine) as response:
        assert response.content_type == "text/calendar"
        assert response.headers["Content-Disposition"] == 'attachment; filename="session.ics"'
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert await response.read() == ICS.data
    assert (await page.get(path, **{"as": GRACE.account, "room": "far/#help"}))[0] == 404
    assert (await page.get(path, **{"as": "ada", "room": "far/@ada"}))[0] == 404
    assert (await page.get(f"file/{plain.id}", **mine))[0] == 404
    assert (await page.get("file/999", **mine))[0] == 404


async def test_a_channel_gets_the_words_and_never_the_file(stage: Stage) -> None:
    messenger = PlaygroundMessenger(stage.chat, stage.clock)
    card = Card("It is agreed", attachment=ICS)
    await messenger.send(Address("playground", "far", "ada", "help", "UTC"), card, "n1")
    await messenger.send(Address("playground", "far", "ada", "", "UTC"), card, "n2")
    assert [attachment_of(post.view) for post in stage.chat.posts(HELP, "ada") if post.view] == [None]
    [kept] = [post.view for post in stage.chat.posts(with_bot("far", "ada"), "ada") if post.view]
    assert attachment_of(kept) == ICS


async def test_the_mark_is_a_picture(page: Page) -> None:
    status, svg = await page.get("mark.svg")
    assert status == 200
    assert svg.startswith("<svg")
