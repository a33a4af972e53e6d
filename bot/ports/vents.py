"""Anonymous posts of one community. Who wrote one is not kept: an author is known by marks that no two posts share.

A mark is a digest of the post and the person under a key that is not in the database. Whoever holds the key can test
a mark against a person; whoever does not, cannot even tell whether two posts are by one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.vents import Fate, Mute, Vent, VentState


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote; `name` where they chose to show theirs."""

    text: str
    name: str = ""


class Vents(Protocol):
    """Posts and answers. A `key` is given to the author alone and not kept: whoever holds it is the author."""

    async def take(self, what: str, person: int, most: int, now: datetime) -> bool:
        """Uses one of `most` times in 24 hours; False when none is left. `what` they are for is counted apart."""
        ...

    async def give_back(self, what: str, person: int, now: datetime) -> None:
        """One of the times used can be used again."""
        ...

    async def wait(self, author: int, words: Words, thread: str, voice: int, now: datetime) -> str:
        """Something to be posted after a while, of its own accord, in a thread or with "" as a new one; its key."""
        ...

    async def get(self, vent: str) -> Vent | None: ...

    async def of_key(self, key: str) -> Vent | None:
        """The one that this key belongs to."""
        ...

    async def is_author(self, vent: str, person: int) -> bool:
        """Whether this person wrote it."""
        ...

    async def retract(self, person: int, now: datetime) -> int:
        """Everything this person wrote goes: what waits as if it had never been, the rest out of the channel."""
        ...

    async def voice(self, thread: str, person: int) -> int:
        """The number by which a person is called in this thread, and nowhere else."""
        ...

    async def undo(self, key: str) -> bool:
        """As if it had never been written; False when it waits no longer."""
        ...

    async def release(self, vent: str, now: datetime) -> str | None:
        """It may be seen from now on: the key of the notice that shows it. None when it does not wait any more."""
        ...

    async def show_again(self, vent: str, before: Collection[VentState], now: datetime) -> str | None:
        """As `release`, for one in one of these states. None as well while a hidden one is still being taken out."""
        ...

    async def move(self, vent: str, before: Collection[VentState], after: VentState, now: datetime) -> bool:
        """From one of these states to another, out of the channel at once; a removed one has no text any more."""
        ...

    async def clear(self, vent: str) -> None:
        """It was looked at and stays."""
        ...

    async def fate(self, vent: str) -> Fate:
        """What became of it on its way to the channel. Whoever asks meanwhile waits for the end of the transaction."""
        ...


class VentSafety(Protocol):
    """What members report and moderators do, without learning who wrote."""

    async def report(self, vent: str, person: int) -> int | None:
        """How many people have reported it now; None when this one had before."""
        ...

    async def reported(self) -> Sequence[Vent]:
        """What was reported and no moderator has settled."""
        ...

    async def mute(self, vent: str, until: datetime | None) -> bool:
        """The author of this post is muted; until the end of that hour, or for good. False without such a post."""
        ...

    async def mute_for(self, what: str, person: int, until: datetime | None) -> None:
        """As `mute`, for something that is no post, by a name that nothing else has."""
        ...

    async def unmute(self, vent: str) -> bool: ...

    async def mutes(self, now: datetime) -> Sequence[Mute]:
        """Those that hold."""
        ...

    async def muted(self, person: int, now: datetime) -> Mute | None:
        """The mute that holds for this person the longest."""
        ...


class VentDrafts(Protocol):
    """Words that wait until their author has decided, sealed, under a token that only the author's buttons carry."""

    async def keep(self, text: str, now: datetime) -> str:
        """The token, good for an hour at least and two at most."""
        ...

    async def read(self, token: str, now: datetime) -> str | None: ...

    async def drop(self, token: str) -> None: ...


@dataclass(frozen=True, slots=True)
class DueVent:
    """Something to do about a post since `due_at`: what, its state says."""

    community: int
    vent: str
    state: VentState
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A message to be taken out of a channel; `tries` were in vain."""

    community: int
    vent: str
    platform: str
    space: str
    channel: str
    message: str
    tries: int


class Venting(Protocol):
    """The clock's side, over all communities."""

    async def due(self, now: datetime, most: int) -> Sequence[DueVent]:
        """Locks what waits to be posted or has been kept long enough, in no order that says who was first."""
        ...

    async def withdrawals(self, now: datetime, most: int) -> Sequence[Withdrawal]:
        """What should be in its channel no longer; what never arrived there is settled on the way."""
        ...

    async def withdrawn(self, withdrawal: Withdrawal) -> None:
        """It is out of its channel, or never will be."""
        ...

    async def later(self, withdrawal: Withdrawal, now: datetime, after: timedelta) -> None:
        """It could not be taken out yet."""
        ...

    async def forget(self, now: datetime) -> None:
        """Deletes what has been kept long enough: posts, quotas, mutes that are over, drafts."""
        ...
