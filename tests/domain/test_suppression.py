"""Nothing that is withheld can be computed from what is shown: not in one window of weeks, not in all together.

The attacker knows the rule, reads every window that was ever published, and solves the equations. That the same
attacker breaks two rules that look good is tested too, so that the tests have teeth.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.suppression import LEAST, Cell, Rate, Shown, shown, shown_rates, without

Rule = Callable[[Sequence[Cell]], Shown]

CELLS = st.lists(st.builds(Cell, st.integers(0, 60), st.integers(0, 25)), min_size=1, max_size=12)
WINDOW = 4


def windows(cells: Sequence[Cell]) -> list[range]:
    """Every window that is published as weeks go by."""
    return [range(first, min(first + WINDOW, len(cells))) for first in range(max(1, len(cells) - WINDOW + 1))]


def published(rule: Rule, cells: Sequence[Cell]) -> list[Shown]:
    return [rule([cells[at] for at in window]) for window in windows(cells)]


def computable(rule: Rule, cells: Sequence[Cell]) -> set[int]:
    """The cells whose count follows from all that was published, by linear algebra over exact fractions."""
    rows: list[list[Fraction]] = []
    for window, one in zip(windows(cells), published(rule, cells), strict=True):
        known = [at for at, count in zip(window, one.counts, strict=True) if count is not None]
        rows += [[Fraction(at == column) for column in range(len(cells))] for at in known]
        if one.total is not None:
            rows.append([Fraction(column in window) for column in range(len(cells))])
    return {next(at for at, value in enumerate(row) if value) for row in reduced(rows) if sum(map(bool, row)) == 1}


def reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The reduced echelon form: a variable is determined when a row holds it alone."""
    done: list[list[Fraction]] = []
    left = [row for row in rows if any(row)]
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        done, left = ([_without(row, pivot, column) for row in group] for group in (done, left))
        done.append(pivot)
    return done


def _without(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    return [value - row[column] * other for value, other in zip(row, pivot, strict=True)]


def few(cells: Sequence[Cell]) -> set[int]:
    return {at for at, cell in enumerate(cells) if cell.people < LEAST}


@settings(deadline=None, max_examples=100)
@given(CELLS)
def test_what_is_withheld_is_exactly_what_few_people_are_behind(cells: list[Cell]) -> None:
    one = shown(cells)
    assert {at for at, count in enumerate(one.counts) if count is None} == few(cells)
    assert all(count in (None, cell.count) for count, cell in zip(one.counts, cells, strict=True))
    assert one.total == (None if few(cells) else sum(cell.count for cell in cells))


@settings(deadline=None, max_examples=100)
@given(CELLS)
def test_nothing_withheld_follows_from_all_windows_together(cells: list[Cell]) -> None:
    assert computable(shown, cells) & few(cells) == set()


@settings(deadline=None, max_examples=100)
@given(CELLS, st.data())
def test_whatever_stands_in_a_withheld_cell_everything_published_reads_the_same(
    cells: list[Cell], data: st.DataObject
) -> None:
    other = [
        replace(cell, count=data.draw(st.integers(0, 60)), people=data.draw(st.integers(0, LEAST - 1)))
        if cell.people < LEAST
        else cell
        for cell in cells
    ]
    assert published(shown, other) == published(shown, cells)


def with_plain_total(cells: Sequence[Cell]) -> Shown:
    """A rule that looks good: withhold what is small, show the sum."""
    return Shown(shown(cells).counts, sum(cell.count for cell in cells))


def with_a_neighbour(cells: Sequence[Cell]) -> Shown:
    """The rule of the books for one table: where one cell is withheld beside a total, the smallest other goes too."""
    counts = list(shown(cells).counts)
    if counts.count(None) == 1 and len(counts) > 1:
        smallest = min((at for at, count in enumerate(counts) if count is not None), key=lambda at: cells[at].count)
        counts[smallest] = None
    return Shown(tuple(counts), sum(cell.count for cell in cells))


def test_the_attacker_breaks_a_total_beside_one_withheld_cell() -> None:
    cells = [Cell(20, 30), Cell(3, 4), Cell(22, 30)]
    assert computable(with_plain_total, cells) & few(cells) == {1}
    assert computable(with_a_neighbour, cells) & few(cells) == set()


def test_the_attacker_breaks_the_rule_of_the_books_once_the_window_moves() -> None:
    """The neighbour was read in the weeks before."""
    cells = [*[Cell(30, 40)] * 3, Cell(20, 30), Cell(21, 30), Cell(22, 30), Cell(3, 4), Cell(31, 40)]
    assert computable(with_a_neighbour, cells) & few(cells) == {6}
    assert computable(shown, cells) & few(cells) == set()


RATES = st.lists(st.integers(0, 45).flatmap(lambda asked: st.builds(Rate, st.just(asked), st.integers(0, asked))))
WITHHELD = RATES.map(lambda rates: [rate for rate in rates if rate.is_withheld]).filter(bool)


def parts(rate: Rate) -> tuple[int, int]:
    """Those who answered, and those who did not."""
    return rate.answered, rate.asked - rate.answered


@settings(deadline=None, max_examples=200)
@given(RATES)
def test_a_rate_is_shown_exactly_when_many_did_and_many_did_not(rates: list[Rate]) -> None:
    one = shown_rates(rates)
    small = [min(parts(rate)) < LEAST for rate in rates]
    assert [percent is None for percent in one.counts] == small
    assert (one.total is None) == (any(small) or not rates)


@settings(deadline=None, max_examples=200)
@given(RATES)
def test_a_rate_that_is_shown_is_whole_near_the_truth_and_never_everybody_or_nobody(rates: list[Rate]) -> None:
    one = shown_rates(rates)
    truths = [(percent, rate.answered, rate.asked) for percent, rate in zip(one.counts, rates, strict=True)]
    truths.append((one.total, sum(rate.answered for rate in rates), sum(rate.asked for rate in rates)))
    for percent, answered, asked in truths:
        if percent is not None:
            assert 1 <= percent <= 99
            assert abs(percent * asked - 100 * answered) <= asked / 2


@settings(deadline=None, max_examples=200)
@given(RATES, st.data())
def test_whatever_stands_in_a_withheld_rate_everything_published_reads_the_same(
    rates: list[Rate], data: st.DataObject
) -> None:
    """Also when it is exchanged for one whose other part is the small one: which of the two it was stays open."""
    other = [data.draw(WITHHELD)[0] if rate.is_withheld else rate for rate in rates]
    for window in [range(first, min(first + WINDOW, len(rates))) for first in range(max(1, len(rates) - WINDOW + 1))]:
        assert shown_rates([other[at] for at in window]) == shown_rates([rates[at] for at in window])


def test_few_among_very_many_are_not_rounded_to_nobody() -> None:
    assert shown_rates([Rate(10_000, 9_990)]).counts == (99,)
    assert shown_rates([Rate(10_000, 10)]).counts == (1,)


def test_whoever_is_named_does_not_hide_the_others() -> None:
    assert without(Cell(7, 14), 4) == Cell(7, 10)
    assert without(Cell(1, 2), 4) == Cell(1, 0)
