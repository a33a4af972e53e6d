"""Up to eight weeks side by side: rates in per cent and counts, one above the other, each with its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.pictures import paper
from bot.pictures.paper import Sheet

MOST_WEEKS, MOST_ROWS = 8, 3
WITHHELD = "–  fewer than 10 people: not shown"
_SIDE, _TOP, _ROW, _FOOT, _NOTE = 24, 8, 216, 44, 36
_FLOOR, _TALLEST, _WIDE = 200, 120, 62
"""In a row: where its bars stand, how tall the tallest is, how wide they are; a rate's show the rest too."""
_STUB = 20
"""How tall a withheld week stands: as every other, so that it says nothing."""
_COLOURS = (paper.BLUE, paper.VERMILION, paper.GREEN)


@dataclass(frozen=True, slots=True)
class Row:
    """Something of each week, oldest first; None is withheld. `is_rate`: in per cent, 0 to 100."""

    name: str
    values: tuple[int | None, ...]
    is_rate: bool = False

    def said(self, value: int) -> str:
        return f"{value} %" if self.is_rate else str(value)


def weeks_png(mondays: Sequence[date], rows: Sequence[Row]) -> bytes:
    """A PNG, 780 pixels wide. Raises ValueError for more than it holds, or a row of another length."""
    _check(mondays, rows)
    has_withheld = any(None in row.values for row in rows)
    sheet = Sheet(_TOP + _ROW * len(rows) + _FOOT + (_NOTE if has_withheld else 0))
    for index, row in enumerate(rows):
        _draw(sheet, row, _TOP + _ROW * index, _COLOURS[index])
    foot = _TOP + _ROW * len(rows)
    for index, monday in enumerate(mondays):
        is_same_month = index > 0 and mondays[index - 1].month == monday.month
        said = str(monday.day) if is_same_month else _day(monday)
        sheet.words(_middle(index, len(mondays)), foot + 8, said, paper.SMALL, paper.QUIET, "center")
    if has_withheld:
        sheet.words(_SIDE, foot + 54, WITHHELD, paper.SMALL, paper.QUIET)
    return sheet.png()


def _check(mondays: Sequence[date], rows: Sequence[Row]) -> None:
    if not 1 <= len(mondays) <= MOST_WEEKS or not 1 <= len(rows) <= MOST_ROWS:
        raise ValueError(f"{len(mondays)} weeks of {len(rows)} rows do not fit")
    if any(len(row.values) != len(mondays) for row in rows):
        raise ValueError("a row has another number of weeks")
    if any(value not in range(101) for row in rows if row.is_rate for value in row.values if value is not None):
        raise ValueError("a rate is from 0 to 100")


def _middle(index: int, weeks: int) -> float:
    """Where a week stands."""
    return _SIDE + (paper.WIDTH - 2 * _SIDE) * (index + 0.5) / weeks


def _draw(sheet: Sheet, row: Row, top: int, colour: str) -> None:
    floor = top + _FLOOR
    sheet.words(_SIDE, top + 24, row.name)
    sheet.box(_SIDE, floor, paper.WIDTH - 2 * _SIDE, 2, paper.QUIET)
    most = 100 if row.is_rate else max(1, *(value or 0 for value in row.values), 1)
    for index, value in enumerate(row.values):
        middle = _middle(index, len(row.values))
        tall = _STUB if value is None else _TALLEST * value / most
        full = _TALLEST if row.is_rate and value is not None else tall
        for height, filled in ((full, paper.TRACK), (tall, paper.TRACK if value is None else colour)):
            sheet.box(middle - _WIDE / 2, floor - height, _WIDE, height, filled)
        said = "–" if value is None else _short(row, value)
        sheet.words(middle, floor - full - 16, said, paper.SMALL, align="center")


def _short(row: Row, value: int) -> str:
    """In at most five signs, to fit above its bar: 100 %, 9999, 10k, 250k, 12M."""
    if value < 10_000:
        return row.said(value)
    return f"{value // 1000}k" if value < 1_000_000 else f"{value // 1_000_000}M"


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def weeks_alt(mondays: Sequence[date], rows: Sequence[Row]) -> str:
    """What the picture says, in words; the weeks by their Mondays."""
    lines = ["Weeks from " + ", ".join(map(_day, mondays)) + "."]
    for row in rows:
        values = ("not shown" if value is None else row.said(value) for value in row.values)
        lines.append(f"{row.name}: {', '.join(values)}.")
    return " ".join(lines)
