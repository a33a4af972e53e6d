"""A field's kind as a component of a modal."""

from collections.abc import Callable
from typing import Any

import discord
from discord import ui

from bot.params import ChannelPick, DayPick, Kind, Line, Paragraph, PersonPick, Pick, RolePick, Whole
from bot.text import label
from bot.views import FormField

LABEL = 45
DESCRIPTION = 100
TEXT = 4000
_CHANNELS = [discord.ChannelType.text, discord.ChannelType.news]
"""Where a bot can post."""
_VOICES = [discord.ChannelType.voice]
"""Where people speak."""

_DAY = "2026-12-01"
_DIGITS = 9


def labelled(field: FormField, said: str = "") -> ui.Label[Any]:
    """The field with its label; `said` stands below the label instead of the kind's own hint."""
    hint = label(field.error or said or field.kind.hint, "")[:DESCRIPTION]
    return ui.Label(text=label(field.kind.label)[:LABEL], description=hint or None, component=_component(field))


def channels_of(kind: Kind) -> list[discord.ChannelType]:
    """What may be picked where a channel is asked for."""
    return _VOICES if isinstance(kind, ChannelPick) and kind.is_voice else _CHANNELS


def _component(field: FormField) -> ui.Item[Any]:
    kind, value = field.kind, _one(field.value)
    match kind:
        case Pick():
            return _pick(field, kind, value)
        case PersonPick():
            return ui.UserSelect(**_picker(field, discord.SelectDefaultValue.from_user, value))
        case ChannelPick():
            picker = _picker(field, discord.SelectDefaultValue.from_channel, value)
            return ui.ChannelSelect(channel_types=channels_of(kind), **picker)
        case RolePick():
            return ui.RoleSelect(**_picker(field, discord.SelectDefaultValue.from_role, value))
        case _:
            return _text(field, kind, value)


def _one(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _picker(field: FormField, default: Callable[[Any], discord.SelectDefaultValue], value: str) -> dict[str, Any]:
    known = [default(discord.Object(int(value)))] if value.isascii() and value.isdigit() else []
    least = 1 if field.is_required else 0
    return {
        "custom_id": field.name,
        "required": field.is_required,
        "min_values": least,
        "max_values": 1,
        "default_values": known,
    }


def _pick(field: FormField, kind: Pick, value: str) -> ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=label(option.label),
            value=option.value,
            description=label(option.hint, "") or None,
            default=option.value == value,
        )
        for option in kind.options
    ]
    return ui.Select(
        custom_id=field.name, options=options, required=field.is_required, min_values=1 if field.is_required else 0
    )


def _text(field: FormField, kind: Kind, value: str) -> ui.TextInput[Any]:
    most = _most(kind)
    return ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.long if isinstance(kind, Paragraph) else discord.TextStyle.short,
        placeholder=_DAY if isinstance(kind, DayPick) else None,
        default=value[:most] or None,
        required=field.is_required,
        max_length=most,
    )


def _most(kind: Kind) -> int:
    match kind:
        case Line(most=most):
            return min(most, TEXT)
        case Whole():
            return _DIGITS
        case DayPick():
            return len(_DAY)
        case _:
            return TEXT
