"""Deadlines of somebody's calendars become goals by one tap, and a goal goes where its deadline goes."""

from dataclasses import dataclass, replace
from datetime import date

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import goals
from bot.commands.deadlines import deadlines_of
from bot.commands.goal_changes import check_room
from bot.commands.goal_list import Page, card, listing
from bot.commands.goal_standing import days_of
from bot.commands.local_days import day_text
from bot.context import Context
from bot.domain.feeds import HORIZON, Deadline
from bot.domain.goals import MOST_SIGNS
from bot.errors import Gone, NotFound
from bot.registry import ask
from bot.text import Said, clipped, label, text
from bot.views import TITLE, Button, Card, Item, Listing

_GONE = "I do not find this deadline in your calendars any more. /calendars shows them."
_NAMELESS = "A deadline"


async def _ahead(ctx: Context) -> list[Deadline]:
    """The actor's deadlines that are no goals yet, each once though it stands in two calendars."""
    taken = set(await ctx.store.goals.adopted(ctx.actor.id))
    found: dict[str, Deadline] = {}
    for one in await deadlines_of(ctx, ctx.actor.id, ctx.now + HORIZON):
        if one.uid not in taken:
            found.setdefault(one.uid, one)
    return list(found.values())


def _row(ctx: Context, deadline: Deadline) -> Item:
    make = Button("Make it a goal", call("goal.adopt", deadline.mark), "primary")
    return Item(
        text(Said(label(clipped(deadline.title, TITLE), _NAMELESS))),
        text(f"By {day_text(_day(ctx, deadline))}"),
        (make,),
    )


def _day(ctx: Context, deadline: Deadline) -> date:
    return deadline.day(ctx.actor.zone)


@ask("goal.deadlines", who=anyone, summary="Deadlines of your calendars, to make goals of")
async def show_all(ctx: Context, args: Page) -> Listing | Card:
    ahead = await _ahead(ctx)
    if not ahead:
        said = "Nothing of your calendars is left to make a goal of. /calendars shows what I read."
        return Card("No deadlines ahead", text(said), actions=(goals.LIST,))
    said = "Only you see a goal unless you share it. When the deadline moves in your calendar, its goal moves with it."
    rows = [_row(ctx, one) for one in ahead]
    return listing("Deadlines ahead", "goal.deadlines", rows, args.page, text(said), (goals.LIST,))


@dataclass(frozen=True, slots=True)
class Adopt:
    """`mark` names a deadline among the actor's own."""

    mark: str


@ask("goal.adopt", who=anyone, summary="Make a deadline of your calendars a goal")
async def adopt(ctx: Context, args: Adopt) -> Card:
    await check_room(ctx)
    every = await deadlines_of(ctx, ctx.actor.id, ctx.now + HORIZON)
    found = next((one for one in every if one.mark == args.mark), None)
    if found is None:
        raise NotFound(_GONE)
    on = _day(ctx, found)
    made = await ctx.store.goals.adopt(ctx.actor.id, _title(found), on, found.uid)
    if made is None:
        raise Gone("You have made a goal of this one already. /goal shows it, or Past goals there.")
    await goals.start_clock(ctx, made, on)
    return await card(ctx, await goals.mine(ctx, made), "Your goal is set")


def _title(deadline: Deadline) -> str:
    return label(clipped(deadline.title, MOST_SIGNS), _NAMELESS)


@dataclass(frozen=True, slots=True)
class Follow:
    person: int


@ask("goal.follow", who=bot_only, summary="Moves goals to where their deadlines have moved")
async def follow(ctx: Context, args: Follow) -> None:
    owner = await ctx.store.people.get(args.person)
    if owner is None:
        return
    await ctx.store.people.lock(args.person)
    days = await days_of(ctx, args.person)
    for goal in await ctx.store.goals.of(args.person):
        on = days.get(goal.deadline)
        if on is not None and await ctx.store.goals.follow(goal.id, on):
            await goals.start_clock(replace(ctx, actor=owner), goal.id, on)
