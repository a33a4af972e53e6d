"""What an interaction's raw payload says, in the core's words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import discord

from adapters.discord import PLATFORM, custom_id
from bot.calls import Call
from bot.errors import Gone, UserError
from bot.ports.directory import Actor
from bot.registry import Ask, Registry

_OPTION_SUBCOMMAND, _OPTION_GROUP = 1, 2
_GONE = "I no longer know this command. Type /help to see what you can do now."


@dataclass(frozen=True, slots=True)
class Incoming:
    """A call with what was typed. `opens`: its form is wanted first. `names` are the people picked, by account."""

    actor: Actor
    call: Call
    typed: Mapping[str, str] = field(default_factory=dict)
    opens: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Typing:
    """A field of a command that is being typed."""

    ask: Ask
    field: str
    so_far: str


def actor(interaction: discord.Interaction[Any]) -> Actor:
    """Who it is. Manage Server makes a moderator; a DM belongs to no space, and says nothing about that."""
    user = interaction.user
    roles = user.roles if isinstance(user, discord.Member) else []
    return Actor(
        PLATFORM,
        str(interaction.guild_id or ""),
        str(user.id),
        user.display_name,
        is_moderator=interaction.guild_id is not None and interaction.permissions.manage_guild,
        is_global=True,
        roles=frozenset(str(role.id) for role in roles if not role.is_default()),
    )


def read(interaction: discord.Interaction[Any], registry: Registry) -> Incoming:
    """A command, a pressed component or a submitted modal. Raises UserError for what is none of ours any more."""
    data: Mapping[str, Any] = interaction.data or {}
    names = _names(data)
    if interaction.type is discord.InteractionType.application_command:
        ask, options = _command(data, registry)
        typed = {option["name"]: str(option["value"]) for option in options}
        return Incoming(actor(interaction), Call(ask.name), typed, ask.missing(typed), names)
    if interaction.type is discord.InteractionType.modal_submit:
        return Incoming(actor(interaction), Call.parse(str(data["custom_id"])), dict(_fields(data)), names=names)
    wanted = custom_id.read(str(data["custom_id"]))
    values = [str(value) for value in data.get("values", [])]
    typed = {wanted.field: values[0]} if wanted.how == "picks" and values else {}
    return Incoming(actor(interaction), wanted.call, typed, wanted.how == "opens", names)


def typing(interaction: discord.Interaction[Any], registry: Registry) -> Typing | None:
    """What is being typed in a command; None when the command is gone."""
    try:
        ask, options = _command(interaction.data or {}, registry)
    except UserError:
        return None
    focused = next((option for option in options if option.get("focused")), None)
    return Typing(ask, focused["name"], str(focused.get("value", ""))) if focused else None


def _command(data: Mapping[str, Any], registry: Registry) -> tuple[Ask, list[Mapping[str, Any]]]:
    words, options = [str(data.get("name", ""))], list(data.get("options", []))
    while options and options[0].get("type") in (_OPTION_SUBCOMMAND, _OPTION_GROUP):
        words.append(str(options[0]["name"]))
        options = list(options[0].get("options", []))
    typed = " ".join(words)
    found = next((ask for ask in registry.commands() if ask.command == typed), None)
    if found is None:
        raise Gone(_GONE)
    return found, options


def _fields(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each field of a modal with its value: what was typed, or the one that was picked."""
    for row in data.get("components", []):
        for part in (row["component"],) if "component" in row else row.get("components", ()):
            if "custom_id" in part:
                values = part.get("values") or [part.get("value") or ""]
                yield str(part["custom_id"]), str(values[0])


def _names(data: Mapping[str, Any]) -> dict[str, str]:
    """The people picked, under the names they bear in the server; bots are nobody's mentor."""
    resolved = data.get("resolved", {})
    members: Mapping[str, Any] = resolved.get("members", {})
    return {
        account: str(members.get(account, {}).get("nick") or user.get("global_name") or user["username"])
        for account, user in resolved.get("users", {}).items()
        if not user.get("bot")
    }
