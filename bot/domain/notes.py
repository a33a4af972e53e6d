"""What two people write down about their sessions, for the two of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

EDITABLE = timedelta(days=7)
"""How long its author may change a note."""


@dataclass(frozen=True, slots=True)
class Note:
    """`text` is read by both; `rating` (1 to 5, 0 when not said) by its author. `at` is when it was first written.

    `start` is when the session began.
    """

    session: int
    author: int
    text: str
    rating: int
    at: datetime
    start: datetime

    def is_editable(self, now: datetime) -> bool:
        return now < self.at + EDITABLE


@dataclass(frozen=True, slots=True)
class ActionItem:
    """Something to do until it is ticked off; `owner` is 0 where it is for both."""

    id: int
    mentorship: int
    author: int
    owner: int
    text: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """Something to talk about in a session."""

    author: int
    text: str


def action_lines(typed: str, me: int, other: int, most: int) -> tuple[tuple[int, str], ...]:
    """(owner, text) of each line; "them:" or "both:" before it says whose it is, and without a word it is `me`'s.

    Marks of a list are left out, and so is what goes beyond `most` characters or `MOST_ACTIONS` lines.
    """
    owners = {"me": me, "i": me, "you": other, "them": other, "both": 0, "us": 0, "we": 0}
    found: list[tuple[int, str]] = []
    for line in typed.splitlines():
        words = line.strip().lstrip("-*•").strip()
        before, colon, rest = words.partition(":")
        owner = owners.get(before.strip().lower()) if colon else None
        said = (words if owner is None else rest.strip())[:most]
        if said:
            found.append((me if owner is None else owner, said))
    return tuple(found[:MOST_ACTIONS])


MOST_ACTIONS = 8
"""How many things to do one form takes."""
