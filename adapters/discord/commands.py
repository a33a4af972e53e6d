"""Application commands from the registry, and their registration only when they changed.

Limits are Discord's: 100 commands, 25 options each, names of 1 to 32 lower-case characters, descriptions of 100.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, cast

import discord

from adapters.discord.fields import DESCRIPTION, channels_of
from bot.authority import moderators
from bot.params import ChannelPick, Kind, Line, Paragraph, PersonPick, Pick, RolePick, Whole
from bot.registry import Ask, Param, Registry

log = logging.getLogger(__name__)

TEXT = 6000

_SUBCOMMAND, _STRING, _INTEGER, _USER, _CHANNEL, _ROLE = 1, 3, 4, 6, 7, 8
_EVERYWHERE: dict[str, Any] = {"type": 1, "contexts": [0, 1], "integration_types": [0], "nsfw": False}
"""A slash command, in servers and in the bot's own DMs, of a bot that is added to servers."""

_PLACES = ("contexts", "integration_types")

Payload = dict[str, Any]


def payloads(registry: Registry) -> list[Payload]:
    """Every command as Discord takes it, by name. Raises ValueError for a word that is a command and a group."""
    groups: dict[str, list[Ask]] = {}
    for ask in registry.commands():
        groups.setdefault(ask.command.split(" ")[0], []).append(ask)
    return [_command(name, asks) for name, asks in sorted(groups.items())]


def _command(name: str, asks: Sequence[Ask]) -> Payload:
    is_group = any(" " in ask.command for ask in asks)
    if is_group and any(ask.command == name for ask in asks):
        raise ValueError(f"/{name} is a command and has sub-commands: Discord shows only one of the two")
    only = str(discord.Permissions(manage_guild=True).value) if all(ask.who is moderators for ask in asks) else None
    common = {"name": name, "default_member_permissions": only, **_EVERYWHERE}
    if not is_group:
        return {**common, "description": asks[0].summary, "options": _options(asks[0])}
    parts = [
        {
            "type": _SUBCOMMAND,
            "name": ask.command.split(" ")[1],
            "description": ask.summary,
            "options": _options(ask),
        }
        for ask in sorted(asks, key=lambda ask: ask.command)
    ]
    said = f"{name}: {', '.join(str(part['name']) for part in parts)}"
    return {**common, "description": said[:DESCRIPTION], "options": parts}


def _options(ask: Ask) -> list[Payload]:
    """Several lines are written in the form, which then opens; the rest can be typed, required ones first."""
    made = [_option(param, param.kind) for param in ask.typed if param.kind and not isinstance(param.kind, Paragraph)]
    return sorted(made, key=lambda option: not option["required"])


def _option(param: Param, kind: Kind) -> Payload:
    """Required only what is picked or completed better here than in the form, which asks for anything missing."""
    is_line = isinstance(kind, Line)
    is_better_here = not is_line or bool(getattr(kind, "suggest", ""))
    said = f"{kind.label}: {kind.hint}" if kind.hint else kind.label
    return {
        "name": param.name,
        "description": said if len(said) <= DESCRIPTION else kind.label,
        "required": param.is_required and is_better_here,
        **_type(kind),
    }


def _type(kind: Kind) -> Payload:
    match kind:
        case Line():
            return {"type": _STRING, "max_length": min(kind.most, TEXT), "autocomplete": bool(kind.suggest)}
        case Whole():
            return {"type": _INTEGER, "min_value": kind.least, "max_value": kind.most}
        case Pick():
            return {"type": _STRING, "choices": [{"name": o.label, "value": o.value} for o in kind.options]}
        case PersonPick():
            return {"type": _USER}
        case ChannelPick():
            return {"type": _CHANNEL, "channel_types": [one.value for one in channels_of(kind)]}
        case RolePick():
            return {"type": _ROLE}
        case _:
            return {"type": _STRING}


async def sync(client: discord.Client, registry: Registry, guild: int | None, *, writes: bool) -> dict[str, int]:
    """Registers the commands, everywhere or in one server, unless they are so already; the id of each, as typed.

    Without `writes` it only looks. Raises discord.HTTPException. What is no longer in the registry disappears.
    """
    wanted, known = _for(payloads(registry), guild), await registered(client, guild)
    if writes and not _are_same(wanted, known):
        payload, application = cast("list[Any]", wanted), _application(client)
        if guild is None:
            written: Sequence[object] = await client.http.bulk_upsert_global_commands(application, payload)
        else:
            written = await client.http.bulk_upsert_guild_commands(application, guild, payload)
        known = cast("Sequence[Mapping[str, Any]]", written)
        log.info("%s commands were registered", len(wanted))
    ids = {str(command["name"]): int(command["id"]) for command in known}
    return {ask.command: ids[top] for ask in registry.commands() if (top := ask.command.split(" ")[0]) in ids}


async def is_registered(client: discord.Client, registry: Registry, guild: int | None) -> bool:
    """Whether Discord knows the commands as they are now. Raises discord.HTTPException."""
    return _are_same(_for(payloads(registry), guild), await registered(client, guild))


async def registered(client: discord.Client, guild: int | None) -> Sequence[Mapping[str, Any]]:
    """The commands as Discord has them. Raises discord.HTTPException."""
    if guild is None:
        known: Sequence[object] = await client.http.get_global_commands(_application(client))
    else:
        known = await client.http.get_guild_commands(_application(client), guild)
    return cast("Sequence[Mapping[str, Any]]", known)


def _application(client: discord.Client) -> int:
    assert client.application_id is not None
    return client.application_id


def _for(wanted: list[Payload], guild: int | None) -> list[Payload]:
    """A server's own commands say nothing about where they can be used."""
    if guild is None:
        return wanted
    return [{key: value for key, value in one.items() if key not in _PLACES} for one in wanted]


def _are_same(wanted: Sequence[Payload], known: Sequence[Mapping[str, Any]]) -> bool:
    by_name = {str(command["name"]): command for command in known}
    return len(known) == len(wanted) and all(_says(by_name.get(one["name"]), one) for one in wanted)


def _says(known: object, wanted: object) -> bool:
    """Whether Discord's answer holds all we want; it leaves out what is false or empty and adds its own."""
    if isinstance(wanted, dict):
        return isinstance(known, Mapping) and all(_says(known.get(key), value) for key, value in wanted.items())
    if isinstance(wanted, list):
        held = known if isinstance(known, list) else []
        return len(held) == len(wanted) and all(_says(k, w) for k, w in zip(held, wanted, strict=True))
    return (known or None) == (wanted or None)
