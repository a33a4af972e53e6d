"""What somebody who may hear a vent offers: how they are called, what it means, and the buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.calls import call
from bot.context import Context
from bot.views import Button

BACK = Button("Back to who hears it", call("vent.show"))


@dataclass(frozen=True, slots=True)
class Offer:
    """`means` is one line. The first of the actions is the one that most people want."""

    label: str
    means: str
    actions: tuple[Button, ...]


Audience = Callable[[Context], Awaitable[Offer | None]]
"""What is offered to the actor now; None when there is nobody of this kind for them."""
