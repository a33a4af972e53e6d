"""What somebody has to hand in, as their calendars say: for themselves, and for whom they share it with."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.calls import call
from bot.commands.local_days import day_text
from bot.commands.offers import offered
from bot.context import Context
from bot.ports.feeds import Deadline
from bot.text import Said, Text, When, clipped, joined, text
from bot.views import Button, Fact, Item

SOON = timedelta(days=14)
_WEEK = timedelta(days=7)
SHOWN = 3
_TITLE = 80


async def deadlines_of(ctx: Context, person: int, until: datetime, *, only_shared: bool = False) -> Sequence[Deadline]:
    """From now until then, the soonest first; with `only_shared` those that their mentor may see."""
    return await ctx.store.feeds.deadlines(person, ctx.now, until, only_shared=only_shared)


async def shared_deadlines(ctx: Context, mentee: int, until: datetime) -> Text:
    """What a student lets their mentor see, a line each and few of them; nothing where nothing is shared.

    Whoever calls this has made sure that the reader is their mentor.
    """
    return _lines(await deadlines_of(ctx, mentee, until, only_shared=True))


async def due_this_week(ctx: Context) -> tuple[Fact, ...]:
    """The actor's own, as a fact beside a question how it goes; nothing where nothing is due."""
    said = _lines(await deadlines_of(ctx, ctx.actor.id, ctx.now + _WEEK))
    return (Fact("Due this week", said),) if said else ()


async def row(ctx: Context) -> Item | None:
    """For the actor's own home: what is due in the next two weeks, if anything is."""
    found = await deadlines_of(ctx, ctx.actor.id, ctx.now + SOON)
    if not found:
        return None
    goal = Button("Make it a goal" if len(found) == 1 else "Make them goals", call("goal.deadlines", 0))
    actions = (Button("Your calendars", call("calendar.list")), *offered(ctx, goal))
    return Item(text("Due soon"), _lines(found), actions)


def _lines(found: Sequence[Deadline]) -> Text:
    lines = [
        text(day_text(one.day(one.zone)) if one.is_day else When(one.at), ": ", Said(clipped(one.title, _TITLE)))
        for one in found[:SHOWN]
    ]
    more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    return joined([*lines, *more], "\n")
