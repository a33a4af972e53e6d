"""Mentorships of one community."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.mentorships import Feedback, Mentorship, MentorshipState, Outcome


class Mentorships(Protocol):
    """Pairs, running and ended."""

    async def add(self, mentee: int, mentor: int, now: datetime, note: str = "") -> int | None:
        """A new active mentorship; None when the two already have one that has not ended, whoever mentors in it."""
        ...

    async def get(self, mentorship: int) -> Mentorship | None: ...

    async def of(self, person: int, *, with_ended: bool = False) -> Sequence[Mentorship]:
        """Those a person is in, on either side, newest first."""
        ...

    async def running_between(self, one: int, other: int) -> Mentorship | None:
        """The one of the two, whoever mentors, that has not ended."""
        ...

    async def agree(self, mentorship: int, weeks: int, rhythm: str, meets: str, writes: str) -> None:
        """What the pair agreed."""
        ...

    async def touch(self, mentorship: int, now: datetime) -> None:
        """They did something together."""
        ...

    async def pause(self, mentorship: int, until: datetime | None) -> bool:
        """From active to paused; False when it was not active."""
        ...

    async def resume(self, mentorship: int, now: datetime) -> bool:
        """From paused to active, and no longer silent; False when it was not paused."""
        ...

    async def end(self, mentorship: int, outcome: Outcome, by: int, now: datetime) -> bool:
        """From active or paused to ended; False when it had ended."""
        ...

    async def reopen(self, mentorship: int, now: datetime) -> bool:
        """From ended to active; False when it had not ended, or the two have another running one."""
        ...

    async def with_state(self, state: MentorshipState) -> Sequence[Mentorship]:
        """All in one state, oldest activity first."""
        ...

    async def add_feedback(self, feedback: Feedback) -> bool:
        """One from each side; False when this author already gave theirs."""
        ...

    async def feedback(self, mentorship: int, author: int) -> Feedback | None: ...

    async def thanks_to(self, person: int) -> Sequence[Feedback]:
        """Feedback about a person that says thanks, newest first."""
        ...
