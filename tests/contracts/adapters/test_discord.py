"""Discord shows every view within its limits, and nothing a member writes does anything there."""

from typing import Any

import pytest

import bot.commands
from adapters.discord.commands import payloads
from adapters.discord.custom_id import Wanted
from adapters.discord.custom_id import read as wanted
from adapters.discord.forms import modal
from adapters.discord.rendering import Message, message
from bot.calls import Call
from bot.registry import registry
from bot.views import Button, Card, Choice, Confirm, Form, Listing, Menu, Picker, Picture, View, attachment_of
from storage.database import Database
from tests.contracts.adapters.deeds import SAID
from tests.contracts.adapters.discord_limits import command_faults, message_faults, modal_faults
from tests.contracts.adapters.discord_markup import read
from tests.contracts.adapters.harvest import harvested
from tests.contracts.adapters.views import largest, smallest, views
from tests.conversations.words import words
from tests.fakes.discord.messages import walk

assert bot.commands

JSON = dict[str, Any]
DISCORD_BUTTON, TEXT_DISPLAY, GALLERY, FILE = 2, 10, 12, 13
NEVER_MEANT = {
    "everyone",
    "user",
    "role",
    "channel",
    "url",
    "autolink",
    "invite",
    "emoji",
    "italic",
    "spoiler",
    "quote",
}
SELECTS = {3, 5, 6, 7, 8}


def sent(view: View, *, in_dm: bool = False) -> tuple[list[JSON], Message]:
    made = message(view, in_dm=in_dm)
    components: list[JSON] = made.layout.to_components()  # type: ignore[no-untyped-call]  # discord.py
    return components, made


def faults(view: View) -> list[str]:
    """What Discord would refuse, in a server and in a direct message, and of a form's modal."""
    found: list[str] = []
    for in_dm in (False, True):
        components, made = sent(view, in_dm=in_dm)
        found += message_faults({"components": components}, [file.filename for file in made.files])
    if isinstance(view, Form):
        found += modal_faults(modal(view).to_dict())
    return found


@pytest.mark.parametrize("name", dict(smallest()))
async def test_the_smallest_views_are_within_the_limits(name: str) -> None:
    assert faults(views()[name]) == []


@pytest.mark.parametrize("name", dict(largest()))
async def test_the_largest_views_are_within_the_limits(name: str) -> None:
    assert faults(views()[name]) == []


async def test_every_view_the_product_shows_is_within_the_limits_and_inert(sqlite_database: Database) -> None:
    harvest = await harvested(sqlite_database)
    assert len(harvest.views) > 200
    assert len(harvest.asks) > 70
    assert len({name for name in harvest.views if name.startswith("sent to")}) > 30
    assert any(SAID in words(view) for view in harvest.views.values())
    assert {name: found for name, view in harvest.views.items() if (found := faults(view))} == {}
    assert {name: active for name, view in harvest.views.items() if (active := acting_in(view))} == {}


def acting_in(view: View) -> set[str]:
    """What is active and never meant. Nothing here has an id to mention but what was picked in a form."""
    said = [part["content"] for part in walk(sent(view)[0]) if part["type"] == TEXT_DISPLAY]
    never = NEVER_MEANT - {"user", "role", "channel"} if isinstance(view, Form) else NEVER_MEANT
    return never & {kind for words in said for kind in read(words).kinds}


def test_the_products_commands_are_within_the_limits() -> None:
    made = payloads(registry)
    assert made
    assert command_faults(made) == []


def _of(action: Button | Menu) -> Wanted:
    if isinstance(action, Menu):
        return Wanted("picks", action.call, action.field)
    return Wanted("opens" if action.opens_form else "runs", action.call)


def _turns(listing: Listing) -> list[Wanted]:
    return [Wanted("runs", turn) for turn in (listing.newer, listing.older) if turn is not None]


def wishes(view: View) -> list[Wanted]:
    """What can be asked for on a view, by the view itself."""
    match view:
        case Card():
            return [_of(action) for action in view.actions]
        case Listing():
            rows = [_of(action) for item in view.items for action in item.actions]
            return [*rows, *_turns(view), *(_of(action) for action in view.actions)]
        case Confirm():
            return [_of(view.yes), _of(view.no)]
        case Choice():
            return [Wanted("picks", view.call, view.field)]
        case Picker() | Form():
            return [Wanted("opens", view.call)]


def offered(components: list[JSON]) -> list[Wanted]:
    """What can be asked for on a rendered message, read back from its components."""
    parts = [part for part in walk(components) if part["type"] in SELECTS | {DISCORD_BUTTON}]
    return [wanted(part["custom_id"]) for part in parts]


@pytest.mark.parametrize("name", views())
async def test_every_button_and_menu_keeps_its_call_and_field(name: str) -> None:
    view = views()[name]
    components, _ = sent(view)
    expected = wishes(view)
    if isinstance(view, Picker) and type(view.kind).__name__ in ("PersonPick", "ChannelPick", "RolePick"):
        expected = [Wanted("picks", view.call, view.field)]
    assert offered(components) == expected


@pytest.mark.parametrize("name", [name for name, view in views().items() if isinstance(view, Form)])
async def test_a_form_keeps_its_call_its_fields_and_their_values(name: str) -> None:
    form = views()[name]
    assert isinstance(form, Form)
    made = modal(form).to_dict()
    assert Call.parse(made["custom_id"]) == form.call
    labels = [part["component"] for part in made["components"] if part["type"] == 18]
    assert [label["custom_id"] for label in labels] == [field.name for field in form.fields]
    assert [_standing(label) for label in labels] == [field.value for field in form.fields]


def _standing(component: Any) -> str:
    """What stands in a field of a modal when it opens."""
    chosen = [option["value"] for option in component.get("options", []) if option.get("default")]
    chosen += [str(default["id"]) for default in component.get("default_values") or []]
    return str(component.get("value") or "".join(chosen))


async def test_every_picture_has_its_words_and_its_file() -> None:
    pictured = [view for view in views().values() if isinstance(view, Card) and view.picture]
    assert pictured
    for view in pictured:
        picture = view.picture
        assert isinstance(picture, Picture)
        components, made = sent(view)
        items = [item for part in walk(components) if part["type"] == GALLERY for item in part["items"]]
        assert [item["description"] for item in items] == [picture.alt]
        shown = [file for file in made.files if file.filename == picture.name]
        assert [item["media"]["url"] for item in items] == [f"attachment://{file.filename}" for file in shown]
        assert [file.description for file in shown] == [picture.alt]
        assert shown[0].fp.read() == picture.png


async def test_every_file_is_a_part_of_its_message() -> None:
    kept = [view for view in views().values() if attachment_of(view)]
    assert len(kept) > 1
    for view in kept:
        attachment = attachment_of(view)
        assert attachment is not None
        components, made = sent(view)
        files = [part["file"]["url"] for part in walk(components) if part["type"] == FILE]
        assert files == [f"attachment://{attachment.name}"]
        [file] = [file for file in made.files if file.filename == attachment.name]
        assert file.fp.read() == attachment.data
