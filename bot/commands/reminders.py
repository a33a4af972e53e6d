"""Which reminders somebody wants before a session, and when their day begins and ends."""

from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import Annotated

from bot.authority import anyone
from bot.calls import Call, call
from bot.commands import gatherings, meetings
from bot.context import Context
from bot.domain.reminder_choices import BEFORE, BEGINS, ENDS, ReminderChoice
from bot.domain.sessions import SessionState
from bot.errors import Gone
from bot.params import Nothing, Option, Pick
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card

_NAMES = dict(zip(BEFORE, ("A week", "A day", "Three hours", "An hour", "Ten minutes"), strict=True))


@ask("reminders.show", who=anyone, summary="Which reminders of sessions you get", command="reminders")
async def show(ctx: Context, args: Nothing) -> Card:
    return _card(await ctx.store.reminders.of(ctx.actor.id), "Your reminders")


def _card(choice: ReminderChoice, title: str) -> Card:
    names = [_NAMES[before].lower() for before in choice.before if before in _NAMES]
    chosen = " and ".join([part for part in (", ".join(names[:-1]), *names[-1:]) if part])
    before = f"I remind you {chosen} before a session. " if chosen else "I do not remind you of sessions. "
    day = f"Your day is from {choice.opens:%H:%M} to {choice.closes:%H:%M}; outside it only the last one comes."
    turns = tuple(_turn(choice, one) for one in BEFORE)
    none = (Button("None at all", call("reminders.none")),) if chosen else ()
    hours = Button("Change my day", call("reminders.day"), opens_form=True)
    return Card(title, text(before, day, " A tap turns one on or off."), actions=(*turns, *none, hours))


def _turn(choice: ReminderChoice, before: timedelta) -> Button:
    is_on = before in choice.before
    turned = call("reminders.turn", before // timedelta(minutes=1), int(not is_on))
    return Button(f"{_NAMES[before]}: {'on' if is_on else 'off'}", turned, "primary" if is_on else "plain")


@dataclass(frozen=True, slots=True)
class Turn:
    """So many minutes before a start; `on` is 1 or 0."""

    minutes: int
    on: int


@ask("reminders.turn", who=anyone, summary="Turn one reminder on or off")
async def turn(ctx: Context, args: Turn) -> Card:
    before = next((one for one in BEFORE if one // timedelta(minutes=1) == args.minutes), None)
    if before is None:
        raise Gone("I do not know this reminder. /reminders shows those there are.")
    choice = await ctx.store.reminders.of(ctx.actor.id)
    return _card(await _changed(ctx, choice, choice.turned(before, on=bool(args.on))), "Changed")


@ask("reminders.none", who=anyone, summary="Turn all reminders off")
async def none(ctx: Context, args: Nothing) -> Card:
    choice = await ctx.store.reminders.of(ctx.actor.id)
    return _card(await _changed(ctx, choice, replace(choice, before=())), "Changed")


_BEGINS = tuple(Option(str(hour), f"{hour:02}:00") for hour in BEGINS)
_ENDS = tuple(Option(str(hour), f"{hour:02}:00") for hour in ENDS)


@dataclass(frozen=True, slots=True)
class Day:
    opens: Annotated[str, Pick("My day begins at", "By your own clock", _BEGINS)]
    closes: Annotated[str, Pick("My day ends at", "By your own clock", _ENDS)]


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """Their day as it is."""
    choice = await ctx.store.reminders.of(ctx.actor.id)
    return {"opens": str(choice.opens.hour), "closes": str(choice.closes.hour)}


@ask("reminders.day", who=anyone, summary="Say when your day begins and ends", title="Your day", prefill=known)
async def day(ctx: Context, args: Day) -> Card:
    choice = await ctx.store.reminders.of(ctx.actor.id)
    wanted = replace(choice, opens=time(int(args.opens)), closes=time(int(args.closes)))
    return _card(await _changed(ctx, choice, wanted), "Changed")


async def _changed(ctx: Context, before: ReminderChoice, wanted: ReminderChoice) -> ReminderChoice:
    return before if wanted == before else await replan(ctx, wanted)


async def replan(ctx: Context, wanted: ReminderChoice) -> ReminderChoice:
    """Keeps the actor's choice and plans the reminders of everything that is coming anew."""
    kept = await ctx.store.reminders.choose(ctx.actor.id, wanted)
    for session in await ctx.store.sessions.coming(ctx.actor.id, ctx.now):
        if session.state is SessionState.CONFIRMED and session.start > ctx.now:
            said = call("session.soon", session.id, session.sequence)
            await meetings.remind(ctx, ctx.actor.id, session.start, said)
    for group in await ctx.store.groups.coming(ctx.actor.id, ctx.now):
        if group.is_coming(ctx.now) and await gatherings.takes_part(ctx, group):
            await gatherings.plan_reminders(ctx, group, ctx.actor.id)
    return kept
