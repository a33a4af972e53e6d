"""A mentorship rests for a while and comes back: by one tap, or by itself on a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import invitations, meetings, pairs
from bot.context import Context
from bot.domain.mentorships import MentorshipState
from bot.domain.occurrences import at_local
from bot.errors import Gone, UserError
from bot.params import DayPick
from bot.ports.obligations import Obligation
from bot.registry import ask
from bot.text import Mention, When, text
from bot.views import Button, Card

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Pause:
    mentorship: int
    until: Annotated[date | None, DayPick("Until when? (optional)", "2026-12-31; empty: until you say so")] = None


@ask(
    "mentorship.pause",
    who=anyone,
    summary="Let a mentorship rest",
    title="Let it rest",
    intro=text(
        "Nothing is asked of you two while it rests, and sessions until then are called off. It comes back by one tap."
    ),
    submit="Let it rest",
)
async def pause(ctx: Context, args: Pause) -> Card:
    pair = await pairs.held(ctx, args.mentorship)
    pairs.check_active(pair)
    until = _moment(ctx, args.until) if args.until else None
    await ctx.store.mentorships.pause(pair.id, until)
    await pairs.stop_clocks(ctx, pair)
    off, open_times = await meetings.rest(ctx, pair.id, until)
    if until is not None:
        shown, back = call("mentorship.rests", pair.id), call("mentorship.rested", pair.id)
        await ctx.store.obligations.open(
            Obligation(pairs.PAUSE, pair.id, 0, 0, ctx.now, (), until, nudge=shown, lapse=back)
        )
    other = pair.other(ctx.actor.id)
    await pairs.tell(ctx, f"rests:{pair.id}", other, call("mentorship.rests", pair.id, off, open_times))
    again = Button("Take it up again", call("mentorship.resume", pair.id))
    when = text("It comes back by itself on ", When(until, "day"), ".") if until else text("Come back any time.")
    said = text(Mention(other), " is told. ", when, _ended(off, open_times))
    file = await invitations.all_off(ctx, pair.id) if off else None
    return Card("It rests", said, actions=(again,), attachment=file)


def _ended(off: int, open_times: int) -> str:
    """What a pause put an end to, after other words; empty where there was nothing."""
    sessions = f" {off} session{'s are' if off > 1 else ' is'} called off." if off else ""
    times = f" {open_times} suggested time{'s are' if open_times > 1 else ' is'} taken back." if open_times else ""
    return sessions + times


def _moment(ctx: Context, day: date) -> datetime:
    """When that day begins for the actor. Raises UserError for a day that has begun or is far away."""
    today = ctx.now.astimezone(ZoneInfo(ctx.actor.zone)).date()
    if day <= today:
        raise UserError("That day has begun already. Type a later one, or none at all.", field="until")
    if day - today > LONGEST:
        raise UserError("That is more than a year away. Type an earlier day, or none at all.", field="until")
    return at_local(day, time(0), ctx.actor.zone)


@dataclass(frozen=True, slots=True)
class One:
    mentorship: int


@dataclass(frozen=True, slots=True)
class Rests:
    """So many sessions were called off with it, and so many suggested times taken back."""

    mentorship: int
    off: int = 0
    open_times: int = 0


@ask("mentorship.rests", who=bot_only, summary="Tells one of a pair that it rests")
async def rests(ctx: Context, args: Rests) -> Card | None:
    pair = await ctx.store.mentorships.get(args.mentorship)
    if pair is None or pair.state is not MentorshipState.PAUSED or not pair.includes(ctx.actor.id):
        return None
    until = text(" until ", When(pair.paused_until, "day")) if pair.paused_until else ()
    said = text("Your mentorship with ", Mention(pair.other(ctx.actor.id)), " rests", until)
    again = Button("Take it up again", call("mentorship.resume", pair.id))
    rest = text(".", _ended(args.off, args.open_times), " There is nothing to do for you.")
    file = await invitations.all_off(ctx, pair.id) if args.off else None
    return Card("A pause", text(said, rest), actions=(again,), attachment=file)


@ask("mentorship.resume", who=anyone, summary="Take a mentorship up again")
async def resume(ctx: Context, args: One) -> Card:
    pair = await pairs.held(ctx, args.mentorship)
    pairs.check_running(pair)
    if await ctx.store.people.get(pair.other(ctx.actor.id)) is None:
        raise Gone("They are not here at the moment. It can go on when they come back.")
    if not await ctx.store.mentorships.resume(pair.id, ctx.now):
        raise Gone(pairs.RUNS)
    await pairs.go_on(ctx, pair)
    other = pair.other(ctx.actor.id)
    await pairs.tell(ctx, f"runs:{pair.id}", other, call("mentorship.runs", pair.id))
    see = Button("See it", call("mentorship.show", pair.id))
    return Card("Welcome back, you two", text(Mention(other), " is told."), actions=(see,), tone="good")


@ask("mentorship.rested", who=bot_only, summary="Brings a mentorship back on its day")
async def rested(ctx: Context, args: One) -> None:
    pair = await ctx.store.mentorships.get(args.mentorship)
    if pair is None or any([await ctx.store.people.get(one) is None for one in (pair.mentee, pair.mentor)]):
        return
    if await ctx.store.mentorships.resume(pair.id, ctx.now):
        await pairs.go_on(ctx, pair)
        await pairs.tell_both(ctx, f"runs:{pair.id}", pair, call("mentorship.runs", pair.id))
