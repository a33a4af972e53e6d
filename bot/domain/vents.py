"""Vents in the community's channel, by authors nobody knows: when they go out, their names, what hides them.

No value here says who wrote anything.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

KEPT = timedelta(days=30)
"""How long a vent is kept, here and in the channel."""
ACTIVE_FOR = timedelta(days=30)
"""Whoever used the bot within this time is active."""
SMALL = 10
"""With fewer active people than this, what one writes is easily known as theirs."""
REPORTS_HIDE = 3
"""So many people's reports take a post out of the channel until a moderator has looked at it."""
ANSWERS_A_DAY = 10
MOST_A_DAY = 20
"""What neither a quota nor a setting goes beyond."""
QUOTA_FOR = timedelta(hours=24)
DRAFT_FOR = timedelta(hours=1)
SOONEST = timedelta(minutes=1)
DRAWS = 14
"""A vent waits for the first full minute after `SOONEST` and then for a number of minutes drawn out of this many."""
TRIES = 8
"""How often a message is tried to be taken out of a channel before moderators are asked to do it."""
AUTHOR, NAMED = 0, -1
"""Voices that have no number: whoever began the thread, and somebody who shows their name."""


class VentState(StrEnum):
    """The values stand in the database: never change one."""

    WAITING = "waiting"
    POSTED = "posted"
    HIDDEN = "hidden"
    REMOVED = "removed"


class Fate(StrEnum):
    """What became of a post on its way to the channel. `unknown`: the connection broke while it was sent."""

    COMING = "coming"
    ARRIVED = "arrived"
    UNKNOWN = "unknown"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Vent:
    """A post, or an answer in the thread of the post `thread`. `name` is shown where somebody chose to show it."""

    id: str
    thread: str
    voice: int
    text: str
    name: str
    state: VentState
    is_cleared: bool = False
    """Whether a moderator looked at it and left it: then reports no longer hide it."""
    reports: int = 0

    @property
    def is_answer(self) -> bool:
        return self.id != self.thread


@dataclass(frozen=True, slots=True)
class Mute:
    """The author of the post `vent` posts and answers nothing; for good where `until` is None."""

    vent: str
    until: datetime | None


def is_small(active: int) -> bool:
    """Whether a community of so many active people has to be told that anonymity is thin in it."""
    return active < SMALL


def hour(moment: datetime) -> datetime:
    """The hour that a moment is in: what is kept of it."""
    return moment.replace(minute=0, second=0, microsecond=0)


def next_hour(moment: datetime) -> datetime:
    """The first full hour after a moment."""
    return hour(moment) + timedelta(hours=1)


def posts_at(now: datetime, draw: int, waiting: Sequence[datetime]) -> datetime:
    """When a vent goes out: together with one that waits already, or else at the full minute that was drawn."""
    together = min((at for at in waiting if at >= now + SOONEST), default=None)
    if together is not None:
        return together
    minute = (now + SOONEST).replace(second=0, microsecond=0) + timedelta(minutes=1)
    return minute + timedelta(minutes=draw)


def tried_again_after(tries: int) -> timedelta:
    """How long to wait after so many tries to take a message out of a channel."""
    return min(timedelta(minutes=1) * int(2**tries), timedelta(hours=1))


def is_hidden_by(reports: int, is_cleared: bool) -> bool:
    """Whether so many people's reports take a post out of the channel."""
    return reports >= REPORTS_HIDE and not is_cleared


_FIRST = (
    "amber", "autumn", "blue", "bright", "calm", "cedar", "clear", "copper", "early", "evening", "far", "gentle",
    "golden", "green", "grey", "high", "ivory", "late", "little", "lone", "misty", "morning", "mossy", "northern",
    "open", "pale", "quiet", "silver", "slow", "soft", "warm", "winter",
)  # fmt: skip
_SECOND = (
    "bay", "birch", "bridge", "brook", "cloud", "cove", "dune", "field", "forest", "garden", "harbour", "heron",
    "hill", "island", "lake", "lantern", "lark", "leaf", "meadow", "moon", "oak", "path", "pine", "pond", "rain",
    "river", "road", "shore", "sparrow", "stone", "tide", "valley",
)  # fmt: skip


def thread_name(thread: str) -> str:
    """Two words for a thread, so that people can speak of it. They come from its random id and tell nothing else."""
    first, second = hashlib.blake2s(thread.encode(), digest_size=2).digest()
    return f"{_FIRST[first % len(_FIRST)]} {_SECOND[second % len(_SECOND)]}"


def voice_name(vent: Vent) -> str:
    """How the one who wrote is called in this thread."""
    if vent.voice == NAMED:
        return vent.name
    return "the author" if vent.voice == AUTHOR else f"voice {vent.voice}"
