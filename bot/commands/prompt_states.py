"""What answering, in whatever way, does to the prompts of somebody; and their streak."""

from datetime import date, timedelta

from bot.commands.local_days import today_of
from bot.context import Context
from bot.domain.mentorships import MentorshipState
from bot.domain.prompts import OWED, Prompt, PromptState
from bot.domain.rhythms import Habit
from bot.domain.streaks import Streak, Turn, streak, weekly
from bot.errors import Gone

LATE_ANSWER = timedelta(days=7)
"""So long a check-in still answers the last prompt."""
_TODAY = (PromptState.PLANNED, PromptState.WISHED)
_OPEN = (PromptState.ASKED,)
_TURNS = {PromptState.ANSWERED: Turn.KEPT, PromptState.MISSED: Turn.MISSED}
OVER = "This one is over. /check-in takes yours at any time."


def date_of(subject: int) -> date:
    """The local date a button names. Raises Gone for a number that is none."""
    if not 1 <= subject <= date.max.toordinal():
        raise Gone(OVER)
    return date.fromordinal(subject)


async def open_prompt(ctx: Context, subject: int) -> Prompt:
    """A prompt the actor has not answered. Raises Gone when it is over."""
    found = await ctx.store.prompts.get(ctx.actor.id, date_of(subject))
    if found is None or found.state is not PromptState.ASKED:
        raise Gone(OVER)
    return found


async def answered(ctx: Context) -> None:
    """The actor checked in: the last prompt is answered, late or not, and nothing is asked on this day any more."""
    today = today_of(ctx)
    await ctx.store.prompts.mark(ctx.actor.id, today, _TODAY, PromptState.ANSWERED)
    last = await ctx.store.prompts.latest(ctx.actor.id, ctx.now)
    if last is not None and ctx.now - last.due_at <= LATE_ANSWER:
        late = (PromptState.ASKED, PromptState.MISSED)
        await ctx.store.prompts.mark(ctx.actor.id, last.on, late, PromptState.ANSWERED)
    await settle_all(ctx, ctx.actor.id, PromptState.ANSWERED)
    await ctx.store.prompts.heard(ctx.actor.id)


async def settle(ctx: Context, prompt: Prompt, after: PromptState) -> None:
    """The reader said what becomes of a prompt: nothing more is asked about it. Raises Gone when it is over."""
    if not await ctx.store.prompts.mark(prompt.person, prompt.on, _OPEN, after):
        raise Gone(OVER)
    await ctx.store.obligations.close(OWED, prompt.on.toordinal(), prompt.person)
    await ctx.store.prompts.heard(prompt.person)


async def settle_all(ctx: Context, person: int, after: PromptState = PromptState.RESTED) -> None:
    """Whatever they were asked and did not answer is asked no more, and not counted as missed."""
    for owed in await ctx.store.obligations.owed_by(person):
        if owed.kind == OWED:
            await ctx.store.prompts.mark(person, date.fromordinal(owed.subject), _OPEN, after)
            await ctx.store.obligations.close(OWED, owed.subject, person)


async def is_resting(ctx: Context, person: int) -> bool:
    """Whether every mentorship in which they are the mentee rests."""
    states = [pair.state for pair in await ctx.store.mentorships.of(person) if pair.mentee == person]
    return bool(states) and MentorshipState.ACTIVE not in states


async def streak_of(ctx: Context, habit: Habit, today: date) -> tuple[Streak, str]:
    """Their streak and what it counts: check-ins of those who are asked, weeks of all others."""
    if habit.is_on:
        past = await ctx.store.prompts.history(habit.person)
        turns = [(one.on, _TURNS.get(one.state, Turn.FREE)) for one in past]
        if any(turn is not Turn.FREE for _, turn in turns):
            return streak(turns), "check-ins"
    rests = await ctx.store.prompts.rests(habit.person)
    return weekly(await ctx.store.check_ins.days(habit.person), rests, today), "weeks"


async def streak_words(ctx: Context, habit: Habit, today: date) -> str:
    """For its owner's eyes alone: never a reproach."""
    found, what = await streak_of(ctx, habit, today)
    if found.length > 1:
        best = "your best so far" if found.length == found.best else f"your best is {found.best}"
        return f"That is {found.length} {what} in a row, {best}."
    return "Good to have you back." if found.best > 1 else "A beginning. That counts."
