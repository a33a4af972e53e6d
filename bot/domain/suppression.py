"""Numbers about people that may be shown: none that speaks of fewer than ten, and none it can be computed from.

The rule, for cells side by side (weeks) and their total:

1. A cell behind which there are fewer than ten different people is withheld, also when there is nobody at all: a
   nought would say of everybody that they did nothing.
2. Complementary suppression: a total is shown only when each of its cells is. The total is the complement that goes,
   and never another cell, because the window of weeks moves: a cell withheld today to protect its neighbour was read
   by somebody last week, and from then on the neighbour is a subtraction.

So what is shown is a function of the cells that are shown, each judged by itself alone: whatever stands in a withheld
one, as long as it stays withheld, everything else reads the same, in this window and in all others together. What can
be learnt is that there were fewer than ten people. Weeks that still run are left to the caller: reading a number
twice while it grows tells of one person.

A rate (of those who were asked, how many answered) speaks of two groups, those who did and those who did not, and
whoever knows how many were asked computes one from the other:

3. It is shown only when there are ten people or more in each of the two. So nought and a hundred per cent are withheld
   as well, because they say of each single person what they did; and it takes twenty to be asked. Which of the two
   groups is too small stays open.
4. It is shown in whole per cent and never as 0 or 100, which rounding would otherwise make of a few among many.
5. The rate of all weeks together is the one of their sums, shown only when each week's is, as a total (2).
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 10
"""People behind a number that is shown."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, and how many different people had a part in what was counted."""

    count: int
    people: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What remains; None is withheld."""

    counts: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class Rate:
    """Different people: how many were asked, and how many of these answered."""

    asked: int
    answered: int

    @property
    def is_withheld(self) -> bool:
        return min(self.answered, self.asked - self.answered) < LEAST

    @property
    def percent(self) -> int:
        """Rounded half up; of a rate that is shown."""
        return min(max((200 * self.answered + self.asked) // (2 * self.asked), 1), 99)


def without(cell: Cell, named: int) -> Cell:
    """The cell with those who are named beside it taken off the people behind it: they do not hide anybody else."""
    return Cell(cell.count, max(0, cell.people - named))


def shown(cells: Sequence[Cell]) -> Shown:
    """What may be shown of cells that do not overlap, and of their total."""
    counts = tuple(cell.count if cell.people >= LEAST else None for cell in cells)
    known = [count for count in counts if count is not None]
    return Shown(counts, sum(known) if len(known) == len(counts) else None)


def shown_rates(rates: Sequence[Rate]) -> Shown:
    """What may be shown of each week's rate, and of the rate in all of them together. In per cent."""
    percents = tuple(None if rate.is_withheld else rate.percent for rate in rates)
    if not rates or None in percents:
        return Shown(percents, None)
    return Shown(percents, Rate(sum(rate.asked for rate in rates), sum(rate.answered for rate in rates)).percent)
