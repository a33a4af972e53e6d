"""What a page sends, checked: everything in it may be forged, so it is read into typed values first."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.calls import Call

MOST_FIELDS = 10
MOST_SAID = 4000
"""Characters of one message, as in the chats people know."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request's body."""

    body: Mapping[str, Any]

    def word(self, name: str) -> str:
        """A text, empty when it is not given. Raises HTTPBadRequest for anything that is no text."""
        value = self.body.get(name, "")
        if not isinstance(value, str):
            raise web.HTTPBadRequest(text=f"{name} is a text.")
        return value

    def number(self, name: str) -> int:
        """A whole number, 0 when it is not given."""
        value = self.body.get(name, 0)
        if not isinstance(value, int) or isinstance(value, bool):
            raise web.HTTPBadRequest(text=f"{name} is a whole number.")
        return value

    def flag(self, name: str) -> bool:
        return self.body.get(name) is True

    def call(self) -> Call:
        """The call of a pressed button; any text may come, the door decides. Raises UserError."""
        return Call.parse(self.word("call"))

    def typed(self) -> dict[str, str]:
        """What was typed, by field name, without the fields left empty."""
        typed = self.body.get("typed", {})
        if not isinstance(typed, dict) or len(typed) > MOST_FIELDS:
            raise web.HTTPBadRequest(text="typed holds the fields of one form.")
        if not all(isinstance(value, str) for value in typed.values()):
            raise web.HTTPBadRequest(text="typed holds texts.")
        return {name: value for name, value in typed.items() if value}

    @property
    def address(self) -> dict[str, str]:
        """Who asks, in which room."""
        return {"as": self.word("as"), "room": self.word("room")}


async def read(request: web.Request) -> Asked:
    """The body of a request. Raises HTTPBadRequest when it is no JSON object."""
    try:
        body = json.loads(await request.text())
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest(text="This is not JSON.") from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="A JSON object is needed.")
    return Asked(body)
