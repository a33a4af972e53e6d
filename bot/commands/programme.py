"""How the community's mentoring went in the last weeks, for whoever looks after it: numbers of many, never of few."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bot.authority import moderators
from bot.context import Context
from bot.domain.mondays import last_mondays
from bot.domain.suppression import LEAST, Shown, shown, shown_rates
from bot.params import Nothing
from bot.pictures.weeks import MOST_ROWS, MOST_WEEKS, Row, weeks_alt, weeks_png
from bot.ports.summaries import WeekNumbers
from bot.registry import ask
from bot.text import text
from bot.views import Card, Fact, Picture


@dataclass(frozen=True, slots=True)
class Measure:
    """Something of each week, and what may be shown of it."""

    row: Row
    total: int | None

    @property
    def said(self) -> str:
        """The last week, and all together."""
        return f"Last week: {self._number(self.row.values[-1])}. In {MOST_WEEKS} weeks: {self._number(self.total)}."

    def _number(self, count: int | None) -> str:
        return "not shown" if count is None else self.row.said(count)


def _measures(weeks: Sequence[WeekNumbers]) -> tuple[Measure, ...]:
    return (
        _measure("Checked in", shown_rates([week.check_ins for week in weeks]), is_rate=True),
        _measure("Sessions held", shown([week.sessions for week in weeks])),
        _measure("New pairs", shown([week.pairs for week in weeks])),
        _measure("Thanks", shown([week.thanks for week in weeks])),
    )


def _measure(name: str, weeks: Shown, *, is_rate: bool = False) -> Measure:
    return Measure(Row(name, weeks.counts, is_rate), weeks.total)


@ask("programme.show", who=moderators, summary="How the last eight weeks went", command="programme")
async def show(ctx: Context, args: Nothing) -> Card:
    mondays = last_mondays(ctx.now, ctx.community.zone, MOST_WEEKS)
    measures = _measures(await ctx.store.summaries.weeks(mondays))
    rows = tuple(one.row for one in measures)
    note = text(f"I show a number when {LEAST} people or more are behind it, and a sum when I show all its parts.")
    if not any(count is not None for row in rows for count in row.values):
        said = f"In none of the last {MOST_WEEKS} weeks were {LEAST} people or more behind a number. It will come."
        return Card("The last eight weeks", text(said), note=note)
    drawn = rows[:MOST_ROWS]
    picture = Picture(b"", weeks_alt(mondays, drawn), "weeks.png", partial(weeks_png, mondays, drawn))
    facts = tuple(Fact(one.row.name, text(one.said)) for one in measures)
    said = (
        "Whole weeks, from Monday to Sunday, in the community's own time zone, each counted once when it is summed up."
    )
    return Card("The last eight weeks", text(said), facts, picture=picture, note=note)
