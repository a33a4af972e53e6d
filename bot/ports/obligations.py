"""Whatever somebody owes an answer to: one kind of row for every feature (`product`, promise 1: no silence)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.calls import Call


@dataclass(frozen=True, slots=True)
class Obligation:
    """`owes` must answer `waits` about `subject` by `deadline_at`; 0 stands for nobody in particular.

    At each of `nudges_at` (aware, rising) the call `nudge` goes to the one who owes; at the deadline the call
    `lapse` runs as the bot. At most one is open for a kind, subject and ower.
    """

    kind: str
    subject: int
    owes: int
    waits: int
    since: datetime
    nudges_at: tuple[datetime, ...]
    deadline_at: datetime
    nudge: Call
    lapse: Call
    id: int = 0


class Obligations(Protocol):
    """Opened for one community."""

    async def open(self, obligation: Obligation) -> None:
        """Starts the clock; an open one of the same kind, subject and ower is replaced: answering restarts it."""
        ...

    async def close(self, kind: str, subject: int, owes: int | None = None) -> None:
        """It was answered, or no longer matters. Closing what is not open does nothing."""
        ...

    async def owed_by(self, person: int) -> Sequence[Obligation]:
        """What a person still has to answer, most urgent first."""
        ...

    async def awaited_by(self, person: int) -> Sequence[Obligation]:
        """What a person waits for, next deadline first."""
        ...

    async def about(self, kind: str, subject: int) -> Sequence[Obligation]:
        """The open ones about one thing."""
        ...

    async def take(self, obligation: int, now: datetime) -> tuple[Obligation, int] | None:
        """Locks one that is due and moves it on: the obligation and the nudge's number, or 0 when it lapsed.

        A nudge moves the clock to the next that lies ahead: those slept through are not made up for. A lapse closes it.
        None when it is not due (any more).
        """
        ...


class Clocks(Protocol):
    """The clock's side, over all communities."""

    async def due(self, now: datetime, most: int) -> Sequence[tuple[int, int]]:
        """(community, obligation) of what is due, earliest first."""
        ...

    async def nudge(self, now: datetime, most: int) -> Sequence[tuple[int, Obligation, int]]:
        """Locks and moves on those that are due and have not lapsed: community, obligation and the nudge's number.

        The other half of `Obligations.take`, for many at once; what another process has locked is left out.
        """
        ...

    async def postpone(self, obligation: int, at: datetime) -> None:
        """Its lapse failed: look at it again later, so that the ones behind it go on."""
        ...
