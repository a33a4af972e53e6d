"""What Discord would refuse in a payload: the limits of the fake service, and those that no single request shows.

Checked against Discord's OpenAPI document; where that is silent (text of only blanks, 100 commands), its prose.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from tests.fakes.discord.command_limits import check_command
from tests.fakes.discord.limits import check_message, check_modal
from tests.fakes.discord.messages import COMPONENTS_V2
from tests.fakes.discord.wire import Refusal

JSON = dict[str, Any]
MOST_COMMANDS = 100
_NEEDED = ("content", "label", "placeholder", "description", "title", "custom_id", "name")
"""Texts that must hold more than blanks wherever they are given: the service trims them first."""


def message_faults(payload: JSON, filenames: Sequence[str] = ()) -> list[str]:
    """What is wrong with a components v2 message."""
    return [*_refused(partial(check_message, payload, list(filenames), flags=COMPONENTS_V2)), *_blanks(payload)]


def modal_faults(payload: JSON) -> list[str]:
    """What is wrong with a modal."""
    return [*_refused(partial(check_modal, payload)), *_blanks(payload)]


def command_faults(payloads: Sequence[JSON]) -> list[str]:
    """What is wrong with an application's commands, all together."""
    found = [fault for payload in payloads for fault in (*_refused(partial(check_command, payload)), *_blanks(payload))]
    if len(payloads) > MOST_COMMANDS:
        found.append(f"{len(payloads)} commands, at most {MOST_COMMANDS}")
    named = Counter((payload.get("type", 1), payload.get("name")) for payload in payloads)
    found += [f"two commands are called {name}" for (_, name), count in named.items() if count > 1]
    return found


def _refused(check: Callable[[], None]) -> list[str]:
    try:
        check()
    except Refusal as refusal:
        return list(_leaves(refusal.errors, ""))
    return []


def _leaves(errors: Any, where: str) -> Iterator[str]:
    for key, value in (errors or {}).items():
        if key == "_errors":
            yield from (f"{where}: {error['message']}" for error in value)
        else:
            yield from _leaves(value, f"{where}/{key}")


def _blanks(part: Any, where: str = "") -> Iterator[str]:
    if isinstance(part, list):
        for number, inner in enumerate(part):
            yield from _blanks(inner, f"{where}/{number}")
    elif isinstance(part, dict):
        for key, value in part.items():
            if key in _NEEDED and isinstance(value, str) and value and not value.strip():
                yield f"{where}/{key}: only blanks"
            yield from _blanks(value, f"{where}/{key}")
