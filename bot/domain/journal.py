"""What somebody writes for themselves, or for one other person."""

from dataclasses import dataclass
from datetime import datetime

MENTOR_VENTS_KEPT_DAYS = 30
"""How long what was written to a mentor is kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of somebody's journal."""

    id: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MentorVent:
    """Words between a mentee and their mentor: `about` is what they answer, or empty."""

    id: str
    author: int
    reader: int
    about: str
    text: str
