"""How the community's mentoring went in the last weeks, for whoever looks after it: numbers of many, never of few."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bot.authority import moderators
from bot.context import Context
from bot.domain.mondays import bounds, last_mondays
from bot.domain.suppression import LEAST, Shown, shown
from bot.params import Nothing
from bot.pictures.weeks import MOST_WEEKS, Row, weeks_alt, weeks_png
from bot.ports.programme import Week
from bot.registry import ask
from bot.text import text
from bot.views import Card, Fact, Picture


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is counted by the week, and what may be shown of it."""

    name: str
    weeks: Shown

    @property
    def said(self) -> str:
        """The last week, and all together."""
        return f"Last week: {_number(self.weeks.counts[-1])}. In {MOST_WEEKS} weeks: {_number(self.weeks.total)}."


def _number(count: int | None) -> str:
    return "not shown" if count is None else str(count)


def _measures(weeks: Sequence[Week]) -> tuple[Measure, ...]:
    return (
        Measure("Sessions held", shown([week.sessions for week in weeks])),
        Measure("New pairs", shown([week.pairs for week in weeks])),
        Measure("Thanks", shown([week.thanks for week in weeks])),
    )


@ask("programme.show", who=moderators, summary="How the last eight weeks went", command="programme")
async def show(ctx: Context, args: Nothing) -> Card:
    zone = ctx.community.zone
    mondays = last_mondays(ctx.now, zone, MOST_WEEKS)
    measures = _measures(await ctx.store.programme.weeks(bounds(mondays, zone)))
    rows = tuple(Row(one.name, one.weeks.counts) for one in measures)
    note = text(f"I show a number when {LEAST} people or more are behind it, and a sum when I show all its parts.")
    if not any(count is not None for row in rows for count in row.values):
        said = f"In none of the last {MOST_WEEKS} weeks were {LEAST} people or more behind a number. It will come."
        return Card("The last eight weeks", text(said), note=note)
    picture = Picture(b"", weeks_alt(mondays, rows), "weeks.png", partial(weeks_png, mondays, rows))
    facts = tuple(Fact(one.name, text(one.said)) for one in measures)
    said = "Whole weeks, from Monday to Sunday, in the community's own time zone."
    return Card("The last eight weeks", text(said), facts, picture=picture, note=note)
