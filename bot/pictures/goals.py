"""How far somebody's goals are: a bar for each, numbered as the words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures import paper
from bot.pictures.paper import Sheet

MOST = 8
_ROW, _EDGE, _LEFT, _RIGHT, _THICK = 64, 20, 76, 190, 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One goal: how far, 0 to 100, and the same in words of at most ten signs ("60 %", "2 of 5")."""

    percent: int
    said: str


def goals_png(bars: Sequence[Bar]) -> bytes:
    """A PNG, 780 pixels wide. No goal's words are in it: any script would need its own letters, and a file travels far.

    Raises ValueError for more than it holds.
    """
    if not 1 <= len(bars) <= MOST or any(bar.percent not in range(101) for bar in bars):
        raise ValueError("one to eight goals, each from 0 to 100, fit")
    sheet = Sheet(2 * _EDGE + _ROW * len(bars))
    whole = paper.WIDTH - _LEFT - _RIGHT
    for index, bar in enumerate(bars):
        middle = _EDGE + _ROW * (index + 0.5)
        sheet.words(_LEFT - 20, middle, str(index + 1), align="right")
        sheet.box(_LEFT, middle - _THICK / 2, whole, _THICK, paper.TRACK)
        colour = paper.GREEN if bar.percent == 100 else paper.BLUE
        sheet.box(_LEFT, middle - _THICK / 2, whole * bar.percent / 100, _THICK, colour)
        sheet.words(paper.WIDTH - _RIGHT + 20, middle, bar.said)
    return sheet.png()


def goals_alt(bars: Sequence[Bar]) -> str:
    """What the picture says, in words."""
    return " ".join(f"Goal {number}: {bar.said}." for number, bar in enumerate(bars, 1))
