"""What somebody's calendars say about a goal that was made of a deadline."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.calls import call
from bot.commands.local_days import day_text, today_of
from bot.commands.meetings import zone_of
from bot.context import Context
from bot.domain.feeds import HORIZON
from bot.domain.goals import Goal
from bot.views import Button

FROM_CALENDARS = Button("From your deadlines", call("goal.deadlines", 0))
_PAST = timedelta(days=2)
"""A deadline is still looked for on its own day, wherever its owner is."""


async def days_of(ctx: Context, person: int) -> Mapping[str, date]:
    """The local day of each of their deadlines, by the name their calendar gives it; the soonest of two."""
    zone, found = await zone_of(ctx, person), dict[str, date]()
    since, until = ctx.now - _PAST, ctx.now + HORIZON + _PAST
    for one in await ctx.store.feeds.deadlines(person, since, until, only_shared=False):
        found.setdefault(one.uid, one.day(zone))
    return found


async def standing(ctx: Context, mine: Sequence[Goal]) -> Mapping[int, str]:
    """What the actor's calendars say about goals of theirs, a sentence each; nothing where the day is over."""
    today = today_of(ctx)
    bound = [goal for goal in mine if goal.due_on is not None and goal.due_on >= today]
    days = await days_of(ctx, ctx.actor.id) if bound else {}
    return {goal.id: _said(goal, days.get(goal.deadline)) for goal in bound}


def _said(goal: Goal, on: date | None) -> str:
    if on is None:
        return "Its deadline is no longer in your calendars. The goal stays as it is."
    if on != goal.until:
        return f"Your calendar says {day_text(on)}."
    if goal.was_on is not None:
        return f"Your calendar moved it here from {day_text(goal.was_on)}."
    return "Its day comes from your calendar."


async def from_calendars(ctx: Context) -> tuple[Button, ...]:
    """To the deadlines that goals can be made of, where the actor's calendars have any."""
    ahead = await ctx.store.feeds.deadlines(ctx.actor.id, ctx.now, ctx.now + HORIZON, only_shared=False)
    return (FROM_CALENDARS,) if ahead else ()
