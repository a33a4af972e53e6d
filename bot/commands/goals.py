"""What every step of a goal shares: whose it is, its clock, the words about it, and what a mentor sees."""

from datetime import date, datetime

from bot.calls import call
from bot.commands.local_days import day_text, today_of
from bot.context import Context
from bot.domain.goals import Goal, GoalState, first_morning_after
from bot.domain.mentorships import MentorshipState
from bot.errors import Gone, NotFound
from bot.ports.obligations import Obligation
from bot.text import Said, Text, joined, text
from bot.views import Button

DAY = "goal day"
"""Nobody owes it: the clock that runs until the day of a goal is over."""
PASSED = "goal passed"
"""Its owner is asked what becomes of it."""
NO_SUCH_GOAL = "I do not find this goal. /goal shows yours."
IS_OVER = "This goal is done or let go already. /goal shows yours."
FOR_MENTORS = 5
"""Goals of one mentee that a mentor reads at a glance."""

LIST = Button("Your goals", call("goal.list"))
NEW = Button("New goal", call("goal.add"), "primary", opens_form=True)


async def mine(ctx: Context, goal: int) -> Goal:
    """A goal of the actor's. Raises NotFound for anybody else's, shared or not."""
    found = await ctx.store.goals.get(goal)
    if found is None or found.person != ctx.actor.id:
        raise NotFound(NO_SUCH_GOAL)
    return found


async def held(ctx: Context, goal: int) -> Goal:
    """A goal of the actor's that is open, as it is while nothing else changes it. Raises NotFound or Gone."""
    await ctx.store.people.lock(ctx.actor.id)
    return await mine_open(ctx, goal)


async def mine_open(ctx: Context, goal: int) -> Goal:
    """A goal of the actor's that is open. Raises NotFound or Gone."""
    found = await mine(ctx, goal)
    if found.state is not GoalState.OPEN:
        raise Gone(IS_OVER)
    return found


async def stop_clock(ctx: Context, goal: int) -> None:
    """Nothing is asked about it any more."""
    for kind in (DAY, PASSED):
        await ctx.store.obligations.close(kind, goal)


async def start_clock(ctx: Context, goal: int, until: date | None) -> None:
    """Its owner is asked on the morning after this day; without a day, or for one that is over, never.

    Until that morning begins somewhere on earth it need not be known where the owner is.
    """
    await stop_clock(ctx, goal)
    if until and until >= today_of(ctx):
        await wait(ctx, goal, first_morning_after(until))


async def wait(ctx: Context, goal: int, until: datetime) -> None:
    """Looks at it again then."""
    look = call("goal.day", goal)
    await ctx.store.obligations.open(Obligation(DAY, goal, 0, 0, ctx.now, (), until, nudge=look, lapse=look))


def about(goal: Goal) -> str:
    """How far it is and by when, in one line."""
    by = f" · by {day_text(goal.until)}" if goal.until else ""
    return f"{goal.standing}{' steps' if goal.steps else ''}{by}"


async def shared_goals(ctx: Context, mentee: int) -> Text:
    """The open goals that a mentee shares, a line each, for the actor who mentors them now; nothing for others.

    A mentorship that rests opens nothing, as with check-ins.
    """
    pair = await ctx.store.mentorships.running_between(ctx.actor.id, mentee)
    if pair is None or pair.mentor != ctx.actor.id or pair.state is not MentorshipState.ACTIVE:
        return ()
    shared = [goal for goal in await ctx.store.goals.of(mentee) if goal.is_shared]
    lines = [text(Said(goal.title), f" · {about(goal)}") for goal in shared[:FOR_MENTORS]]
    more = len(shared) - FOR_MENTORS
    return joined([*lines, *([text(f"and {more} more")] if more > 0 else [])], "\n")
