"""Quick questions of one community."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.questions import Question


class Questions(Protocol):
    """Asked, claimed, answered."""

    async def add(self, asker: int, topic: int, text: str, now: datetime) -> int: ...

    async def get(self, question: int) -> Question | None: ...

    async def claim(self, question: int, mentor: int, until: datetime, most: int) -> bool:
        """Takes an open question; False when it is not open or the mentor holds `most`, whatever raced."""
        ...

    async def release(self, question: int, holder: int) -> bool:
        """Lets a held one go; False when this mentor did not hold it."""
        ...

    async def hand_over(self, question: int, holder: int, to: int, until: datetime, most: int) -> bool:
        """Gives a held one to another mentor; False when not held by `holder` or `to` holds `most`."""
        ...

    async def answer(self, question: int, holder: int, answer: str) -> bool:
        """Answers a held one; False when this mentor does not hold it."""
        ...

    async def close(self, question: int) -> bool:
        """Needs no answer any more; False when it was answered or closed."""
        ...

    async def widen(self, question: int) -> None:
        """Every mentor is asked now."""
        ...

    async def of(self, asker: int) -> Sequence[Question]:
        """A person's own questions, newest first."""
        ...

    async def held_by(self, mentor: int) -> Sequence[Question]:
        """What a mentor holds, oldest claim first."""
        ...

    async def open(self, topic: int | None = None) -> Sequence[Question]:
        """Open questions of a topic, or all, oldest first."""
        ...
