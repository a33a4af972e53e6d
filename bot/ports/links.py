"""One-time codes: several accounts are one person, several spaces are one community."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from bot.domain.audit import Change
from bot.ports.outbox import Notice

ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
"""Without what looks alike on paper: B and 8, I, L and 1, O and 0, S and 5, Z and 2."""
LENGTH = 8
"""25 ** 8 is 150 thousand million codes: five tries an hour at the few that are open lead nowhere."""

WINDOW = timedelta(hours=1)
"""A code is open, and a failure counts, for so long."""

Kind = Literal["account", "space"]
Running = Literal["mentor", "request", "mentorship", "question"]


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an open code for a space leads to, and who made it there."""

    community: int
    name: str
    made_by: int


class Links(Protocol):
    """The codes of one community and what they join. A code is kept as its hash alone."""

    async def make(self, kind: Kind, person: int, now: datetime) -> str:
        """A new code, known from here on to its reader only. What has ended is forgotten on the way."""
        ...

    async def open_codes(self, person: int, now: datetime) -> int:
        """How many codes of this person can be used."""
        ...

    async def maker(self, code: str, now: datetime) -> int | None:
        """Whose account an open account code of this community stands for."""
        ...

    async def use(self, code: str, now: datetime) -> bool:
        """Uses up an account code of this community; False when it cannot be used, or somebody was quicker."""
        ...

    async def failed(self, person: int, now: datetime) -> None:
        """Notes that the person typed a code that leads nowhere."""
        ...

    async def failures(self, person: int, now: datetime) -> int:
        """How often they did within the last hour."""
        ...

    async def running(self, person: int) -> Sequence[Running]:
        """What this person would have to end before becoming somebody else."""
        ...

    async def have_met(self, one: int, other: int) -> bool:
        """Whether the two ever asked, mentored or reported each other: then they are two people."""
        ...

    async def merge(self, person: int, into: int) -> None:
        """Accounts, history, blocks and what waits for an answer become the other's; the person is no more.

        Of name, zone and student profile the other's own stay.
        """
        ...

    async def is_young(self) -> bool:
        """Whether nobody has begun anything in this community, which has one space.

        True holds until the transaction ends: nobody begins something meanwhile.
        """
        ...


class Joining(Protocol):
    """The one way from a community into another. Whoever has the code was given it there."""

    async def invitation(self, code: str, now: datetime) -> Invitation | None:
        """What an open code for a space leads to, whose maker is still a moderator; None for this very community."""
        ...

    async def join(self, code: str, now: datetime, word: Notice, change: Change) -> bool:
        """Uses up the code: the one space of this community becomes the inviting one's, and the community is no more.

        `word` goes into the outbox of the inviting community, `change` into its trail. False, with nothing done, when
        the code cannot be used, or somebody was quicker. The caller has made sure that what goes is young.
        """
        ...
