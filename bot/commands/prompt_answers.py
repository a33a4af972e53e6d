"""The buttons under a prompt besides answering it: later, not this one, not for a while, not at all."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from bot.authority import anyone
from bot.calls import call
from bot.commands.local_days import day_text, today_of
from bot.commands.prompt_states import OVER, open_prompt, settle, settle_all
from bot.context import Context
from bot.domain.prompts import ANSWER_WITHIN, OWED, Later, Prompt, PromptState, put_off
from bot.domain.rhythms import community_rhythm
from bot.errors import Gone, UserError
from bot.params import DayPick, Nothing
from bot.ports.obligations import Obligation
from bot.registry import ask
from bot.text import When, text
from bot.views import Button, Card

LONGEST = timedelta(days=366)
_ANSWER = Button("Answer now", call("checkin.write"), "primary", opens_form=True)


@dataclass(frozen=True, slots=True)
class Wait:
    subject: int
    when: str


@ask("prompt.later", who=anyone, summary="Be asked for your check-in a little later")
async def later(ctx: Context, args: Wait) -> Card:
    prompt = await open_prompt(ctx, args.subject)
    wanted = next((one for one in Later if one.value == args.when), None)
    if wanted is None:
        raise Gone(OVER)
    habit = await ctx.store.prompts.habit(ctx.actor.id)
    usual = habit.at or community_rhythm(ctx.community.settings).at
    at = put_off(wanted, ctx.now, ctx.actor.zone, usual)
    on = at.astimezone(ZoneInfo(ctx.actor.zone)).date()
    if on == prompt.on:
        await _ask_again(ctx, prompt, at)
    else:
        at = await _move(ctx, prompt, Prompt(prompt.person, on, at))
    return Card("Later, then", text("I ask you again on ", When(at), "."), actions=(_ANSWER,))


async def _ask_again(ctx: Context, prompt: Prompt, at: datetime) -> None:
    """The same prompt, on the same day; the nudge it had is not used besides."""
    subject = prompt.on.toordinal()
    again, lapse = call("prompt.nudged", subject), call("prompt.lapsed", prompt.person, subject)
    owed = Obligation(OWED, subject, prompt.person, 0, ctx.now, (at,), at + ANSWER_WITHIN, nudge=again, lapse=lapse)
    await ctx.store.obligations.open(owed)
    await ctx.store.prompts.heard(prompt.person)


async def _move(ctx: Context, prompt: Prompt, to: Prompt) -> datetime:
    """To another day; where that day has a prompt of its own it is the one, since no day has two."""
    await settle(ctx, prompt, PromptState.MOVED)
    if await ctx.store.prompts.wish(to):
        return to.due_at
    there = await ctx.store.prompts.get(to.person, to.on)
    return there.due_at if there is not None else to.due_at


@dataclass(frozen=True, slots=True)
class One:
    subject: int


@ask("prompt.skip", who=anyone, summary="Skip one check-in")
async def skip(ctx: Context, args: One) -> Card:
    await settle(ctx, await open_prompt(ctx, args.subject), PromptState.SKIPPED)
    return Card("Skipped", text("That one is not counted, and breaks nothing."), actions=(_ANSWER,))


@dataclass(frozen=True, slots=True)
class Pause:
    until: Annotated[date, DayPick("On which day shall I ask again?", "2026-12-31")]


@ask(
    "prompt.pause",
    who=anyone,
    summary="Pause your check-ins until a date",
    title="Pause check-ins",
    intro=text("Until that day I ask nothing, and your streak waits for you."),
    submit="Pause",
)
async def pause(ctx: Context, args: Pause) -> Card:
    today = today_of(ctx)
    if not today < args.until <= today + LONGEST:
        raise UserError("Type a day from tomorrow to a year from now.", field="until")
    await ctx.store.prompts.rest(ctx.actor.id, today, args.until)
    await settle_all(ctx, ctx.actor.id)
    await ctx.store.prompts.heard(ctx.actor.id)
    again = Button("Take it up again", call("prompt.resume"))
    return Card("Enjoy the pause", text(f"I ask you again from {day_text(args.until)} on."), actions=(again,))


@ask("prompt.resume", who=anyone, summary="Take your check-ins up again before the pause is over")
async def resume(ctx: Context, args: Nothing) -> Card:
    today = today_of(ctx)
    await ctx.store.prompts.rest(ctx.actor.id, today, today)
    rhythm = Button("Your rhythm", call("rhythm.show"))
    return Card("Welcome back", text("I ask you again in your usual rhythm."), actions=(rhythm, _ANSWER), tone="good")


@ask("prompt.stop", who=anyone, summary="Be asked for no check-ins any more")
async def stop(ctx: Context, args: Nothing) -> Card:
    await settle_all(ctx, ctx.actor.id)
    await ctx.store.prompts.stop(ctx.actor.id)
    again = Button("Ask me again", call("rhythm.agree"))
    return Card("I ask no more", text("/check-in is there whenever you like."), actions=(again,))
