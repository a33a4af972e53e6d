"""Listeners, and conversations in which neither side sees who the other is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.week import PER_DAY, Week, offset_minutes

KEPT = timedelta(days=30)
"""How long a line is kept, and a conversation after its last one."""
OFFER_FOR = timedelta(minutes=30)
"""How long one listener has before the next is asked."""
QUIET_FOR = timedelta(days=3)
"""A conversation in which nobody has written for so long is over."""
BREAK_FOR = timedelta(days=7)
TRIES_A_DAY = 10
"""Tries that find nobody are given back, but not more than so many: else one could search for who listens."""
MOST_TALKS = 3
"""Conversations that one listener may have at once, however much they offer."""
OWED = "listener offer"
"""The kind of obligation of a listener who was asked, to say yes or no."""
TALK = "talk-"
"""What a mute is about that was set for a conversation begins so."""
QUIET = "talk quiet"
"""The kind of the clock that ends a conversation which went quiet."""


class TalkState(StrEnum):
    """The values stand in the database: never change one."""

    LOOKING = "looking"
    OPEN = "open"
    ENDED = "ended"
    NOBODY = "nobody"
    """Whoever could be asked was asked, and nobody was free."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody who listens when `week` says so, in their own zone. `talks` of at most `most` run now."""

    person: int
    zone: str
    week: Week
    languages: tuple[str, ...] = ()
    most: int = 1
    paused_until: datetime | None = None
    is_barred: bool = False
    """A moderator took them off; what they had chosen is forgotten."""
    talks: int = 0

    def is_paused(self, now: datetime) -> bool:
        return self.paused_until is not None and self.paused_until > now

    def is_free(self, now: datetime) -> bool:
        """Whether they can be asked at this moment."""
        has_room = self.talks < self.most and not self.is_barred and not self.is_paused(now)
        return has_room and bool(self.week.bits >> _quarter(self.zone, now) & 1)

    def speaks(self, languages: Collection[str]) -> bool:
        """One of these; anything will do for somebody who named none."""
        return not languages or any(code in languages for code in self.languages)


def _quarter(zone: str, now: datetime) -> int:
    """Which quarter hour of the week it is on somebody's clock."""
    local = now + timedelta(minutes=offset_minutes(zone, now))
    return local.weekday() * PER_DAY + (local.hour * 60 + local.minute) // 15


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation of its author with a listener, who is 0 until somebody took it.

    Both `wishes` together are what shows them each other's name.
    """

    id: int
    author: int
    listener: int
    state: TalkState
    languages: tuple[str, ...] = ()
    author_wishes: bool = False
    listener_wishes: bool = False

    @property
    def is_introduced(self) -> bool:
        return self.author_wishes and self.listener_wishes

    def includes(self, person: int) -> bool:
        return person != 0 and person in (self.author, self.listener)

    def other(self, person: int) -> int:
        return self.listener if person == self.author else self.author

    def wishes(self, person: int) -> bool:
        """Whether this one of the two has said that they want to be introduced."""
        return self.author_wishes if person == self.author else self.listener_wishes


@dataclass(frozen=True, slots=True)
class Line:
    """What one of the two wrote."""

    id: int
    talk: int
    is_author: bool
    text: str


@dataclass(frozen=True, slots=True)
class TalkReport:
    """What one of the two told the moderators about the other, neither of whom it names."""

    id: int
    talk: int
    is_by_author: bool
    text: str


def free_now(
    listeners: Sequence[Listener], languages: Collection[str], but_not: Collection[int], now: datetime
) -> list[Listener]:
    """Whom to ask, in this order: who waited longest for a turn comes first, as the listeners are given."""
    return [one for one in listeners if one.person not in but_not and one.is_free(now) and one.speaks(languages)]


def side(is_author: bool) -> str:
    """What one of the two is called by the other."""
    return "The person you listen to" if is_author else "The listener"
