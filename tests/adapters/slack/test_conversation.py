"""Commands, forms, menus and pages, as somebody meets them in Slack."""

import asyncio
from typing import Any

import pytest

from adapters.slack import conversation
from bot.app import App
from tests.adapters.slack.faculty import Colleague, Faculty
from tests.fakes.slack import FakeMessage, FakeView
from tests.fakes.slack.acting import said


def is_private(ada: Colleague) -> bool:
    return isinstance(ada.seen, FakeMessage) and ada.seen.only == ada.user.id


async def test_answers_are_only_for_who_asked(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    for command in ("help", "home", "me", "requests", "topics"):
        await ada.types(command)
        assert is_private(ada), command


@pytest.mark.parametrize("with_the_bot", [True, False])
async def test_answers_in_direct_messages_are_only_for_who_asked_too(faculty: Faculty, with_the_bot: bool) -> None:
    """Commands may be typed in a direct message of two people, where the other would read along."""
    ada = faculty.person("Ada")
    await ada.types("home", channel=faculty.workspace.dm(ada.user.id) if with_the_bot else "D0BETWEENTWO")
    assert is_private(ada)
    await ada.presses("Your profile")
    assert is_private(ada)


async def test_a_command_followed_by_help_is_explained(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    await ada.types("find-mentor", "help")
    assert "topic: ..." in ada.words
    await ada.types("mentor", "help")
    assert "/mentor profile" in ada.words
    await ada.types("dance")
    assert "/help" in ada.words


async def test_text_is_read_into_the_fields_where_it_is_clear(faculty: Faculty) -> None:
    await faculty.mentor("Grace", topics="statistics")
    ada = faculty.person("Ada")
    await ada.types("find-mentor", "topic: statistics language: English")
    assert "Grace" in ada.words
    await ada.types("timezone", "Asia/Kolkata")
    assert "Kolkata" in ada.words


async def test_a_command_without_what_it_needs_opens_its_form(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    assert isinstance(await ada.types("ask"), FakeView)


async def test_a_prefix_stands_before_every_command(faculty: Faculty) -> None:
    await faculty.stops()
    await faculty.starts(prefix="oh-")
    ada = faculty.person("Ada")
    await ada.types("oh-home")
    assert "Home" in ada.words
    await ada.types("oh-mentor", "help")
    assert "/oh-mentor profile" in ada.words


async def test_mistakes_stand_beside_their_fields_and_nothing_typed_is_lost(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    await ada.types("mentor profile")
    await ada.presses("Your time")
    form = await ada.fills(week="whenever", zone="Europe/Berlin", capacity="2")
    assert isinstance(form, FakeView)
    assert set(form.errors) == {"week"}
    await ada.fills(week="Mon 18-20", zone="Europe/Berlin", capacity="2")
    assert "Saved" in ada.words


async def test_fields_suggest_while_one_types(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    await ada.types("mentor profile")
    form = await ada.presses("Your time")
    offered = await faculty.fake.suggest(faculty.workspace, ada.user, form, "value", "zone", "kolk")
    assert "Asia/Kolkata" in offered
    nothing = await faculty.fake.suggest(faculty.workspace, ada.user, form, "value", "zone", "")
    assert len(nothing) <= 100


async def test_turning_a_page_changes_the_answer_in_place(faculty: Faculty) -> None:
    mo = faculty.person("Mo", moderator=True)
    first = await mo.types("config")
    before = mo.words
    assert await mo.presses("Older") is first
    assert mo.words != before
    await mo.presses("Newer")
    assert mo.words == before


async def test_a_moderators_command_is_refused_to_others(faculty: Faculty) -> None:
    ada, mo = faculty.person("Ada"), faculty.person("Mo", moderator=True)
    await ada.types("config")
    assert "moderator" in ada.words
    assert "Settings" not in ada.words
    await mo.types("config")
    assert "Settings" in mo.words


def slowed(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """No answer is ready before the event is set."""
    monkeypatch.setattr(conversation, "READY_SECONDS", 0.02)
    may_answer, real = asyncio.Event(), App.answer_once

    async def slow(app: App, *given: Any, **named: Any) -> Any:
        await may_answer.wait()
        return await real(app, *given, **named)

    monkeypatch.setattr(App, "answer_once", slow)
    return may_answer


async def test_what_is_slow_is_acknowledged_first(faculty: Faculty, monkeypatch: pytest.MonkeyPatch) -> None:
    may_answer = slowed(monkeypatch)
    ada = faculty.person("Ada")
    assert await faculty.fake.command(faculty.workspace, ada.user, "home") == {}
    assert not faculty.fake.world.shown
    may_answer.set()
    await faculty.rests()
    [(who, shown)] = faculty.fake.world.shown
    assert who == ada.user.id
    assert "Home" in said(shown)


async def test_a_slow_form_that_was_sent_says_so_and_is_answered(
    faculty: Faculty, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = faculty.person("Ada")
    form = await ada.types("timezone")
    assert isinstance(form, FakeView)
    may_answer = slowed(monkeypatch)
    await faculty.fake.submit(faculty.workspace, ada.user, form, {"zone": "Asia/Thimphu"})
    assert "One moment" in said(form)
    may_answer.set()
    await faculty.rests()
    assert "Thimphu" in said(form)


async def test_a_slow_form_opens_blank_while_its_trigger_lives(
    faculty: Faculty, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: Any, **__: Any) -> Any:
        await asyncio.Event().wait()

    monkeypatch.setattr(conversation, "READY_SECONDS", 0.02)
    monkeypatch.setattr(App, "form", never)
    ada = faculty.person("Ada")
    assert isinstance(await ada.types("ask"), FakeView)


async def test_a_form_whose_trigger_ran_out_comes_as_a_message_that_opens_it(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    faculty.fake.error("views.open", "expired_trigger_id", times=1)
    shown = await ada.types("ask")
    assert isinstance(shown, FakeMessage)
    assert isinstance(await ada.presses("Open"), FakeView)


async def test_a_stranger_of_another_workspace_is_told_where_to_ask(faculty: Faculty) -> None:
    ada, eve = faculty.person("Ada"), faculty.person("Eve", home="T9999")
    await eve.presses("Find a mentor", on=await ada.types("home"))
    assert "your own workspace" in eve.words


async def test_a_button_that_is_none_of_ours_is_explained(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    shown = await ada.types("home")
    for block in shown.blocks:
        for one in block.get("elements", []) if block["type"] == "actions" else []:
            one["action_id"] = "somebody-elses"
    await ada.presses(ada.labels[0])
    assert "/help" in ada.words


@pytest.mark.parametrize(
    "metadata",
    ["", "{}", "[]", "null", '{"call": 7}', '{"call": ""}', '{"call": "nobody.knows"}', "\x00", '{"call": "a' * 99],
)
async def test_a_form_with_forged_metadata_does_nothing(faculty: Faculty, metadata: str) -> None:
    ada = faculty.person("Ada")
    form = await ada.types("timezone")
    assert isinstance(form, FakeView)
    form.shown["private_metadata"] = metadata
    await ada.fills(zone="Asia/Thimphu")
    assert "Thimphu" not in ada.words
    assert "Thimphu" not in str((await ada.types("timezone")).blocks)


async def test_a_form_forged_to_another_ask_meets_the_rules_of_that_ask(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    form = await ada.types("timezone")
    assert isinstance(form, FakeView)
    form.shown["private_metadata"] = '{"call": "config.set:approval"}'
    await ada.fills(zone="Asia/Kolkata")
    assert "moderator" in ada.words


async def test_everything_still_works_after_a_restart(faculty: Faculty) -> None:
    grace = await faculty.mentor("Grace")
    ada = faculty.person("Ada")
    await ada.types("find-mentor", "statistics")
    await faculty.restarts()
    await ada.presses("Request")
    await faculty.restarts()
    await ada.fills(note="I fear my exam.")
    await faculty.restarts()
    await grace.presses("Accept", on=grace.last_dm)
    assert "Grace" in faculty.read(ada.last_dm)
