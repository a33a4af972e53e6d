"""A mentor's breaks: pausing, coming back, stopping."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Annotated

from bot.authority import bot_only, mentors
from bot.calls import call
from bot.commands import mentorships, requests
from bot.commands.local_days import today_of
from bot.commands.standing import FAR, standing
from bot.context import Context
from bot.domain.occurrences import at_local
from bot.errors import NotFound, UserError
from bot.params import DayPick, Nothing
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import When, text
from bot.views import Button, Card, Confirm

LONGEST = timedelta(days=731)
_NOT_A_MENTOR = "You have no mentor profile yet. Type /mentor profile to make one."


@dataclass(frozen=True, slots=True)
class Pause:
    until: Annotated[date | None, DayPick("Until when? (optional)", "2026-12-31; empty: until you come back")] = None


@ask(
    "mentor.pause",
    who=mentors,
    summary="Take no new requests for a while",
    command="mentor pause",
    title="Pause",
)
async def pause(ctx: Context, args: Pause) -> Card:
    until = FAR if args.until is None else _beginning(ctx, args.until)
    await rest(ctx, ctx.actor.id, until)
    back = text("You are back on ", When(until, "day"), " by yourself.") if args.until else text("Come back any time.")
    said = text("Nobody new is sent to you, and whoever you mentor stays with you. ", back)
    again = Button("Take requests again", call("mentor.resume"))
    return Card("You are paused", said, actions=(again,))


def _beginning(ctx: Context, day: date) -> datetime:
    """When the day begins for the mentor. Raises UserError for one that has begun or is absurdly far."""
    today = today_of(ctx)
    if day <= today:
        raise UserError("That day has begun already. Type a later one, or none at all.", field="until")
    if day > today + LONGEST:
        raise UserError(
            "That is more than two years ahead. Leave it empty to be paused until you come back.", field="until"
        )
    return at_local(day, time(0), ctx.actor.zone)


async def rest(ctx: Context, person: int, until: datetime) -> None:
    """Pauses a mentor; with a day to come back, they hear when it has come."""
    mentor = await ctx.store.mentors.get(person)
    if mentor is None:
        raise NotFound(_NOT_A_MENTOR)
    await ctx.store.mentors.save(replace(mentor, paused_until=until))
    if until != FAR:
        key = f"mentor.back:{person}:{until.isoformat()}"
        notice = Notice(key, Dm(person), call("mentor.back", int(until.timestamp())), until, until + timedelta(days=3))
        await ctx.outbox.put(notice)


@ask("mentor.resume", who=mentors, summary="Take requests again", command="mentor resume")
async def resume(ctx: Context, args: Nothing) -> Card:
    mentor = await ctx.store.mentors.get(ctx.actor.id)
    if mentor is None:
        raise NotFound(_NOT_A_MENTOR)
    after = replace(mentor, paused_until=None)
    await ctx.store.mentors.save(after)
    return Card("Welcome back", standing(after, ctx.now), tone="good")


@dataclass(frozen=True, slots=True)
class Back:
    until: int


@ask("mentor.back", who=bot_only, summary="Tells a mentor that their pause is over")
async def back(ctx: Context, args: Back) -> Card | None:
    mentor = await ctx.store.mentors.get(ctx.actor.id)
    if mentor is None or mentor.paused_until is None or int(mentor.paused_until.timestamp()) != args.until:
        return None
    longer = Button("Pause longer", call("mentor.pause"), opens_form=True)
    return Card("Your pause is over", standing(mentor, ctx.now), actions=(longer,))


@ask("mentor.stop", who=mentors, summary="Stop mentoring here", command="mentor stop")
async def stop(ctx: Context, args: Nothing) -> Confirm:
    said = text("Your mentees are told kindly and offered somebody else. Your open requests are handed on.")
    yes = Button("Stop mentoring", call("mentor.stopped"), "danger")
    return Confirm("Stop mentoring here?", said, yes, Button("Stay", call("mentor.profile")))


@ask("mentor.stopped", who=mentors, summary="Stops mentoring, after the confirmation")
async def stopped(ctx: Context, args: Nothing) -> Card:
    await requests.hand_on(ctx, ctx.actor.id, "the mentor has stopped")
    await mentorships.leave(ctx, ctx.actor.id)
    await ctx.store.mentors.remove(ctx.actor.id)
    return Card(
        "Thank you for the time you gave",
        text("Your profile is gone. /mentor profile brings you back any time."),
    )
