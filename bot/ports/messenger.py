"""How words leave the house."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.views import View


@dataclass(frozen=True, slots=True)
class Address:
    """Where to send: an account's DM or, when `channel` is set, a channel of the space. `zone` is the reader's."""

    platform: str
    space: str
    account: str
    channel: str
    zone: str


class Undeliverable(Exception):
    """It will never arrive there. The reason is for moderators; `closes_dm` when the person takes no DMs."""

    def __init__(self, reason: str, *, closes_dm: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.closes_dm = closes_dm


class TryLater(Exception):
    """It may arrive later; `after` is what the platform asked for, if it did."""

    def __init__(self, reason: str, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after = after


class Messenger(Protocol):
    """One platform's way out."""

    async def send(self, to: Address, view: View, nonce: str) -> str:
        """Sends the view and returns the platform's id of the message.

        The same nonce is the same message: where the platform can tell, a second send changes nothing.
        Raises Undeliverable or TryLater; anything else is taken as TryLater and logged.
        """
        ...
