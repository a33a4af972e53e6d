"""Views as Block Kit, for messages, modals and App Home alike.

Limits: 50 blocks a message and 100 a view, 25 elements in an actions block (five are shown side by side), header 150,
button 75, option 75, placeholder 150. Views fit by how they are built.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from adapters.slack.action_id import Ids
from adapters.slack.words import elements, notification, rich, small
from bot.params import ChannelPick, DayPick, Line, Option, PersonPick
from bot.text import Text, clipped, is_blank, label, text
from bot.views import Action, Button, Card, Choice, Confirm, Form, Item, Listing, Menu, Picker, Picture, View

Block = dict[str, Any]
ROW = 5
HEADER = 150
PLACEHOLDER = 150
ALT = 2000


@dataclass(frozen=True, slots=True)
class Surface:
    """Where it is shown: `zone` is the reader's; `pings` says whether people may be mentioned there.

    `picture` is Slack's id of the view's picture, once it was uploaded. A view's file stands in the reader's direct
    messages with the bot; `is_beside_files` when this is shown there too.
    """

    zone: str
    pings: bool = True
    picture: str = ""
    is_beside_files: bool = False


def plain_text(words: str, most: int) -> Block:
    """Words that are never markup; an emoji's name stays a name."""
    return {"type": "plain_text", "text": clipped(label(words), most), "emoji": False}


def blocks(view: View, surface: Surface) -> list[Block]:
    """The view's blocks, in order."""
    return list(_blocks(view, surface, Ids()))


def summary(view: View, zone: str) -> str:
    """What a notification says of a view."""
    match view:
        case Card() | Listing() | Form():
            return notification(view.title, view.text, zone)
        case Choice() | Picker() | Confirm():
            return notification(view.question, view.text, zone)
        case _:
            assert_never(view)


def picture_of(view: View) -> Picture | None:
    """The picture a view shows, if any."""
    return view.picture if isinstance(view, Card) else None


def _blocks(view: View, surface: Surface, ids: Ids) -> Iterator[Block]:
    match view:
        case Card():
            return _card(view, surface, ids)
        case Listing():
            return _listing(view, surface, ids)
        case Form():
            return _form(view, surface, ids)
        case Choice():
            return _choice(view, surface, ids)
        case Picker():
            return _picker(view, surface, ids)
        case Confirm():
            return _confirm(view, surface, ids)
        case _:
            assert_never(view)


def _head(title: str, said: Text, surface: Surface) -> Iterator[Block]:
    yield {"type": "header", "text": plain_text(title, HEADER)}
    shown = elements(said, surface.zone, pings=surface.pings)
    if shown:
        yield rich(shown)


def _card(card: Card, surface: Surface, ids: Ids) -> Iterator[Block]:
    yield from _head(card.title, card.text, surface)
    for fact in card.facts:
        name = [] if is_blank(fact.label) else [{"type": "text", "text": label(fact.label), "style": {"bold": True}}]
        yield rich(name, elements(fact.text, surface.zone, pings=surface.pings))
    if card.picture and surface.picture:
        yield {
            "type": "image",
            "slack_file": {"id": surface.picture},
            "alt_text": label(card.picture.alt, "A picture")[:ALT],
        }
    elif card.picture:
        yield rich(elements((card.picture.alt,), surface.zone, pings=False))
    if card.attachment:
        place = "below" if surface.is_beside_files else "in our direct messages"
        yield small(text(f"{card.attachment.name} is {place}."), surface.zone)
    yield from _rows(card.actions, ids)
    if card.note:
        yield small(card.note, surface.zone)


def _listing(listing: Listing, surface: Surface, ids: Ids) -> Iterator[Block]:
    yield from _head(listing.title, listing.text, surface)
    for item in listing.items:
        yield from _item(item, surface, ids)
    turns = [
        Button(label, turn) for label, turn in (("Newer", listing.newer), ("Older", listing.older)) if turn is not None
    ]
    yield from _rows((*turns, *listing.actions), ids)
    if listing.page:
        yield small(text(listing.page), surface.zone)
    if listing.note:
        yield small(listing.note, surface.zone)


def _item(item: Item, surface: Surface, ids: Ids) -> Iterator[Block]:
    title = elements(item.title, surface.zone, pings=surface.pings, is_bold=True)
    yield rich(title, elements(item.text, surface.zone, pings=surface.pings))
    yield from _rows(item.actions, ids)


def _form(form: Form, surface: Surface, ids: Ids) -> Iterator[Block]:
    """A form where no modal could be opened: the button opens it."""
    yield from _head(form.title, (form.error,) if form.error else form.text, surface)
    yield from _rows((Button("Open the form", form.call, "primary", opens_form=True),), ids)


def _choice(choice: Choice, surface: Surface, ids: Ids) -> Iterator[Block]:
    yield from _head(choice.question, choice.text, surface)
    action_id = ids.make("picks", choice.call, choice.field)
    yield {"type": "actions", "elements": [_select(choice.options, action_id, "Pick one")]}


def _confirm(confirm: Confirm, surface: Surface, ids: Ids) -> Iterator[Block]:
    yield from _head(confirm.question, confirm.text, surface)
    yield from _rows((confirm.yes, confirm.no), ids)


def _picker(picker: Picker, surface: Surface, ids: Ids) -> Iterator[Block]:
    yield from _head(picker.question, picker.text, surface)
    element = picker_element(picker, ids.make("picks", picker.call, picker.field))
    if element is None:
        yield from _rows((Button(picker.kind.label[:34], picker.call, "primary", opens_form=True),), ids)
    else:
        yield {"type": "actions", "elements": [element]}


def picker_element(picker: Picker, action_id: str) -> Block | None:
    """Slack's own picker of a kind; None where there is none and a form must be opened."""
    placeholder = plain_text(picker.kind.hint or picker.kind.label, PLACEHOLDER)
    common = {"action_id": action_id, "placeholder": placeholder}
    match picker.kind:
        case PersonPick():
            return {"type": "users_select", **common}
        case ChannelPick():
            only = {"include": ["public", "private"], "exclude_bot_users": True}
            return {"type": "conversations_select", "filter": only, **common}
        case DayPick():
            return {"type": "datepicker", **common}
        case Line(suggest=suggest) if suggest:
            return {"type": "external_select", "min_query_length": 0, **common}
        case _:
            return None


def _rows(actions: Sequence[Action], ids: Ids) -> Iterator[Block]:
    """Buttons side by side, each menu in a row of its own, in order."""
    row: list[Block] = []
    for action in actions:
        if isinstance(action, Menu):
            if row:
                yield {"type": "actions", "elements": row}
            row = []
            action_id = ids.make("picks", action.call, action.field)
            yield {"type": "actions", "elements": [_select(action.options, action_id, action.placeholder)]}
            continue
        row.append(_button(action, ids))
        if len(row) == ROW:
            yield {"type": "actions", "elements": row}
            row = []
    if row:
        yield {"type": "actions", "elements": row}


def _button(button: Button, ids: Ids) -> Block:
    made = {
        "type": "button",
        "text": plain_text(button.label, 75),
        "action_id": ids.make("opens" if button.opens_form else "runs", button.call),
    }
    return made if button.style == "plain" else {**made, "style": button.style}


def option(one: Option) -> Block:
    """An option of a menu."""
    made = {"text": plain_text(one.label, 75), "value": one.value}
    return {**made, "description": plain_text(one.hint, 75)} if not is_blank(one.hint) else made


def _select(options: Sequence[Option], action_id: str, placeholder: str) -> Block:
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain_text(placeholder, PLACEHOLDER),
        "options": [option(one) for one in options],
    }
