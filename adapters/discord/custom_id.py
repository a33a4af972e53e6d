"""What stands in a component's `custom_id` (1 to 100 characters, unique in its message).

`call` runs it; `field>call` types what was picked into `field`; `>call` opens the ask's form. A second `>` and a
number keep two of a kind apart. A call never holds a `>` itself: it percent-encodes it.
"""

from dataclasses import dataclass
from typing import Literal

from bot.calls import Call

MOST = 100
_RUNS = "."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a component asks for. `field` is set for `picks` alone."""

    how: Literal["runs", "opens", "picks"]
    call: Call
    field: str = ""


def read(custom_id: str) -> Wanted:
    """The wish behind a `custom_id`. Raises UserError when it is none of ours."""
    how, *rest = custom_id.split(">")
    if not rest:
        return Wanted("runs", Call.parse(how))
    asked = Call.parse(rest[0])
    if how in ("", _RUNS):
        return Wanted("opens" if how == "" else "runs", asked)
    return Wanted("picks", asked, how)


class Ids:
    """Hands out the ids of one message, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def runs(self, call: Call) -> str:
        """The id of a button that runs `call`."""
        return self._once(str(call), f"{_RUNS}>{call}")

    def opens(self, call: Call) -> str:
        """The id of a button that opens the form of `call`."""
        return self._once(f">{call}", f">{call}")

    def picks(self, field: str, call: Call) -> str:
        """The id of a menu whose pick is typed into `field` of `call`."""
        return self._once(f"{field}>{call}", f"{field}>{call}")

    def _once(self, first: str, again: str) -> str:
        name, number = first, 1
        while name in self._taken:
            number += 1
            name = f"{again}>{number}"
        if len(name) > MOST:
            raise ValueError(f"a custom_id of {len(name)} characters: {name}")
        self._taken.add(name)
        return name
