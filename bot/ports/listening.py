"""Listeners of one community, and the conversations they have."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.listening import Line, Listener, Talk, TalkReport, TalkState


class Listeners(Protocol):
    """Who has offered to listen. No method gives moderators more than how many there are."""

    async def get(self, person: int) -> Listener | None: ...

    async def save(self, listener: Listener) -> None:
        """Their hours, languages and how many at once; nothing for one who was taken off."""
        ...

    async def pause(self, person: int, until: datetime | None) -> None:
        """Nobody is offered to them until then, or from now on again."""
        ...

    async def remove(self, person: int) -> None:
        """They listen no more; one who was taken off stays taken off."""
        ...

    async def bar(self, person: int, is_barred: bool) -> None:
        """Taken off by a moderator, whether they had listened or not; or allowed to begin anew."""
        ...

    async def count(self, now: datetime, but_not: int = 0) -> int:
        """How many listen and are here and not paused, besides this person."""
        ...

    async def in_turn(self, now: datetime) -> Sequence[Listener]:
        """Those who are here, not paused and not taken off; whoever was asked longest ago comes first."""
        ...

    async def asked(self, person: int) -> None:
        """It was their turn: everybody else comes before them now."""
        ...


class Talks(Protocol):
    """Every line is sealed. The row of a conversation says who the two are; no method lists it for anybody else."""

    async def begin(self, author: int, languages: Sequence[str], text: str, now: datetime) -> int | None:
        """With its first line; None while the author has one that looks for a listener or runs."""
        ...

    async def get(self, talk: int) -> Talk | None: ...

    async def live_of(self, person: int) -> Sequence[Talk]:
        """Those of theirs that look for somebody or run, on either side."""
        ...

    async def offer(self, talk: int, person: int) -> bool:
        """They are asked; False when they had been already."""
        ...

    async def offered(self, talk: int) -> Collection[int]:
        """Whoever was asked."""
        ...

    async def take(self, talk: int, listener: int, most: int, now: datetime) -> bool:
        """One who was asked listens from now on; False when somebody else does, or they have `most` already."""
        ...

    async def move(self, talk: int, before: Collection[TalkState], after: TalkState, now: datetime) -> bool: ...

    async def look_again(self, talk: int, now: datetime) -> bool:
        """One that found nobody looks anew, among all; False while its author has another one."""
        ...

    async def write(self, talk: int, is_author: bool, text: str, now: datetime) -> int:
        """The id of the line."""
        ...

    async def line(self, line: int) -> Line | None: ...

    async def lines(self, talk: int, most: int) -> Sequence[Line]:
        """The last ones, oldest first."""
        ...

    async def wish(self, talk: int, is_author: bool) -> Talk | None:
        """This one wants to be introduced: the conversation as it is then. None when it does not run, or they had."""
        ...

    async def part(self, person: int, other: int) -> None:
        """These two are never brought together again, in either direction. Twice is once."""
        ...

    async def are_apart(self, one: int, other: int) -> bool: ...

    async def report(self, talk: int, is_by_author: bool, text: str, now: datetime) -> int: ...

    async def get_report(self, report: int) -> TalkReport | None:
        """One that no moderator has settled."""
        ...

    async def reports(self) -> Sequence[TalkReport]:
        """Those that no moderator has settled, oldest first."""
        ...

    async def settle(self, report: int) -> bool:
        """A moderator has looked at it, and its text goes; False when one had before."""
        ...
