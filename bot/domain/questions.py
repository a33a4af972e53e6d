"""Quick questions: one asks, one mentor claims and answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class QuestionState(StrEnum):
    OPEN = "open"
    HELD = "held"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Question:
    """`topic` is 0 for any. `holder` has it until `held_until` while it is held, and answered it afterwards."""

    id: int
    asker: int
    topic: int
    text: str
    state: QuestionState
    created_at: datetime
    holder: int = 0
    held_until: datetime | None = None
    answer: str = ""
    is_wide: bool = False
