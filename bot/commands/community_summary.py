"""How the community's week went, for its channel: sums of many, and names of those who agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.authority import bot_only
from bot.calls import call
from bot.commands.local_days import day_text
from bot.context import Context
from bot.domain.mondays import bounds, monday_of, summed_up, until
from bot.domain.suppression import LEAST, Cell, shown, shown_rates, without
from bot.pictures.weeks import MOST_WEEKS, Row, weeks_alt, weeks_png
from bot.ports.namings import Naming
from bot.registry import ask
from bot.text import Mention, Text, joined, text
from bot.views import Button, Card, Fact, Picture

_MOST_NAMED = 5
"""Of each kind; more is no pleasure to read on a phone."""


@dataclass(frozen=True, slots=True)
class Week:
    """The ordinal of the Monday that began it."""

    monday: int


@ask("summary.community", who=bot_only, summary="How the community's week went, for its channel")
async def week(ctx: Context, args: Week) -> Card | None:
    monday = summed_up(args.monday, ctx.now, ctx.community.zone)
    if monday is None or not ctx.community.settings.is_summaries:
        return None
    mondays = until(monday, MOST_WEEKS)
    since, *_, end = bounds(mondays, ctx.community.zone)
    named = await ctx.store.namings.named(since, end)
    rows = await _rows(ctx, mondays, named)
    last = [one for one in named if monday_of(one.at, ctx.community.zone) == monday]
    new, thanks = [one for one in last if not one.is_thanks], [one for one in last if one.is_thanks]
    lines = (_told(rows[0]), _told(rows[1]), _named(rows[2], new), _named(rows[3], thanks))
    told = tuple(Fact(row.name, said) for row, said in zip(rows, lines, strict=True) if said)
    if not told:
        return None
    said = f"{day_text(monday)} to {day_text(date.fromordinal(args.monday + 6))}, all of us together."
    actions = (
        Button("Check in", call("checkin.write"), "primary", opens_form=True),
        Button("Find a mentor", call("mentor.find")),
    )
    note = f"A number stands here when {LEAST} people or more are behind it, a name when everybody named agreed."
    picture = _picture(mondays, rows[:2])
    return Card("Our week", text(said), told, actions, picture, "good", is_public=True, note=text(note))


async def _rows(ctx: Context, mondays: Sequence[date], named: Sequence[Naming]) -> tuple[Row, ...]:
    """What may be shown of each week. Whoever is named beside a number does not count as one of those it hides."""
    weeks = await ctx.store.summaries.weeks(mondays)
    pairs, thanks = [], []
    for monday, one in zip(mondays, weeks, strict=True):
        people: dict[bool, set[int]] = {False: set(), True: set()}
        for naming in named:
            if monday_of(naming.at, ctx.community.zone) == monday:
                people[naming.is_thanks] |= {naming.one, naming.other}
        pairs.append(without(one.pairs, len(people[False])))
        thanks.append(without(one.thanks, len(people[True])))
    rates = shown_rates([one.check_ins for one in weeks]).counts
    return (
        Row("Checked in", rates, is_rate=True),
        Row("Sessions held", _counts([one.sessions for one in weeks])),
        Row("New pairs", _counts(pairs)),
        Row("Thanks", _counts(thanks)),
    )


def _counts(cells: Sequence[Cell]) -> tuple[int | None, ...]:
    return shown(cells).counts


def _told(row: Row) -> Text:
    """The week's number beside that of the week before; nothing where it is withheld."""
    *_, before, last = row.values
    if last is None:
        return ()
    of = " of those who were asked" if row.is_rate else ""
    return text(f"{row.said(last)}{of}.", f" The week before: {row.said(before)}." if before is not None else "")


def _named(row: Row, named: Sequence[Naming]) -> Text:
    """The number, where it is shown, and below it those who agreed to be named, each time in the order it happened."""
    verb = " thanked " if named and named[0].is_thanks else " and "
    lines = [text(Mention(one.one), verb, Mention(one.other)) for one in named[:_MOST_NAMED]]
    return joined([one for one in (_told(row), *lines) if one], "\n")


def _picture(mondays: Sequence[date], rows: Sequence[Row]) -> Picture | None:
    """The weeks side by side, without a row of which nothing is shown."""
    told = tuple(row for row in rows if any(value is not None for value in row.values))
    if not told:
        return None
    return Picture(b"", weeks_alt(mondays, told), "weeks.png", partial(weeks_png, mondays, told))
