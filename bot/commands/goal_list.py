"""Looking at one's goals: all of them, one of them, its steps, and the picture."""

from dataclasses import dataclass
from functools import partial

from bot.authority import anyone
from bot.calls import call
from bot.commands import goals
from bot.commands.goal_standing import from_calendars, standing
from bot.commands.local_days import today_of
from bot.commands.offers import offered
from bot.context import Context
from bot.domain.goals import Goal, GoalState
from bot.params import Nothing, Option
from bot.pictures.goals import MOST, Bar, goals_alt, goals_png
from bot.registry import ask
from bot.text import Said, Text, When, clipped, joined, text
from bot.views import Action, Button, Card, Item, Listing, Menu, Picture

PAGE = 5
_PARTS = tuple(Option(str(percent), f"{percent} %") for percent in range(0, 101, 10))


@dataclass(frozen=True, slots=True)
class Page:
    page: int = 0


@ask("goal.list", who=anyone, summary="Your goals", command="goal", is_common=True)
async def show_all(ctx: Context, args: Page) -> Listing | Card:
    mine = await ctx.store.goals.of(ctx.actor.id)
    reached = await ctx.store.goals.reached(ctx.actor.id)
    over = Button("Past goals", call("goal.over", 0))
    due = await from_calendars(ctx)
    if not mine:
        said = text("Something small, with a day, is a good one. Only you see it unless you share it.")
        return Card("No open goals", said, actions=(*offered(ctx, goals.NEW, *due), over))
    picture = Button("See a picture", call("goal.picture"))
    said = text(f"{reached} done so far." if reached else "")
    said_by = await standing(ctx, mine)
    rows = [_row(ctx, goal, said_by.get(goal.id, "")) for goal in mine]
    return listing("Your goals", "goal.list", rows, args.page, said, (*offered(ctx, goals.NEW, *due), picture, over))


def listing(
    title: str, name: str, rows: list[Item], page: int, said: Text, actions: tuple[Button, ...], *ids: int
) -> Listing:
    """One page of rows; the call that turns it ends with the page's number."""
    first = min(page, max(0, len(rows) - 1) // PAGE) * PAGE
    shown = tuple(rows[first : first + PAGE])
    number = first // PAGE
    return Listing(
        title,
        shown,
        said,
        newer=call(name, *ids, number - 1) if number else None,
        older=call(name, *ids, number + 1) if first + PAGE < len(rows) else None,
        page=f"{first + 1}–{first + len(shown)} of {len(rows)}" if len(rows) > PAGE else "",
        actions=actions,
    )


def _row(ctx: Context, goal: Goal, by_calendar: str) -> Item:
    said = text(goals.about(goal), _is_past(ctx, goal), " · your mentor sees it" if goal.is_shared else "")
    said = text(said, f"\n{by_calendar}" if by_calendar else "")
    steps = (Button("Steps", call("goal.steps", goal.id, 0)),) if goal.steps else ()
    actions = (Button("Open", call("goal.show", goal.id)), *steps, Button("Done", call("goal.done", goal.id)))
    return Item(text(Said(goal.title)), said, actions)


def _is_past(ctx: Context, goal: Goal) -> str:
    return ", which is over" if goal.until and goal.until < today_of(ctx) else ""


@ask("goal.over", who=anyone, summary="Goals you reached, and those you let go")
async def over(ctx: Context, args: Page) -> Listing | Card:
    gone = await ctx.store.goals.of(ctx.actor.id, is_over=True)
    if not gone:
        return Card(
            "Nothing here yet", text("What you reach, and what you let go, stands here."), actions=(goals.LIST,)
        )
    return listing("Past goals", "goal.over", [_ended(ctx, goal) for goal in gone], args.page, (), (goals.LIST,))


def _ended(ctx: Context, goal: Goal) -> Item:
    assert goal.ended_at is not None
    how = "Done on " if goal.state is GoalState.DONE else "Let go on "
    again = Button("Take it up again", call("goal.reopen", goal.id))
    return Item(text(Said(goal.title)), text(how, When(goal.ended_at, "day")), offered(ctx, again))


@dataclass(frozen=True, slots=True)
class One:
    goal: int


@ask("goal.show", who=anyone, summary="One of your goals")
async def show(ctx: Context, args: One) -> Card:
    goal = await goals.mine_open(ctx, args.goal)
    return await card(ctx, goal, "Your goal")


async def card(ctx: Context, goal: Goal, title: str) -> Card:
    """The goal with everything that can be done about it."""
    who = "Your mentor sees it." if goal.is_shared else "Only you see it."
    lines = [text(Said(goal.title)), text(goals.about(goal), _is_past(ctx, goal)), text(who)]
    lines += [text(said) for said in (await standing(ctx, (goal,))).values()]
    lines += [text("✓ " if step.is_done else "○ ", Said(step.title)) for step in goal.steps]
    return Card(title, joined(lines, "\n"), actions=_actions(goal))


def _actions(goal: Goal) -> tuple[Action, ...]:
    is_whole = goal.progress == 100
    how_far = Menu(call("goal.progress", goal.id), "percent", "How far are you?", _PARTS)
    return (
        Button("Steps", call("goal.steps", goal.id, 0), "plain" if is_whole else "primary") if goal.steps else how_far,
        Button("Done", call("goal.done", goal.id), "primary" if is_whole else "plain"),
        Button("Change it", call("goal.edit", goal.id), opens_form=True),
        Button("Let it go", call("goal.drop", goal.id)),
        goals.LIST,
    )


@dataclass(frozen=True, slots=True)
class StepsPage:
    goal: int
    page: int = 0


@ask("goal.steps", who=anyone, summary="The steps of a goal")
async def steps(ctx: Context, args: StepsPage) -> Listing | Card:
    goal = await goals.mine_open(ctx, args.goal)
    return await steps_page(ctx, goal, args.page)


async def steps_page(ctx: Context, goal: Goal, page: int) -> Listing | Card:
    """Its steps, each to be ticked off by one tap; the goal itself where there are none."""
    if not goal.steps:
        return await card(ctx, goal, "Your goal")
    rows = []
    for step in goal.steps:
        label = "Not yet" if step.is_done else "Tick it off"
        tick = Button(label, call("goal.tick", goal.id, step.id, int(not step.is_done)))
        rows.append(Item(text("✓ " if step.is_done else "", Said(step.title)), actions=(tick,)))
    done = Button("Done", call("goal.done", goal.id), "primary" if goal.progress == 100 else "plain")
    actions = (done, Button("Open the goal", call("goal.show", goal.id)))
    said = text(Said(goal.title), f"\n{goals.about(goal)}")
    return listing("Step by step", "goal.steps", rows, page, said, actions, goal.id)


@ask("goal.picture", who=anyone, summary="How far your goals are, as a picture")
async def picture(ctx: Context, args: Nothing) -> Card:
    mine = await ctx.store.goals.of(ctx.actor.id)
    if not mine:
        return Card("No open goals", text("There is nothing to draw yet."), actions=offered(ctx, goals.NEW))
    shown = mine[:MOST]
    lines = [
        text(f"{at}. ", Said(clipped(goal.title, 60)), f" · {goals.about(goal)}") for at, goal in enumerate(shown, 1)
    ]
    more = text(f"{len(mine) - MOST} more are in the list.") if len(mine) > MOST else ()
    bars = tuple(Bar(goal.progress, goal.standing) for goal in shown)
    drawn = Picture(b"", goals_alt(bars), "goals.png", partial(goals_png, bars))
    return Card("How far you are", joined(lines, "\n"), actions=(goals.LIST,), picture=drawn, note=more)
