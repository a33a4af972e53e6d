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


def shown(cells: Sequence[Cell]) -> Shown:
    """What may be shown of cells that do not overlap, and of their total."""
    counts = tuple(cell.count if cell.people >= LEAST else None for cell in cells)
    known = [count for count in counts if count is not None]
    return Shown(counts, sum(known) if len(known) == len(counts) else None)
