"""Limits on application commands."""

import re
from typing import Any

from tests.fakes.discord.complaints import Complaints, Path
from tests.fakes.discord.wire import JSON

NAME = re.compile(r"[-_'\w]{1,32}")
SLASH = 1
SUBCOMMAND, GROUP = 1, 2
NUMBERS = {4, 10}


def check_command(body: JSON) -> None:
    """A command; raises Refusal. Those of the menus on people and messages have a name only."""
    wrong = Complaints()
    if body.get("type", SLASH) == SLASH:
        _named(wrong, (), body)
    else:
        wrong.length(("name",), body.get("name"), 32, least=1, required=True)
    options = body.get("options") or []
    _options(wrong, (), options, depth=0)
    wrong.unless(_size(body) <= 8000, (), "APPLICATION_COMMAND_TOO_LARGE", "Names, descriptions and values over 8000")
    wrong.settle()


def _named(wrong: Complaints, where: Path, body: JSON) -> None:
    name = body.get("name") or ""
    right = NAME.fullmatch(name) and name == name.lower()
    wrong.unless(right, (*where, "name"), "APPLICATION_COMMAND_INVALID_NAME", f"Command name is invalid: {name}")
    wrong.length((*where, "description"), body.get("description"), 100, least=1, required=True)


def _options(wrong: Complaints, where: Path, options: list[JSON], *, depth: int) -> None:
    where = (*where, "options")
    wrong.length(where, options, 25)
    names = [option.get("name") for option in options]
    wrong.unless(len(set(names)) == len(names), where, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Same name")
    required = [bool(option.get("required")) for option in options]
    ordered = required == sorted(required, reverse=True)
    wrong.unless(ordered, where, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options come first")
    nested = {option.get("type") in (SUBCOMMAND, GROUP) for option in options}
    wrong.unless(len(nested) < 2, where, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Subcommands stand alone")
    for number, option in enumerate(options):
        _option(wrong, (*where, number), option, depth)


def _option(wrong: Complaints, where: Path, option: JSON, depth: int) -> None:
    _named(wrong, where, option)
    wrong.number((*where, "type"), option.get("type"), 1, 11)
    if option.get("type") in (SUBCOMMAND, GROUP):
        deepest = 1 if option["type"] == SUBCOMMAND else 0
        wrong.unless(depth <= deepest, (*where, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deep")
        _options(wrong, where, option.get("options") or [], depth=depth + 1)
        return
    choices = option.get("choices") or []
    both = choices and option.get("autocomplete")
    wrong.unless(not both, where, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", "Choices exclude autocomplete")
    wrong.length((*where, "choices"), choices, 25)
    for number, choice in enumerate(choices):
        wrong.length((*where, "choices", number, "name"), choice.get("name"), 100, least=1, required=True)
        if option["type"] not in NUMBERS:
            wrong.length((*where, "choices", number, "value"), choice.get("value"), 100, required=True)


def _size(body: Any) -> int:
    own = sum(len(str(body.get(key) or "")) for key in ("name", "description", "value"))
    return own + sum(_size(inner) for key in ("options", "choices") for inner in body.get(key) or [])
