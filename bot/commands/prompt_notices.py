"""What the bot says when it is time for a check-in: the prompt, one nudge, and words when it stops."""

from dataclasses import dataclass

from bot.authority import bot_only
from bot.calls import call
from bot.commands import quiet
from bot.commands.checkin_reading import wanted
from bot.commands.deadlines import due_this_week
from bot.commands.pairs import READ_WITHIN
from bot.commands.prompt_states import date_of, is_resting
from bot.context import Context
from bot.domain.occurrences import next_sociable
from bot.domain.prompts import SLOW_AFTER, STOP_AFTER, Later, PromptState
from bot.domain.rhythms import QUIET_AFTER
from bot.params import Nothing
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import Said, Text, clipped, text
from bot.views import Button, Card

_LABELS = {Later.HOUR: "In an hour", Later.EVENING: "This evening", Later.TOMORROW: "Tomorrow"}
BEGIN_AGAIN = Button("Begin again", call("rhythm.agree"), "primary")


@dataclass(frozen=True, slots=True)
class One:
    """`subject` is the ordinal of the prompt's local date."""

    subject: int


async def _is_open(ctx: Context, subject: int) -> bool:
    """Whether the reader still owes an answer to this very prompt, and none was asked after it."""
    latest = await ctx.store.prompts.latest(ctx.actor.id, ctx.now)
    is_it = latest is not None and latest.on == date_of(subject) and latest.state is PromptState.ASKED
    return is_it and not await is_resting(ctx, ctx.actor.id)


async def _recalled(ctx: Context, subject: int) -> Text:
    words = wanted(await ctx.store.check_ins.last(ctx.actor.id, date_of(subject)), date_of(subject))
    if not words:
        return text("How did it go, and what is next? Two lines are plenty.")
    return text("You wanted to: ", Said(clipped(words, 300)), "\nHow did it go?")


def _actions(subject: int) -> tuple[Button, ...]:
    later = (Button(label, call("prompt.later", subject, when.value)) for when, label in _LABELS.items())
    return (
        Button("Answer", call("checkin.write"), "primary", opens_form=True),
        *later,
        Button("Skip this one", call("prompt.skip", subject)),
        Button("Pause until a date", call("prompt.pause"), opens_form=True),
        Button("Stop asking", call("prompt.stop")),
    )


@ask("prompt.asked", who=bot_only, summary="Asks how it goes")
async def asked(ctx: Context, args: One) -> Card | None:
    if not await _is_open(ctx, args.subject):
        return None
    said, due = await _recalled(ctx, args.subject), await due_this_week(ctx)
    return Card("How is it going?", said, due, _actions(args.subject))


@ask("prompt.posted", who=bot_only, summary="Says in the channel that it is time for a check-in")
async def posted(ctx: Context, args: Nothing) -> Card | None:
    if not ctx.community.settings.is_prompting:
        return None
    said = text(
        "How did it go, and what is next? Press to answer; only who you choose reads it. Nothing is shown here."
    )
    actions = (
        Button("Answer", call("checkin.write"), "primary", opens_form=True),
        Button("My rhythm", call("rhythm.mine"), opens_form=True),
    )
    return Card("Check-in time", said, actions=actions, is_public=True)


@ask("prompt.nudged", who=bot_only, summary="Asks once more how it goes")
async def nudged(ctx: Context, args: One) -> Card | None:
    if not await _is_open(ctx, args.subject):
        return None
    note = text("A late answer is as welcome as an early one.")
    return Card("Room for two lines?", await _recalled(ctx, args.subject), actions=_actions(args.subject), note=note)


@dataclass(frozen=True, slots=True)
class Lapsed:
    person: int
    subject: int


@ask("prompt.lapsed", who=bot_only, summary="Notes a prompt nobody answered")
async def lapsed(ctx: Context, args: Lapsed) -> None:
    rests = await is_resting(ctx, args.person)
    after = PromptState.RESTED if rests else PromptState.MISSED
    if not await ctx.store.prompts.mark(args.person, date_of(args.subject), (PromptState.ASKED,), after) or rests:
        return
    misses = await ctx.store.prompts.missed(args.person)
    if misses == QUIET_AFTER:
        await quiet.tell(ctx, args.person, args.subject)
    if misses >= STOP_AFTER:
        await ctx.store.prompts.stop(args.person)
        await _tell_stopped(ctx, args.person, args.subject)
    elif misses >= SLOW_AFTER:
        await ctx.store.prompts.leave_out(args.person, True)


async def _tell_stopped(ctx: Context, person: int, subject: int) -> None:
    reader = await ctx.store.people.get(person)
    if reader is not None:
        due = next_sociable(ctx.now, reader.zone)
        key = f"prompt.stopped:{person}:{ctx.now.isoformat()}"
        await ctx.outbox.put(Notice(key, Dm(person), call("prompt.stopped", subject), due, due + READ_WITHIN))


@ask("prompt.stopped", who=bot_only, summary="Says that nothing is asked any more")
async def stopped(ctx: Context, args: One) -> Card | None:
    if (await ctx.store.prompts.habit(ctx.actor.id)).is_on:
        return None
    said = text(
        "I have asked a few times at what may be the wrong moment, so I ask no more. "
        "/check-in is there whenever you like, and one tap brings my questions back."
    )
    other = Button("Another rhythm", call("rhythm.mine"), opens_form=True)
    return Card("I leave you in peace", said, actions=(BEGIN_AGAIN, other), tone="care")


@ask("prompt.ended", who=bot_only, summary="Says that prompts rest since there is no mentorship")
async def ended(ctx: Context, args: One) -> Card | None:
    if (await ctx.store.prompts.habit(ctx.actor.id)).is_on:
        return None
    said = text("Your mentorship has ended, so I ask no more how it goes. Shall I go on, for yourself?")
    find = Button("Find a mentor", call("mentor.find"))
    return Card("Your check-ins rest", said, actions=(BEGIN_AGAIN, find))
