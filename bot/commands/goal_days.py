"""The day of a goal is over: its owner is asked once what becomes of it, on the morning after by their own clock."""

from datetime import timedelta

from bot.authority import bot_only
from bot.calls import call
from bot.commands import goals
from bot.commands.goal_list import One
from bot.commands.local_days import day_text
from bot.context import Context
from bot.domain.goals import Goal, GoalState, morning_after
from bot.domain.occurrences import next_sociable
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import Said, text
from bot.views import Button, Card

ANSWER_WITHIN = timedelta(days=7)


@ask("goal.day", who=bot_only, summary="Looks whether a goal's day is over where its owner is")
async def day(ctx: Context, args: One) -> None:
    goal = await ctx.store.goals.get(args.goal)
    if goal is None or goal.state is not GoalState.OPEN or goal.until is None:
        return
    owner = await ctx.store.people.get(goal.person)
    if owner is None:
        return
    morning = morning_after(goal.until, owner.zone)
    if ctx.now < morning:
        await goals.wait(ctx, goal.id, morning)
    else:
        await _ask(ctx, goal, owner.zone)


async def _ask(ctx: Context, goal: Goal, zone: str) -> None:
    """One message for each goal and day, whatever happens; the question stands in /home for a while."""
    asked, left = call("goal.passed", goal.id), call("goal.unanswered", goal.id)
    until = ctx.now + ANSWER_WITHIN
    await ctx.store.obligations.open(
        Obligation(goals.PASSED, goal.id, goal.person, 0, ctx.now, (), until, nudge=asked, lapse=left)
    )
    due = next_sociable(ctx.now, zone)
    await ctx.outbox.put(Notice(f"goal.passed:{goal.id}:{goal.until}", Dm(goal.person), asked, due, until))


@ask("goal.passed", who=bot_only, summary="Asks what becomes of a goal whose day is over")
async def passed(ctx: Context, args: One) -> Card | None:
    goal = await ctx.store.goals.get(args.goal)
    if goal is None or goal.person != ctx.actor.id or goal.until is None:
        return None
    if not await ctx.store.obligations.about(goals.PASSED, goal.id):
        return None
    said = text(Said(goal.title), f"\nIts day was {day_text(goal.until)}. Every answer is fine.")
    actions = (
        Button("It is done", call("goal.done", goal.id), "primary"),
        Button("A new day", call("goal.carry", goal.id), opens_form=True),
        Button("Let it go", call("goal.drop", goal.id)),
    )
    return Card("How did it go?", said, actions=actions)


@ask("goal.unanswered", who=bot_only, summary="Asks no more about a goal whose day is over")
async def unanswered(ctx: Context, args: One) -> None:
    """It stays in the list as it is, and nobody is asked twice."""
