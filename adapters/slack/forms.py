"""A form as a modal, and what was typed in one. Slack shows a mistake beside its field, in the modal itself."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from adapters.slack.blocks import Block, option, plain_text
from adapters.slack.words import elements, rich
from bot.calls import Call
from bot.errors import UserError
from bot.params import ChannelPick, DayPick, Kind, Line, Option, Paragraph, PersonPick, Pick, RolePick, Whole
from bot.text import clean
from bot.views import Form, FormField

CALLBACK = "form"
VALUE = "value"
"""The `action_id` of every field; the field's name is its `block_id`."""
TEXT = 3000
HINT = 2000
LABEL = 2000
OPTION = 75

_OLD = "This form is too old for me to read. Close it, and type the command again."


def modal(form: Form, zone: str) -> Block:
    """The form as a view to open or to update. Roles do not exist on Slack, so such a field is left out."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain_text(form.title, 24),
        "submit": plain_text(form.submit, 24),
        "close": plain_text("Cancel", 24),
        "private_metadata": json.dumps({"call": str(form.call)}),
        "blocks": list(_blocks(form, zone))
        or [rich([{"type": "text", "text": "There is nothing to fill in on Slack."}])],
    }


def _blocks(form: Form, zone: str) -> Iterator[Block]:
    if form.error:
        yield rich([{"type": "text", "text": f"⚠️ {clean(form.error)}"}])
    if form.text:
        yield rich(elements(form.text, zone, pings=False))
    for field in form.fields:
        if isinstance(field.kind, RolePick):
            continue
        if field.error:
            yield rich([{"type": "text", "text": f"⚠️ {clean(field.error)}"}])
        made = {
            "type": "input",
            "block_id": field.name,
            "label": plain_text(field.kind.label, LABEL),
            "element": {**_element(field), "action_id": VALUE},
            "optional": not field.is_required,
        }
        yield {**made, "hint": plain_text(field.kind.hint, HINT)} if field.kind.hint else made


def _element(field: FormField) -> Block:
    value = field.value if isinstance(field.value, str) else ", ".join(field.value)
    match field.kind:
        case Pick(options=options):
            known = [option(one) for one in options if one.value == value]
            return {"type": "static_select", "options": [option(one) for one in options], **_initially("option", known)}
        case PersonPick():
            return {"type": "users_select", **_initially("user", [value])}
        case ChannelPick():
            only = {"include": ["public", "private"], "exclude_bot_users": True}
            return {"type": "conversations_select", "filter": only, **_initially("conversation", [value])}
        case DayPick():
            return {"type": "datepicker", **_initially("date", [value])}
        case Whole(least=least, most=most):
            limits = {"min_value": str(least), "max_value": str(most)}
            return {"type": "number_input", "is_decimal_allowed": False, **limits, **_initially("value", [value])}
        case Line(suggest=suggest) if suggest and len(value) <= OPTION:
            known = [option(Option(value, value))] if value else []
            return {"type": "external_select", "min_query_length": 0, **_initially("option", known)}
        case _:
            return _text(field.kind, value)


def _text(kind: Kind, value: str) -> Block:
    most = min(kind.most, TEXT) if isinstance(kind, Line) else TEXT
    return {
        "type": "plain_text_input",
        "multiline": isinstance(kind, Paragraph),
        "max_length": most,
        **_initially("value", [value[:most]]),
    }


def _initially(what: str, known: list[Any]) -> Block:
    return {f"initial_{what}": known[0]} if known and known[0] else {}


def call_of(view: Mapping[str, Any]) -> Call:
    """The call a modal was opened for. Raises UserError for metadata that is none of ours."""
    try:
        held = json.loads(str(view.get("private_metadata", "")))
        return Call.parse(str(held["call"]))
    except (ValueError, TypeError, KeyError):
        raise UserError(_OLD) from None


def typed_in(view: Mapping[str, Any]) -> dict[str, str]:
    """What stands in a modal's fields when it is sent, by field name; empty fields are empty text."""
    values: Mapping[str, Any] = view.get("state", {}).get("values", {})
    return {block_id: picked(held.get(VALUE, {})) for block_id, held in values.items()}


def picked(element: Mapping[str, Any]) -> str:
    """The value of an element's state or action, whatever its type."""
    for key in ("value", "selected_user", "selected_conversation", "selected_channel", "selected_date"):
        if element.get(key):
            return str(element[key])
    chosen = element.get("selected_option") or {}
    return str(chosen.get("value", ""))


def mistakes(form: Form) -> dict[str, str] | None:
    """The errors to show beside their fields; None when something is wrong with the whole, or nothing is."""
    found = {field.name: field.error for field in form.fields if field.error}
    return found if found and not form.error else None
