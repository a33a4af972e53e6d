"""How the community's week went, for its channel: sums of many, and names of those who agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.authority import bot_only
from bot.calls import call
from bot.commands.local_days import day_text
from bot.context import Context
from bot.domain.mondays import bounds, summed_up, until
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
    weeks = await ctx.store.summaries.weeks(mondays)
    named = await ctx.store.namings.named(*bounds((monday,), ctx.community.zone))
    new, thanks = [one for one in named if not one.is_thanks], [one for one in named if one.is_thanks]
    rows = (
        Row("Checked in", shown_rates([one.check_ins for one in weeks]).counts, is_rate=True),
        Row("Sessions held", shown([one.sessions for one in weeks]).counts),
    )
    lines = (
        *((row.name, _told(row)) for row in rows),
        ("New pairs", _named(weeks[-1].pairs, new)),
        ("Thanks", _named(weeks[-1].thanks, thanks)),
    )
    told = tuple(Fact(name, said) for name, said in lines if said)
    if not told:
        return None
    said = f"{day_text(monday)} to {day_text(date.fromordinal(args.monday + 6))}, all of us together."
    actions = (
        Button("Check in", call("checkin.write"), "primary", opens_form=True),
        Button("Find a mentor", call("mentor.find")),
    )
    note = f"A number stands here when {LEAST} people or more are behind it, a name when everybody named agreed."
    picture = _picture(mondays, rows)
    return Card("Our week", text(said), told, actions, picture, "good", is_public=True, note=text(note))


def _told(row: Row) -> Text:
    """The week's number beside that of the week before; nothing where it is withheld."""
    *_, before, last = row.values
    if last is None:
        return ()
    of = " of those who were asked" if row.is_rate else ""
    return text(f"{row.said(last)}{of}.", f" The week before: {row.said(before)}." if before is not None else "")


def _named(cell: Cell, named: Sequence[Naming]) -> Text:
    """The week's number, where it may be shown, and those who agreed to be named, each time in the order it happened.

    Whoever is named does not count as one of those a number hides. That is why the week before is not told again: who
    was named then may not be now, and their number would hide fewer than it did.
    """
    verb = " thanked " if named and named[0].is_thanks else " and "
    lines = [text(Mention(one.one), verb, Mention(one.other)) for one in named[:_MOST_NAMED]]
    [count] = shown([without(cell, len({person for one in named for person in (one.one, one.other)}))]).counts
    return joined([*([] if count is None else [text(f"{count}.")]), *lines], "\n")


def _picture(mondays: Sequence[date], rows: Sequence[Row]) -> Picture | None:
    """The weeks side by side, without a row of which nothing is shown."""
    told = tuple(row for row in rows if any(value is not None for value in row.values))
    if not told:
        return None
    return Picture(b"", weeks_alt(mondays, told), "weeks.png", partial(weeks_png, mondays, told))
