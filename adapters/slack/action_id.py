"""What stands in an element's `action_id` (at most 255 characters, unique in its message).

`runs||call|n` runs a call, `opens||call|n` opens the ask's form, `picks|field|call|n` types what was picked into
`field`. The number keeps two of a kind apart. Neither a field nor a call ever holds a `|`: a call percent-encodes it.
"""

from dataclasses import dataclass
from typing import Literal

from bot.calls import Call
from bot.errors import UserError

MOST = 255
How = Literal["runs", "opens", "picks"]
_OLD = "This button is too old for me to read. Type /help to see what you can do now."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an element asks for. `field` is set for `picks` alone."""

    how: How
    call: Call
    field: str = ""


def read(action_id: str) -> Wanted:
    """The wish behind an `action_id`. Raises UserError when it is none of ours."""
    how, _, rest = action_id.partition("|")
    field, _, rest = rest.partition("|")
    asked, _, _ = rest.rpartition("|")
    match how:
        case "runs" | "opens" | "picks":
            return Wanted(how, Call.parse(asked), field)
        case _:
            raise UserError(_OLD)


class Ids:
    """Hands out the ids of one message or view."""

    def __init__(self) -> None:
        self._number = 0

    def make(self, how: How, call: Call, field: str = "") -> str:
        """The next id. Raises ValueError when it is too long."""
        self._number += 1
        made = f"{how}|{field}|{call}|{self._number}"
        if len(made) > MOST:
            raise ValueError(f"an action_id of {len(made)} characters: {made}")
        return made
