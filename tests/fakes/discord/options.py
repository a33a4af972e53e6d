"""What a Discord client puts into an interaction: options of commands, values of selects, fields of modals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord.places import FakeChannel, FakeGuild, FakeUser
from tests.fakes.discord.wire import JSON
from tests.fakes.discord.world import World

Value = str | int | float | bool | FakeUser
USER, CHANNEL, ROLE, MENTIONABLE = "user", "channel", "role", "mentionable"
OPTION_KINDS = {6: USER, 7: CHANNEL, 8: ROLE, 9: MENTIONABLE}
SELECT_KINDS = {5: USER, 6: ROLE, 7: MENTIONABLE, 8: CHANNEL}


@dataclass(slots=True)
class Resolved:
    """Objects for the ids in an interaction."""

    world: World
    guild: FakeGuild | None
    found: JSON = field(default_factory=dict)

    def put(self, kind: str, value: Any) -> str:
        """Adds what `value`, an object or an id, stands for; answers its id."""
        number = value.id if isinstance(value, FakeUser | FakeChannel) else int(value)
        user = self.world.users.get(number) or (self.world.bot if number == self.world.bot.id else None)
        if user and kind in (USER, MENTIONABLE):
            self._at("users", number, user.json())
            if self.guild and number not in self.guild.gone:
                self._at("members", number, self.guild.member(user, with_user=False))
        elif self.guild and kind in (ROLE, MENTIONABLE):
            self._at("roles", number, self.guild.role_json(number))
        elif self.guild and kind == CHANNEL:
            permissions = self.guild.permissions(self.guild.owner)
            self._at("channels", number, self.guild.channels[number].partial(permissions))
        else:
            raise AssertionError(f"no {kind} {number} here")
        return str(number)

    def _at(self, kind: str, number: int, value: JSON) -> None:
        self.found.setdefault(kind, {})[str(number)] = value


def command_data(
    world: World, guild: FakeGuild | None, name: str, values: Mapping[str, Value], focused: str | None = None
) -> JSON:
    """The data of a command, or of a `focused` option's autocomplete; AssertionError for what nobody could send."""
    first, *path = name.split()
    command = _registered(world, guild, first)
    resolved = Resolved(world, guild)
    data: JSON = {"id": command["id"], "name": first, "type": 1}
    if command.get("guild_id"):
        data["guild_id"] = command["guild_id"]
    level, place = command, data
    for step in path:
        level = _named(level, step)
        place["options"] = [{"name": step, "type": level["type"]}]
        place = place["options"][0]
    deeper = [option["name"] for option in level.get("options", []) if option["type"] in (1, 2)]
    assert not deeper, f"/{name} needs one of {deeper}"
    place["options"] = [_option(_named(level, key), value, resolved, key == focused) for key, value in values.items()]
    if focused is None:
        missing = [option["name"] for option in level.get("options", []) if option.get("required")]
        assert not set(missing) - set(values), f"/{name} needs {set(missing) - set(values)}"
    return data | ({"resolved": resolved.found} if resolved.found else {})


def _registered(world: World, guild: FakeGuild | None, name: str) -> JSON:
    mine = world.commands.get(guild.id, []) if guild else []
    known = [*mine, *world.commands.get(None, [])]
    found = next((command for command in known if command["name"] == name), None)
    assert found, f"/{name} is not registered: {sorted(command['name'] for command in known)}"
    contexts = found.get("contexts")
    here = 0 if guild else 1
    assert contexts is None or here in contexts, f"/{name} is not offered {'in a server' if guild else 'to the bot'}"
    return found


def _named(level: JSON, name: str) -> JSON:
    options = level.get("options", [])
    found = next((option for option in options if option["name"] == name), None)
    assert found, f"no option {name}: {[option['name'] for option in options]}"
    return dict(found)


def _option(option: JSON, value: Value, resolved: Resolved, focused: bool) -> JSON:
    found: JSON = {"name": option["name"], "type": option["type"]}
    if focused:
        return found | {"value": value, "focused": True}
    choices = [choice["value"] for choice in option.get("choices") or []]
    assert not choices or value in choices, f"{option['name']}: {value} is none of {choices}"
    kind = OPTION_KINDS.get(option["type"])
    return found | {"value": resolved.put(kind, value) if kind else value}


def select_values(component: JSON, values: list[Any], resolved: Resolved) -> list[str]:
    """The values of a select, as a client sends them; AssertionError for what it does not offer."""
    least, most = component.get("min_values", 1), component.get("max_values", 1)
    if component.get("required") is False and not values:
        least = 0
    assert least <= len(values) <= most, f"{component['custom_id']} takes {least} to {most} values, not {len(values)}"
    if kind := SELECT_KINDS.get(component["type"]):
        return [resolved.put(kind, value) for value in values]
    offered = {option["value"]: option["label"] for option in component["options"]}
    by_label = {label: value for value, label in offered.items()}
    for value in values:
        assert value in offered or value in by_label, f"{value} is none of {offered}"
    return [value if value in offered else by_label[value] for value in values]
