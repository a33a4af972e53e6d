"""A mentor hears that two check-ins had no answer: where the student agreed to that, once, and not a word more."""

from dataclasses import dataclass
from datetime import timedelta

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands.checkin_reading import active_pairs
from bot.commands.local_days import today_in
from bot.commands.meetings import zone_of
from bot.context import Context
from bot.domain.mentorships import MentorshipState
from bot.domain.occurrences import next_sociable
from bot.domain.rhythms import Habit
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import Mention, text
from bot.views import Button, Card, Fact

_TELL_WITHIN = timedelta(days=1)
"""With a night before it still less than two prompts take: no two spells are ever told at once."""


def fact(habit: Habit) -> Fact:
    """What happens when they miss two in a row, for themselves."""
    said = "Nobody hears of it."
    if habit.alerts_at:
        said = "Your mentors hear that two had no answer, and nothing else. You agreed to that."
    return Fact("If you miss two in a row", text(said))


def switch(habit: Habit) -> Button:
    """The other way round."""
    if habit.alerts_at:
        return Button("Tell my mentor nothing", call("rhythm.alert", 0))
    return Button("Tell my mentor if I miss two", call("rhythm.alert", 1))


@dataclass(frozen=True, slots=True)
class Alert:
    is_on: int


@ask("rhythm.alert", who=anyone, summary="Whether your mentors hear when two check-ins had no answer")
async def agree(ctx: Context, args: Alert) -> Card:
    await ctx.store.prompts.alert(ctx.actor.id, ctx.now if args.is_on else None)
    habit = await ctx.store.prompts.habit(ctx.actor.id)
    said = "If you miss two in a row, nobody hears of it."
    if args.is_on:
        said = (
            "If you miss two in a row, your mentors hear of it, once. That message holds no word of yours and no mood."
        )
    back = Button("Your rhythm", call("rhythm.show"))
    return Card("You agreed" if args.is_on else "Nothing is told", text(said), actions=(switch(habit), back))


async def tell(ctx: Context, person: int, subject: int) -> None:
    """Each of their mentors, awake, when the student agreed to it; `subject` is the prompt that was the second."""
    if not (await ctx.store.prompts.habit(person)).is_quiet:
        return
    for pair in await active_pairs(ctx, person):
        due = next_sociable(ctx.now, await zone_of(ctx, pair.mentor))
        key = f"quiet.told:{person}:{subject}:{pair.mentor}"
        said = call("quiet.told", pair.id)
        await ctx.outbox.put(Notice(key, Dm(pair.mentor), said, due, due + _TELL_WITHIN))


@dataclass(frozen=True, slots=True)
class Told:
    mentorship: int


@ask("quiet.told", who=bot_only, summary="Tells a mentor that two check-ins had no answer")
async def told(ctx: Context, args: Told) -> Card | None:
    pair = await ctx.store.mentorships.get(args.mentorship)
    if pair is None or pair.mentor != ctx.actor.id or pair.state is not MentorshipState.ACTIVE:
        return None
    if await ctx.store.safety.is_blocked(pair.mentee, pair.mentor) or not await _is_so(ctx, pair.mentee):
        return None
    said = text(Mention(pair.mentee), " has not answered two check-ins. A line from you may help.")
    note = text("They agreed that you hear this. I know no more than that, and there may be a good reason.")
    actions = (
        Button("Send a kind word", call("mentee.word", pair.id), "primary"),
        Button("Open", call("mentorship.show", pair.id)),
    )
    return Card("A line may help", said, actions=actions, note=note)


async def _is_so(ctx: Context, person: int) -> bool:
    """Whether they still agree, still have not answered, and do not pause."""
    if not (await ctx.store.prompts.habit(person)).is_quiet:
        return False
    today = today_in(ctx, await zone_of(ctx, person))
    return not any(begins <= today < back for begins, back in await ctx.store.prompts.rests(person))
