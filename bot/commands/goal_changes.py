"""A goal is set, changed, moved on, reached or let go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from bot.authority import anyone
from bot.calls import Call, call
from bot.commands import goals
from bot.commands.goal_list import PAGE, One, card, steps_page
from bot.commands.local_days import today_of
from bot.commands.offers import offered
from bot.context import Context
from bot.domain.goals import LONGEST, MOST_OPEN, MOST_SIGNS, MOST_STEPS, GoalState, steps_of
from bot.errors import Gone, UserError
from bot.params import DayPick, Line, Option, Paragraph, Pick, Whole
from bot.registry import ask
from bot.text import Said, is_blank, label, text
from bot.views import Button, Card, Listing

_WHO = (Option("me", "Only you"), Option("mentor", "You and your mentor"))
_INTRO = text(
    "Only you see a goal, unless you say here that your mentor may: then whoever mentors you reads its name, its day "
    "and how far you are. Moderators do not see goals. If you name a day, I ask you once, the morning after it."
)
_FULL = f"You have {MOST_OPEN} open goals. Finish one or let one go first: /goal."


@dataclass(frozen=True, slots=True)
class Add:
    title: Annotated[str, Line("What do you want to reach?", "Hand in the first chapter", most=MOST_SIGNS)]
    until: Annotated[date | None, DayPick("By which day? (optional)", "2026-12-18")] = None
    who: Annotated[str, Pick("Who sees it?", "Only you, if you say nothing", _WHO)] = "me"
    steps: Annotated[str, Paragraph("Small steps (optional)", "One on each line, up to ten", most=900)] = ""


@dataclass(frozen=True, slots=True)
class Edit:
    goal: int
    title: Annotated[str, Line("What do you want to reach?", "Hand in the first chapter", most=MOST_SIGNS)]
    until: Annotated[date | None, DayPick("By which day? (optional)", "2026-12-18; empty: no day")] = None
    who: Annotated[str, Pick("Who sees it?", "Only you, if you say nothing", _WHO)] = "me"
    steps: Annotated[str, Paragraph("Small steps (optional)", "One on each line, up to ten", most=900)] = ""


async def _only_you(ctx: Context, asked: Call) -> Mapping[str, str]:
    return {"who": "me"}


async def _known(ctx: Context, asked: Call) -> Mapping[str, str]:
    """What the goal says now. Raises NotFound or Gone."""
    raw = asked.args[0] if asked.args else ""
    goal = await goals.mine_open(ctx, int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= 18 else 0)
    until = goal.until.isoformat() if goal.until else ""
    who = "mentor" if goal.is_shared else "me"
    return {"title": goal.title, "until": until, "who": who, "steps": "\n".join(step.title for step in goal.steps)}


@ask(
    "goal.add",
    who=anyone,
    summary="Set yourself a goal",
    title="A new goal",
    intro=_INTRO,
    submit="Set it",
    prefill=_only_you,
)
async def add(ctx: Context, args: Add) -> Card:
    await check_room(ctx)
    title, steps = _title(args.title), _steps(args.steps)
    _check_day(ctx, args.until)
    made = await ctx.store.goals.add(ctx.actor.id, title, args.until, args.who == "mentor")
    await ctx.store.goals.write_steps(made, steps)
    await goals.start_clock(ctx, made, args.until)
    return await card(ctx, await goals.mine(ctx, made), "Your goal is set")


@ask(
    "goal.edit",
    who=anyone,
    summary="Change a goal",
    title="Change your goal",
    intro=_INTRO,
    submit="Save",
    prefill=_known,
)
async def edit(ctx: Context, args: Edit) -> Card:
    before = await goals.held(ctx, args.goal)
    title, steps = _title(args.title), _steps(args.steps)
    if args.until != before.until:
        _check_day(ctx, args.until)
    await ctx.store.goals.edit(before.id, title, args.until, args.who == "mentor")
    await ctx.store.goals.write_steps(before.id, steps)
    if args.until != before.until:
        await goals.start_clock(ctx, before.id, args.until)
    return await card(ctx, await goals.mine(ctx, before.id), "Saved")


async def check_room(ctx: Context) -> None:
    """Raises UserError when they have as many open goals as they may."""
    await ctx.store.people.lock(ctx.actor.id)
    if len(await ctx.store.goals.of(ctx.actor.id)) >= MOST_OPEN:
        raise UserError(_FULL)


def _title(typed: str) -> str:
    if is_blank(typed):
        raise UserError("Write a few words.", field="title")
    return label(typed)


def _steps(typed: str) -> tuple[str, ...]:
    steps = tuple(step for step in steps_of(typed) if not is_blank(step))
    if len(steps) > MOST_STEPS:
        raise UserError(f"{MOST_STEPS} steps fit, and these are {len(steps)}.", field="steps")
    if any(len(step) > MOST_SIGNS for step in steps):
        raise UserError(f"A step has at most {MOST_SIGNS} characters.", field="steps")
    return steps


def _check_day(ctx: Context, until: date | None) -> None:
    """Raises UserError for a day that is over for the actor, or far away."""
    today = today_of(ctx)
    if until and not today <= until <= today + LONGEST:
        raise UserError("Choose today or a day within the next five years.", field="until")


@dataclass(frozen=True, slots=True)
class Progress:
    goal: int
    percent: Annotated[int, Whole("How far are you, in per cent?", "0 to 100", most=100)]


@ask("goal.progress", who=anyone, summary="Say how far a goal is", title="How far are you?", submit="Save")
async def progress(ctx: Context, args: Progress) -> Card:
    goal = await goals.held(ctx, args.goal)
    if goal.steps:
        raise Gone("This goal counts its steps. Tick them off: /goal.")
    await ctx.store.goals.progress(goal.id, args.percent)
    return await card(ctx, await goals.mine(ctx, goal.id), "Noted")


@dataclass(frozen=True, slots=True)
class Tick:
    goal: int
    step: int
    is_done: int


@ask("goal.tick", who=anyone, summary="Tick a step of a goal off")
async def tick(ctx: Context, args: Tick) -> Listing | Card:
    goal = await goals.held(ctx, args.goal)
    if not await ctx.store.goals.tick(goal.id, args.step, bool(args.is_done)):
        raise Gone("This step is no longer there. /goal shows those there are.")
    goal = await goals.mine(ctx, goal.id)
    at = next(number for number, step in enumerate(goal.steps) if step.id == args.step)
    return await steps_page(ctx, goal, at // PAGE)


@ask("goal.done", who=anyone, summary="A goal is reached")
async def done(ctx: Context, args: One) -> Card:
    goal = await goals.held(ctx, args.goal)
    await _end(ctx, goal.id, GoalState.DONE)
    reached = await ctx.store.goals.reached(ctx.actor.id)
    count = "The first one here." if reached == 1 else f"That makes {reached}."
    back = Button("Not done yet", call("goal.reopen", goal.id))
    return Card(
        "Well done", text(Said(goal.title), f"\n{count}"), actions=(goals.LIST, *offered(ctx, back)), tone="good"
    )


@ask("goal.drop", who=anyone, summary="Let a goal go")
async def drop(ctx: Context, args: One) -> Card:
    goal = await goals.held(ctx, args.goal)
    await _end(ctx, goal.id, GoalState.DROPPED)
    back = Button("Take it up again", call("goal.reopen", goal.id))
    said = text(Said(goal.title), "\nTimes change, and goals may. Nobody is told.")
    return Card("Let go", said, actions=(goals.LIST, *offered(ctx, back)))


async def _end(ctx: Context, goal: int, state: GoalState) -> None:
    await ctx.store.goals.move(goal, state, ctx.now)
    await goals.stop_clock(ctx, goal)


@ask("goal.reopen", who=anyone, summary="Take a goal up again")
async def reopen(ctx: Context, args: One) -> Card:
    goal = await goals.mine(ctx, args.goal)
    await check_room(ctx)
    if not await ctx.store.goals.move(goal.id, GoalState.OPEN, ctx.now):
        raise Gone("This goal is open already. /goal shows it.")
    await goals.start_clock(ctx, goal.id, goal.until)
    return await card(ctx, await goals.mine(ctx, goal.id), "It goes on")


@dataclass(frozen=True, slots=True)
class Carry:
    goal: int
    until: Annotated[date, DayPick("Until which day now?", "2026-12-18")]


@ask("goal.carry", who=anyone, summary="Give a goal a new day", title="A new day", submit="Save")
async def carry(ctx: Context, args: Carry) -> Card:
    goal = await goals.held(ctx, args.goal)
    _check_day(ctx, args.until)
    await ctx.store.goals.edit(goal.id, goal.title, args.until, goal.is_shared)
    await goals.start_clock(ctx, goal.id, args.until)
    return await card(ctx, await goals.mine(ctx, goal.id), "A new day")
