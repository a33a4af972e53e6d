"""Registered application commands, for everywhere (guild None) and for single servers."""

from typing import Any

from tests.fakes.discord.command_limits import check_command
from tests.fakes.discord.wire import JSON, Answer, Call, Refusal, route, unknown
from tests.fakes.discord.world import World

DEFAULTS: JSON = {
    "type": 1, "description": "", "default_member_permissions": None, "nsfw": False, "contexts": None,
    "integration_types": [0], "dm_permission": True, "name_localizations": None, "description_localizations": None,
}  # fmt: skip
SILENT = ("required", "autocomplete", "options", "choices", "channel_types")
"""Discord leaves these out of its answers when they are false or empty."""


def _place(world: World, call: Call) -> int | None:
    if call.parts["application"] != str(world.application_id):
        raise Refusal(403, 20012, "You are not authorized to perform this action on this application")
    return world.known_guild(call.id("guild")).id if "guild" in call.parts else None


def _made(world: World, guild: int | None, body: JSON, known: JSON | None) -> JSON:
    check_command(body)
    made = {
        **DEFAULTS, **_told(body), "id": known["id"] if known else str(world.ids.next()),
        "version": str(world.ids.next()), "application_id": str(world.application_id),
    }  # fmt: skip
    # Contexts and integration types are for commands that are registered everywhere.
    only_here = {"guild_id": str(guild), "contexts": None, "integration_types": [0]}
    return made | (only_here if guild else {})


def _told(body: JSON) -> JSON:
    told = {key: value for key, value in body.items() if value or key not in SILENT}
    for key in ("options", "choices"):
        if key in told:
            told[key] = [_told(inner) for inner in told[key]]
    return told


def _find(commands: list[JSON], key: str, value: Any) -> JSON | None:
    return next((command for command in commands if command[key] == value), None)


def _one(world: World, call: Call) -> tuple[list[JSON], JSON]:
    commands = world.commands.setdefault(_place(world, call), [])
    found = _find(commands, "id", call.parts["command"])
    if found is None:
        raise unknown(10063, "application command")
    return commands, found


ALL = "/applications/{application}/commands"
GUILD = "/applications/{application}/guilds/{guild}/commands"


@route("GET", ALL)
@route("GET", GUILD)
def listed(world: World, call: Call) -> Answer:
    """All commands."""
    return 200, world.commands.get(_place(world, call), [])


@route("PUT", ALL)
@route("PUT", GUILD)
def replace(world: World, call: Call) -> Answer:
    """Puts these commands in the place of those there were."""
    guild = _place(world, call)
    if len(call.body) > 100 or len({body.get("name") for body in call.body}) < len(call.body):
        raise Refusal(400, 50035, "Invalid Form Body", {"_errors": [{"code": "APPLICATION_COMMANDS_DUPLICATE_NAME"}]})
    old = world.commands.get(guild, [])
    world.commands[guild] = [_made(world, guild, body, _find(old, "name", body.get("name"))) for body in call.body]
    return 200, world.commands[guild]


@route("POST", ALL)
@route("POST", GUILD)
def add(world: World, call: Call) -> Answer:
    """Adds a command, or replaces the one of that name."""
    guild = _place(world, call)
    commands = world.commands.setdefault(guild, [])
    known = _find(commands, "name", call.body.get("name"))
    made = _made(world, guild, call.body, known)
    commands[:] = [command for command in commands if command is not known] + [made]
    return 200 if known else 201, made


@route("GET", ALL + "/{command}")
@route("GET", GUILD + "/{command}")
def read(world: World, call: Call) -> Answer:
    """One command."""
    return 200, _one(world, call)[1]


@route("PATCH", ALL + "/{command}")
@route("PATCH", GUILD + "/{command}")
def change(world: World, call: Call) -> Answer:
    """Changes a command."""
    _, found = _one(world, call)
    check_command(found | call.body)
    found |= _told(call.body) | {"version": str(world.ids.next())}
    return 200, found


@route("DELETE", ALL + "/{command}")
@route("DELETE", GUILD + "/{command}")
def remove(world: World, call: Call) -> Answer:
    """Takes a command away."""
    commands, found = _one(world, call)
    commands.remove(found)
    return 204, None
