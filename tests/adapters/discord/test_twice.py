"""The same interaction several times, and answers that take longer than Discord waits."""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from adapters.discord import conversation
from bot.app import App
from storage.database import Database
from tests.adapters.discord.campus import Campus, Member, campus_on
from tests.adapters.discord.evidence import answers, assert_nobody_is_pinged, at_rest
from tests.fakes.discord import Reply
from tests.fakes.discord.interactions import Interaction
from tests.sealing import SEAL

CLAIM = "Please help me with my thesis."


@pytest.fixture(autouse=True)
def untroubled(caplog: pytest.LogCaptureFixture) -> Any:
    """None of this may leave a trace in the log."""
    yield
    assert [one.getMessage() for one in caplog.records if one.exc_info or one.levelno >= logging.ERROR] == []


async def asks_grace(campus: Campus) -> tuple[Member, Member, Interaction]:
    """Ada asks Grace to be her mentor; the interaction that did it."""
    grace = await campus.mentor("Grace")
    ada = campus.person("Ada")
    await ada.types("find-mentor", {"topic": "statistics"})
    await ada.presses("Request")
    reply = await ada.fills(note=CLAIM)
    return ada, grace, reply.interaction


def asked(grace: Member) -> int:
    return len([message for message in grace.dms if "Ada" in message.text])


async def answered(campus: Campus, interaction: Interaction) -> None:
    await at_rest(campus)
    await campus.tick()
    callbacks = answers(campus.fake, interaction)
    assert len([one for one in callbacks if one.status in (200, 204)]) == 1
    assert {one.status for one in callbacks} <= {200, 204, 400}, "a second answer is refused as such"


@pytest.mark.parametrize("times", [1, 3])
async def test_an_interaction_delivered_again_has_one_effect(campus: Campus, times: int) -> None:
    ada, grace, interaction = await asks_grace(campus)
    before = ada.seen.text
    await campus.fake.duplicate(interaction, times)
    await answered(campus, interaction)
    assert asked(grace) == 1
    assert ada.seen.text == before
    await ada.types("requests")
    assert ada.seen.text.count("Grace") + ada.seen.text.count(str(grace.user.id)) == 1


async def test_an_interaction_delivered_again_after_a_restart_has_one_effect(campus: Campus) -> None:
    ada, grace, interaction = await asks_grace(campus)
    before = ada.seen.text
    await campus.restarts()
    await campus.fake.duplicate(interaction, 2)
    await answered(campus, interaction)
    assert asked(grace) == 1
    assert ada.seen.text == before


async def test_two_processes_that_hear_the_same_answer_it_once(campus: Campus) -> None:
    await campus.starts()
    ada, grace, interaction = await asks_grace(campus)
    await answered(campus, interaction)
    assert asked(grace) == 1
    assert "reference" not in ada.seen.text
    await grace.presses("Accept", on=grace.last_dm)
    await at_rest(campus)
    assert len([message for message in ada.dms if "Grace" in message.text]) == 1


async def test_an_answer_is_edited_in_where_another_process_acknowledged_the_same(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = campus.person("Ada")
    real = App.answer_once

    async def overtaken(app: App, *given: Any, **named: Any) -> Any:
        view = await real(app, *given, **named)
        heard = campus.fake.last
        assert heard is not None
        async with aiohttp.ClientSession() as other:
            url = f"{campus.fake.api_url}/interactions/{heard.id}/{heard.token}/callback"
            await other.post(url, json={"type": 5, "data": {"flags": 64}})
        return view

    monkeypatch.setattr(App, "answer_once", overtaken)
    reply = await ada.types("help")
    assert reply.ack == 5
    assert "/home" in reply.message.text


def slowed(monkeypatch: pytest.MonkeyPatch, name: str) -> list[str]:
    """What the app does waits until Discord has heard something; the order in which things happened."""
    events: list[str] = []
    real: Callable[..., Awaitable[Any]] = getattr(App, name)

    async def slow(app: App, *given: Any, **named: Any) -> Any:
        events.append("begun")
        while not any(event.startswith("answer") for event in events):  # noqa: ASYNC110  the fake signals nothing
            await asyncio.sleep(0.005)
        found = await real(app, *given, **named)
        events.append("done")
        return found

    monkeypatch.setattr(App, name, slow)
    monkeypatch.setattr(conversation, "READY_SECONDS", 0.02)
    return events


def noting(campus: Campus, monkeypatch: pytest.MonkeyPatch, events: list[str]) -> None:
    """What the fake hears is put among the events."""
    serving = campus.fake.server
    real = serving._outcome

    def heard(request: Any, authorization: str | None) -> Any:
        if "/callback" in request.path:
            events.append(f"answer {request.body['type']}")
        if "@original" in request.path:
            events.append("edit")
        return real(request, authorization)

    monkeypatch.setattr(serving, "_outcome", heard)


async def test_a_slow_command_is_acknowledged_before_it_ends_and_edited_in(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = campus.person("Ada")
    events = slowed(monkeypatch, "answer_once")
    noting(campus, monkeypatch, events)
    reply = await ada.types("home")
    assert events == ["begun", "answer 5", "done", "edit"]
    assert reply.message.ephemeral
    assert reply.message.text


async def test_a_slow_button_is_acknowledged_in_place(campus: Campus, monkeypatch: pytest.MonkeyPatch) -> None:
    mo = campus.person("Mo", moderator=True)
    first = await mo.types("config")
    before = first.message.text
    events = slowed(monkeypatch, "answer_once")
    noting(campus, monkeypatch, events)
    second = await mo.presses("Older")
    assert events == ["begun", "answer 6", "done", "edit"]
    assert second.message.id == first.message.id
    assert second.message.text != before


async def test_a_slow_modal_is_acknowledged_and_edited_in(campus: Campus, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = campus.person("Ada")
    await ada.types("mentor profile")
    await ada.presses("Who you are")
    events = slowed(monkeypatch, "answer_once")
    noting(campus, monkeypatch, events)
    await ada.fills(topics="statistics", languages="English", bio="Twice.")
    assert events[:3] in (["begun", "answer 5", "done"], ["begun", "answer 6", "done"])
    assert ada.seen.text


async def test_a_form_that_cannot_be_filled_in_time_opens_blank(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    grace = await campus.mentor("Grace")
    await grace.types("mentor profile")
    filled = await grace.presses("Who you are")
    assert "explain things" in str(filled.modal)
    await grace.types("mentor profile")
    events = slowed(monkeypatch, "form")
    noting(campus, monkeypatch, events)
    blank = await grace.presses("Who you are")
    await campus.fake.until(lambda: "done" in events, "what was known is known")
    assert events == ["begun", "answer 9", "done"]
    assert blank.modal is not None
    assert "explain things" not in str(blank.modal)
    saved = await grace.fills(topics="writing", languages="English", bio="Once.")
    assert saved.message.text


async def test_suggestions_that_come_too_late_are_left_out(campus: Campus, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = campus.person("Ada")
    events = slowed(monkeypatch, "suggest")
    monkeypatch.setattr(conversation, "SUGGEST_SECONDS", 0.02)
    reply: Reply = await campus.fake.complete(ada.user, campus.guild, "timezone", field="zone", typed="kolk")
    assert reply.choices == []
    assert events == ["begun"]


async def test_a_locked_database_is_answered_with_a_calm_sentence(
    sqlite_database: Database, memory_folder: Path
) -> None:
    file = memory_folder / "office-hours.db"
    impatient = Database.open(f"sqlite:///{file}", seal=SEAL, busy_seconds=0.05)
    async with campus_on(impatient) as campus:
        ada = campus.person("Ada")
        await ada.types("mentor profile")
        with closing(sqlite3.connect(file, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            busy = await campus.fake.command(ada.user, campus.guild, "home")
            assert "busy for a moment" in busy.message.text
            form = await campus.fake.press(ada.user, ada.seen, ada.seen.buttons[0].custom_id or "")
            assert form.modal, "a form needs nothing of the database that it cannot do without"
        await ada.types("home")
        assert "busy" not in ada.seen.text
        assert_nobody_is_pinged(campus.fake)
    await impatient.close()
