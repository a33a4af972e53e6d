"""How words leave the house."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.views import View


@dataclass(frozen=True, slots=True)
class Address:
    """Where to send: an account's DM or, when `channel` is set, a channel of the space. `zone` is the reader's.

    `dm` is the platform's id of the conversation with the account, where an earlier send told it.
    """

    platform: str
    space: str
    account: str
    channel: str
    zone: str
    dm: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform's id of the message, and of the conversation it went to when that is a DM."""

    message: str
    dm: str = ""


class Undeliverable(Exception):
    """It will never arrive there. The reason is for moderators.

    `closes_dm`: the person takes no DMs. `has_left`: the account is gone, or no longer in the space.
    """

    def __init__(self, reason: str, *, closes_dm: bool = False, has_left: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.closes_dm = closes_dm
        self.has_left = has_left


class TryLater(Exception):
    """It may arrive later; `after` is what the platform asked for, if it did.

    `is_pause`: the whole platform takes nothing until then, whatever is sent, so it does not count as a try.
    `is_unknown`: it may have arrived all the same.
    """

    def __init__(
        self, reason: str, after: timedelta | None = None, *, is_pause: bool = False, is_unknown: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after = after
        self.is_pause = is_pause
        self.is_unknown = is_unknown


class Messenger(Protocol):
    """One platform's way out."""

    async def send(self, to: Address, view: View, nonce: str) -> Sent:
        """Sends the view; its file, where it has one, to a person only and never to a channel.

        The same nonce is the same message: where the platform can tell, a second send changes nothing.
        Raises Undeliverable or TryLater; anything else is taken as TryLater and logged.
        """
        ...

    async def withdraw(self, channel: Address, message: str) -> None:
        """Takes a message of the bot's out of a channel. One that is gone already is as good as taken out.

        Raises Undeliverable or TryLater.
        """
        ...
