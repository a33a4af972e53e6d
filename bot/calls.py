"""A call: the name of an ask and the ids it is about, small enough to live inside a button for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from bot.errors import UserError

MOST_CHARACTERS = 80
"""Discord's `custom_id` holds 100 characters; 20 are left to the adapter for what a component does with the call."""

Typed = Mapping[str, str | tuple[str, ...]]
"""What a member typed or picked, by field name. Travels beside the call and has no limit of its own."""

_OLD_BUTTON = "This button is too old for me to read. Type /help to see what you can do now."


@dataclass(frozen=True, slots=True)
class Call:
    """`Call("session.cancel", "42")` ↔ `"session.cancel:42"`.

    Raises ValueError when made with a text form of more than 80 characters or an empty name: such a
    call is a defect of ours and is refused before it is ever sent.
    """

    name: str
    args: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.name or ":" in self.name:
            raise ValueError(f"not the name of an ask: {self.name!r}")
        if len(str(self)) > MOST_CHARACTERS:
            raise ValueError(f"a call of {len(str(self))} characters does not fit a button: {self.name}")

    def __str__(self) -> str:
        return ":".join((self.name, *(quote(arg, safe="+@/ ,=") for arg in self.args)))

    @classmethod
    def parse(cls, text: str) -> "Call":
        """The call that `text` stands for. Raises UserError for anything that is not a call."""
        name, *args = text.split(":") if len(text) <= MOST_CHARACTERS else ("",)
        try:
            return cls(name, tuple(unquote(arg, errors="strict") for arg in args))
        except ValueError:
            raise UserError(_OLD_BUTTON) from None


def call(name: str, *args: object) -> Call:
    """A call with its ids written as text: `call("request.accept", 7)`."""
    return Call(name, tuple(str(arg) for arg in args))
