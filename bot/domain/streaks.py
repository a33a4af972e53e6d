"""Streaks that forgive.

Whoever is asked is counted by prompt: one that was answered, late or not, adds one. What was skipped, put off, rested
or paused counts neither way. A missed one is forgiven while a grace day of its calendar month is left: there are two.
Whoever is not asked is counted by week: a week with a check-in adds one, the week that runs is waited for, a week
with a day of a planned pause counts neither way, and an empty week takes both grace days of the month it began in.
What is not forgiven begins a new streak; the best one stays. A miss takes grace only from a streak that runs.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

GRACE = 2
"""Days a calendar month."""
_WEEK = timedelta(days=7)


class Turn(StrEnum):
    """One time somebody could have checked in."""

    KEPT = "kept"
    MISSED = "missed"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Streak:
    """How many in a row up to now, and the most ever."""

    length: int = 0
    best: int = 0


def streak(turns: Iterable[tuple[date, Turn]], cost: int = 1) -> Streak:
    """The streak of turns in rising order; a missed one costs so many grace days."""
    length = best = spent = 0
    month = (0, 0)
    for on, turn in turns:
        if (on.year, on.month) != month:
            month, spent = (on.year, on.month), 0
        if turn is Turn.KEPT:
            length += 1
            best = max(best, length)
        elif turn is Turn.MISSED and length:
            if spent + cost <= GRACE:
                spent += cost
            else:
                length = 0
    return Streak(length, best)


def weeks(written: Collection[date], pauses: Sequence[tuple[date, date]], today: date) -> list[tuple[date, Turn]]:
    """A turn for each week, by its Monday, from the first check-in to the week of `today`.

    `pauses` are half-open: from a day up to, without, another.
    """
    if not written:
        return []
    kept = {_monday(on) for on in written}
    found: list[tuple[date, Turn]] = []
    monday, last = min(kept), _monday(today)
    while monday <= last:
        is_free = monday == last or any(begins < monday + _WEEK and monday < ends for begins, ends in pauses)
        turn = Turn.KEPT if monday in kept else Turn.FREE if is_free else Turn.MISSED
        found.append((monday, turn))
        monday += _WEEK
    return found


def weekly(written: Collection[date], pauses: Sequence[tuple[date, date]], today: date) -> Streak:
    """The streak of somebody who is not asked."""
    return streak(weeks(written, pauses, today), cost=GRACE)


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())
