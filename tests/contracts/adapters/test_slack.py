"""Slack shows every view within its limits, and nothing a member writes does anything there."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

import bot.commands
from adapters.slack.action_id import Wanted
from adapters.slack.action_id import read as wanted
from adapters.slack.blocks import Surface, blocks, summary
from adapters.slack.forms import call_of, modal
from adapters.slack.manifest import SCOPES, manifest
from bot.registry import registry
from bot.text import Said, text
from bot.views import Button, Card, Choice, Confirm, Form, Listing, Menu, Picker, View
from storage.database import Database
from tests.contracts.adapters.harvest import harvested
from tests.contracts.adapters.hostile import HOSTILE
from tests.contracts.adapters.places import IN_LABELS, IN_TEXT
from tests.contracts.adapters.views import largest, smallest, views
from tests.fakes.slack.limits import block_faults, modal_faults

assert bot.commands

JSON = dict[str, Any]
OURS = re.compile(r"<!date\^\d+\^[^|<>]+\|[^<>]*>")
ESCAPES = re.compile(r"&(?:amp|lt|gt);")


def shown(view: View, *, pings: bool = True, picture: str = "") -> list[JSON]:
    return blocks(view, Surface("Europe/Berlin", pings, picture))


def faults(view: View) -> list[str]:
    """What Slack would refuse, as a message, in a modal and at home, and of a form's own modal."""
    found: list[str] = []
    for surface in ("message", "modal", "home"):
        found += block_faults(shown(view), surface)
    if isinstance(view, Form):
        found += modal_faults(modal(view, "Europe/Berlin"))
    if not 1 <= len(summary(view, "UTC")) <= 3000:
        found.append("a notification without words, or too long")
    return found


@pytest.mark.parametrize("name", dict(smallest()))
def test_the_smallest_views_are_within_slacks_limits(name: str) -> None:
    assert faults(views()[name]) == []


@pytest.mark.parametrize("name", dict(largest()))
def test_the_largest_views_are_within_slacks_limits(name: str) -> None:
    assert faults(views()[name]) == []


async def test_every_view_the_product_shows_is_within_slacks_limits_and_inert(sqlite_database: Database) -> None:
    found = await harvested(sqlite_database)
    assert len(found.views) > 200
    assert {name: wrong for name, view in found.views.items() if (wrong := faults(view) + active(view))} == {}


def texts(part: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a payload with how Slack reads it."""
    if isinstance(part, list):
        for inner in part:
            yield from texts(inner)
    elif isinstance(part, dict):
        if part.get("type") in ("plain_text", "mrkdwn", "text", "link"):
            yield str(part["type"]), str(part["text"])
        elif part.get("type") == "image":
            yield "plain_text", str(part["alt_text"])
        for inner in part.values():
            yield from texts(inner)


def hidden(words: str) -> list[str]:
    return [f"U+{ord(sign):04X}" for sign in words if sign not in "\n\t" and unicodedata.category(sign) in ("Cc", "Cs")]


def active(view: View) -> list[str]:
    """What is more than letters and not ours: tokens in mrkdwn and notifications, control characters anywhere."""
    sent = shown(view)
    everything = [*texts(sent), ("mrkdwn", summary(view, "UTC"))]
    if isinstance(view, Form):
        everything += texts(modal(view, "UTC"))
    found = [sign for _, words in everything for sign in hidden(words)]
    for how, words in everything:
        bare = ESCAPES.sub("", OURS.sub("", words)) if how == "mrkdwn" else ""
        found += [f"mrkdwn {words!r}"] if re.search(r"[<>&]", bare) else []
    return found


@pytest.mark.parametrize("where", [*IN_TEXT, *IN_LABELS])
def test_nothing_hostile_is_active_on_slack(where: str) -> None:
    place = IN_TEXT.get(where) or IN_LABELS[where]
    wrong = {}
    for hostile in HOSTILE:
        view = place(hostile)
        found = active(view) + faults(view)
        if found:
            wrong[hostile] = found
    assert wrong == {}


def test_a_members_words_are_shown_letter_by_letter() -> None:
    said = "*bold* <!channel> &lt; https://x.example `code` @here"
    [rich] = [block for block in shown(Card("T", text(Said(said)))) if block["type"] == "rich_text"]
    assert rich["elements"][0]["elements"] == [{"type": "text", "text": said}]


def _of(action: Button | Menu) -> Wanted:
    if isinstance(action, Menu):
        return Wanted("picks", action.call, action.field)
    return Wanted("opens" if action.opens_form else "runs", action.call)


def wishes(view: View) -> list[Wanted]:
    match view:
        case Card():
            return [_of(action) for action in view.actions]
        case Listing():
            rows = [_of(action) for item in view.items for action in item.actions]
            turns = [Wanted("runs", turn) for turn in (view.newer, view.older) if turn is not None]
            return [*rows, *turns, *(_of(action) for action in view.actions)]
        case Confirm():
            return [_of(view.yes), _of(view.no)]
        case Choice():
            return [Wanted("picks", view.call, view.field)]
        case Form():
            return [Wanted("opens", view.call)]
        case Picker():
            return []


@pytest.mark.parametrize("name", views())
def test_every_button_and_menu_keeps_its_call_and_field_on_slack(name: str) -> None:
    view = views()[name]
    offered = [
        wanted(part["action_id"]) for block in shown(view) for part in block.get("elements", []) if "action_id" in part
    ]
    if isinstance(view, Picker):
        assert offered[0].call == view.call
    else:
        assert offered == wishes(view)


@pytest.mark.parametrize("name", [name for name, view in views().items() if isinstance(view, Form)])
def test_a_form_keeps_its_call_and_its_fields_on_slack(name: str) -> None:
    form = views()[name]
    assert isinstance(form, Form)
    made = modal(form, "UTC")
    assert call_of(made) == form.call
    inputs = [block["block_id"] for block in made["blocks"] if block["type"] == "input"]
    assert inputs == [field.name for field in form.fields if type(field.kind).__name__ != "RolePick"]


def test_the_manifest_asks_for_four_scopes_and_has_every_command() -> None:
    made = manifest(registry, "Office Hours", "oh-", "https://bot.example")
    assert made["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)
    assert len(SCOPES) <= 4
    assert not any("history" in scope for scope in SCOPES)
    commands = {one["command"] for one in made["features"]["slash_commands"]}
    assert commands == {f"/oh-{ask.command.split(' ')[0]}" for ask in registry.commands()}
    assert all(one["should_escape"] for one in made["features"]["slash_commands"])
