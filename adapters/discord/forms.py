"""A form as a modal, and as a message that keeps what was typed until the modal is opened again.

Discord cannot answer a modal with a modal. So a form that comes back with errors is a message: what is wrong, what was
typed, and a button. What was typed is read from that very message when the button is pressed, so it survives a restart.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from discord import ui

from adapters.discord.fields import DESCRIPTION, labelled
from adapters.discord.markup import escaped, markup, strong
from bot.params import ChannelPick, PersonPick, Pick, RolePick
from bot.registry import Ask
from bot.text import clean, clipped, is_blank, label, plain
from bot.views import Form, FormField

MOST_COMPONENTS = 5
"""Top-level components of a modal."""
DRAFT = 1000
"""The component id of the first field's draft; the others follow in order."""

_PINGS = {PersonPick: "<@{}>", ChannelPick: "<#{}>", RolePick: "<@&{}>"}
_FENCED = re.compile(r"```\n(.*)\n```", re.DOTALL)
_PINGED = re.compile(r"<(?:@|#|@&)(\d+)>")
_GAP = "\u200b"
"""Stands inside a member's run of backticks, so that it cannot end the fence; cleaned text never holds one."""


def modal(form: Form) -> ui.Modal:
    """The form as Discord opens it. What is said before writing stands above the fields, or below the first label
    when five fields leave no room above."""
    shown = ui.Modal(title=label(form.title), custom_id=str(form.call), timeout=None)
    said = form.error or plain(form.text)
    has_room = len(form.fields) < MOST_COMPONENTS
    if said and has_room:
        above = escaped(form.error) if form.error else markup(form.text, in_dm=False)
        shown.add_item(ui.TextDisplay(above))
    for index, field in enumerate(form.fields):
        shown.add_item(labelled(field, clipped(said, DESCRIPTION) if index == 0 and not has_room else ""))
    shown.stop()
    return shown


def drafts(form: Form) -> Iterator[ui.TextDisplay[Any]]:
    """One line a field that holds something or is wrong, to be read back by `typed_before`."""
    for index, field in enumerate(form.fields):
        if field.value or field.error:
            yield ui.TextDisplay(_draft(field), id=DRAFT + index)


def _draft(field: FormField) -> str:
    value = field.value if isinstance(field.value, str) else ", ".join(field.value)
    parts = [strong(label(field.kind.label))]
    if field.error:
        parts.append(f"⚠️ {escaped(field.error)}")
    if not is_blank(value):
        parts.append(_shown(field, value))
    return "\n".join(parts)


def _shown(field: FormField, value: str) -> str:
    ping = _PINGS.get(type(field.kind))
    if ping and value.isascii() and value.isdigit():
        return ping.format(value)
    if isinstance(field.kind, Pick):
        value = next((option.label for option in field.kind.options if option.value == value), value)
    return f"```\n{clean(value).replace('``', f'`{_GAP}`').replace('``', f'`{_GAP}`')}\n```"


def typed_before(ask: Ask, components: object) -> Mapping[str, str]:
    """What the message's drafts hold, by field name. `components` is raw JSON of the message, from Discord."""
    found: dict[str, str] = {}
    for part in _walk(components):
        index = part.get("id", 0) - DRAFT
        if part.get("type") == 10 and 0 <= index < len(ask.typed):
            param = ask.typed[index]
            value = _value(str(part.get("content", "")))
            if isinstance(param.kind, Pick):
                value = next((option.value for option in param.kind.options if option.label == value), "")
            if value:
                found[param.name] = value
    return found


def _value(content: str) -> str:
    fenced = _FENCED.search(content)
    if fenced:
        return fenced[1].replace(_GAP, "")
    pinged = _PINGED.search(content)
    return pinged[1] if pinged else ""


def _walk(components: object) -> Iterator[dict[str, Any]]:
    for part in components if isinstance(components, list) else []:
        if isinstance(part, dict):
            yield part
            yield from _walk(part.get("components"))
