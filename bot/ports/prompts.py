"""Who is asked for check-ins, and each time they are: the members' side, and the clock's."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from bot.domain.prompts import Prompt, PromptState, Standing
from bot.domain.rhythms import CommunityRhythm, Habit, Level, Where


class Prompts(Protocol):
    """Of one community. A person has one prompt a local date at most: a key refuses the second."""

    async def habit(self, person: int) -> Habit:
        """What they chose; a habit that is off when they chose nothing yet."""
        ...

    async def choose(self, person: int, level: Level, days: Collection[int], at: time | None, now: datetime) -> None:
        """They agree to be asked, from now on like this. What was planned is planned anew; misses are forgotten."""
        ...

    async def stop(self, person: int) -> None:
        """They are not asked any more; what was planned is dropped."""
        ...

    async def share(self, person: int, since: datetime | None) -> None:
        """When they agreed to share unless they say otherwise; None takes it back."""
        ...

    async def alert(self, person: int, since: datetime | None) -> None:
        """When they agreed that their mentors hear of two prompts without an answer; None takes it back."""
        ...

    async def ask_in(self, person: int, where: Where) -> None:
        """Where they want to be asked. What was planned is planned anew."""
        ...

    async def replan(self, person: int | None = None) -> None:
        """What was planned for a person, or for everybody, is dropped and planned anew."""
        ...

    async def rest(self, person: int, begins_on: date, back_on: date) -> None:
        """A planned pause: from a local date up to, without, another. Cuts short the one that runs then."""
        ...

    async def rests(self, person: int) -> Sequence[tuple[date, date]]:
        """Their planned pauses, rising."""
        ...

    async def get(self, person: int, on: date) -> Prompt | None: ...

    async def latest(self, person: int, now: datetime) -> Prompt | None:
        """The last one that was due by `now` and asked, whatever became of it."""
        ...

    async def mark(self, person: int, on: date, before: Collection[PromptState], after: PromptState) -> bool:
        """From one of these states to another; False when it is in none of them."""
        ...

    async def wish(self, prompt: Prompt) -> bool:
        """A prompt its reader put off to that day; False when the day has one already."""
        ...

    async def history(self, person: int) -> Sequence[Prompt]:
        """All of theirs, by date."""
        ...

    async def heard(self, person: int) -> None:
        """They answered, in whatever way: no misses in a row."""
        ...

    async def missed(self, person: int) -> int:
        """One more miss in a row; how many these are now."""
        ...

    async def leave_out(self, person: int, is_next: bool) -> None:
        """Whether their next prompt is left out, because every second one is."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody whose prompts are to be planned. `fixed` are those of these days that stand."""

    community: int
    habit: Habit
    rhythm: CommunityRhythm
    zone: str
    planned_until: datetime
    fixed: tuple[datetime, ...]
    is_here: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A prompt whose moment has come, and how things stand for its reader.

    `posted_in` is the community's zone when the line in its channel asks; empty when a direct message does.
    """

    community: int
    prompt: Prompt
    standing: Standing
    posted_in: str = ""


Planned = Mapping[tuple[int, int], Sequence[tuple[date, datetime]]]
"""The local date and moment of each prompt, by community and person."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """Up to when everybody, and anybody, is planned, and when the next prompt is due; None where there is nobody."""

    first: datetime | None
    last: datetime | None
    due: datetime | None


class Prompting(Protocol):
    """The clock's side, over all communities."""

    async def unplanned(self, now: datetime, most: int) -> Sequence[Wanted]:
        """Locks people whose plan has to go on at `now`; those another process is planning for are left out."""
        ...

    async def plan(self, planned: Planned, until: datetime) -> None:
        """Writes prompts, leaving every date that has one, and that these people are planned for until then."""
        ...

    async def due(self, now: datetime, most: int) -> Sequence[Due]:
        """Locks prompts that are due, earliest first; those another process has locked are left out."""
        ...

    async def ahead(self) -> Ahead:
        """What there is to plan and to ask, without looking at any of it."""
        ...
