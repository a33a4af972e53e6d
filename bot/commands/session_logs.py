"""A session that was held without the bot: one of the two tells it, and the other is asked to agree."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from bot.authority import anyone
from bot.calls import call
from bot.commands import afterwards, hours, meetings, pairs
from bot.context import Context
from bot.domain.occurrences import at_local
from bot.domain.outcomes import Answer
from bot.domain.sessions import Plan
from bot.domain.typed_times import read_time
from bot.errors import NotFound, UserError
from bot.params import DayPick, Line, Option, Paragraph, PersonPick, Pick
from bot.registry import ask
from bot.text import Mention, When, text
from bot.views import Card

LOOKS_BACK = timedelta(days=60)
_HOUR = "Type an hour such as 16:00 or 4pm."
_LENGTHS = tuple(Option(one, f"{one} minutes") for one in hours.LENGTHS)


@dataclass(frozen=True, slots=True)
class Log:
    whom: Annotated[int, PersonPick("With whom?")]
    day: Annotated[date, DayPick("On which day?", "2026-11-30")]
    at: Annotated[str, Line("At what time?", "16:00 or 4pm, by your clock", most=20)]
    length: Annotated[str, Pick("How long?", "An hour, if you say nothing", _LENGTHS)] = "60"
    notes: Annotated[str, Paragraph("Notes (optional)", "The two of you read this", most=800)] = ""


@ask(
    "session.log",
    who=anyone,
    summary="Note a session that you held elsewhere",
    command="log-session",
    title="A session held elsewhere",
    intro=text("The other one is asked whether it is so. Notes are read by the two of you and nobody else."),
    submit="Note it",
)
async def log(ctx: Context, args: Log) -> Card:
    found = await ctx.store.mentorships.running_between(ctx.actor.id, args.whom)
    if found is None or args.whom == ctx.actor.id:
        raise NotFound("You two are in no mentorship that is running. /mentorships shows yours.")
    pair = await pairs.held(ctx, found.id)
    pairs.check_running(pair)
    plan = Plan(
        uid=secrets.token_hex(12),
        mentorship=pair.id,
        mentee=pair.mentee,
        mentor=pair.mentor,
        proposer=ctx.actor.id,
        start=await _start(ctx, args),
        minutes=int(args.length),
    )
    made = await ctx.store.sessions.log(plan)
    if made is None:
        raise UserError("You two have a session then already. /home shows it if it waits for your word.", field="at")
    await ctx.store.answers.give(made, ctx.actor.id, Answer.HELD, ctx.now)
    if args.notes:
        await ctx.store.notes.write(made, ctx.actor.id, args.notes, 0, ctx.now)
    session = await meetings.mine(ctx, made)
    await afterwards.keep(ctx, session)
    await afterwards.tell(ctx, session, args.whom, call("session.happened", made))
    again, actions = await afterwards.next_session(ctx, session)
    said = text(When(session.start), ". ", Mention(args.whom), " is asked whether it is so. ", again)
    return Card("Noted", said, actions=(afterwards.notes(session), *actions), tone="good")


async def _start(ctx: Context, args: Log) -> datetime:
    """Raises UserError, beside the field, unless it lies in the past and not too far."""
    today = ctx.now.astimezone(ZoneInfo(ctx.actor.zone)).date()
    if not today - LOOKS_BACK <= args.day <= today:
        raise UserError(f"Type a day in the last {LOOKS_BACK.days} days, up to today.", field="day")
    if not args.at[:1].isdigit():
        raise UserError(_HOUR, field="at")
    try:
        midnight = at_local(args.day, time(0), ctx.actor.zone)
        typed, before = f"{args.day} {args.at}", midnight - timedelta(days=1)
        start = (await asyncio.to_thread(read_time, typed, ctx.actor.zone, (), before)).at
    except UserError:
        raise UserError(_HOUR, field="at") from None
    if start + timedelta(minutes=int(args.length)) > ctx.now:
        raise UserError("That is not over yet. Tell me when it is, or find an hour with /schedule.", field="at")
    return start
