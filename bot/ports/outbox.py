"""What the bot says on its own initiative: a row written with its cause, sent later, at most once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.calls import Call
from bot.domain.people import Person


@dataclass(frozen=True, slots=True)
class Dm:
    """To a person, wherever they were last seen."""

    person: int


@dataclass(frozen=True, slots=True)
class Post:
    """To the community's channel of this purpose: "mentors", "announcements", "moderators" ..."""

    purpose: str


@dataclass(frozen=True, slots=True)
class Notice:
    """`call` is rendered when it is sent, from the data of that moment; when it returns None it is dropped.

    `key` is unique in the community for ever: putting the same notice twice is putting it once. Times are aware.
    `is_once`: it is never sent a second time, even where nobody knows whether the first one arrived.
    """

    key: str
    to: Dm | Post
    call: Call
    due_at: datetime
    expires_at: datetime
    is_once: bool = False


UNKNOWN = "it may or may not have arrived"
"""Why a notice that is sent only once is dead, when its sending was cut off."""


class Outbox(Protocol):
    """Opened for one community, in the caller's transaction."""

    async def put(self, notice: Notice) -> bool:
        """Stores the notice; False when one with this key was put before, which is left as it is."""
        ...


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed notice. `nonce` (24 hex characters) is stored before the first send and never changes."""

    id: int
    community: int
    notice: Notice
    attempts: int
    nonce: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a notice goes as things stand: the account its `reader` used last or, with no reader, a channel."""

    platform: str
    space: str
    account: str = ""
    channel: str = ""
    dm: str = ""
    has_dms_closed: bool = False
    reader: Person | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The end of a notice. `said` is the platform's id of the message when it is sent, else the reason.

    dropped: no longer true. dead: given up. expired: too late to be of use.
    """

    delivery: int
    state: Literal["sent", "dropped", "dead", "expired"]
    said: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not yet: due again at `at` (aware). `is_attempt`: this was a try, of which there are few."""

    delivery: int
    at: datetime
    reason: str
    is_attempt: bool = True


class Deliveries(Protocol):
    """The sending side, over all communities."""

    async def claim(self, now: datetime, until: datetime, most: int) -> Sequence[Delivery]:
        """Takes at most `most` due rows until the lease ends, earliest first; no two callers get the same row.

        Rows past their expiry are marked expired and never returned. A row whose lease ran out is due again; one that
        is sent only once is dead then, with `UNKNOWN`.
        """
        ...

    async def places(self, deliveries: Sequence[Delivery]) -> Mapping[int, Place]:
        """Where each goes, by delivery; without those whose reader left or whose channel cannot be used."""
        ...

    async def done(self, ends: Sequence[Done], now: datetime) -> None:
        """These are over. The first end of a notice is final: others are left out."""
        ...

    async def later(self, waits: Sequence[Later]) -> None:
        """These wait, unless they are over."""
        ...
