"""What the bot says on its own initiative: a row written with its cause, sent later, at most once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.calls import Call


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
    """

    key: str
    to: Dm | Post
    call: Call
    due_at: datetime
    expires_at: datetime


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


class Deliveries(Protocol):
    """The sending side, over all communities."""

    async def claim(self, now: datetime, until: datetime, most: int) -> Sequence[Delivery]:
        """Takes at most `most` due rows until the lease ends, earliest first; no two callers get the same row.

        Rows past their expiry are marked expired and never returned. A row whose lease ran out is due again.
        """
        ...

    async def sent(self, delivery: int, now: datetime, message: str) -> None:
        """It was accepted by the platform as `message`."""
        ...

    async def dropped(self, delivery: int, now: datetime, reason: str) -> None:
        """It is no longer true, or nobody is left to read it."""
        ...

    async def later(self, delivery: int, at: datetime, reason: str) -> None:
        """Not yet: due again at `at`, one attempt more."""
        ...

    async def dead(self, delivery: int, now: datetime, reason: str) -> None:
        """Given up, with the reason a moderator can read."""
        ...

    async def next_at(self) -> datetime | None:
        """The earliest moment at which something is due."""
        ...
