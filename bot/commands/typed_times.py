"""A time in one's own words, read back in both clocks before anybody is asked."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from bot.authority import anyone
from bot.calls import call
from bot.commands import hours, meetings, pairs
from bot.context import Context
from bot.domain.mentorships import Mentorship
from bot.domain.sessions import NOTICE, Session
from bot.domain.slots import Reason
from bot.domain.typed_times import MOST, Moment, read_time
from bot.errors import UserError
from bot.params import Line
from bot.registry import ask
from bot.text import Mention, Text, When, text, when_text
from bot.views import Button, Card

SAY_WHEN = 'Like "next Tue 16:00" or "tomorrow 5pm", by your clock'
NO_FIT = {
    Reason.PAST: "That is over by now.",
    Reason.TOO_SOON: f"That is too near: a session is at least {NOTICE // timedelta(hours=1)} hours ahead.",
}


@dataclass(frozen=True, slots=True)
class TypeIt:
    mentorship: int
    length: int
    session: int
    when: Annotated[str, Line("When?", SAY_WHEN, most=MOST)]


@ask(
    "session.type",
    who=anyone,
    summary="Say a time in your own words",
    title="When?",
    intro=text("I read it back to you in both your clocks before anybody is asked."),
    submit="Read it back",
)
async def type_it(ctx: Context, args: TypeIt) -> Card:
    pair = await pairs.mine(ctx, args.mentorship)
    pairs.check_active(pair)
    session = await meetings.instead_of(ctx, pair.id, args.session)
    return await read_back(ctx, pair, await read(ctx, args.when), hours.length_of(args.length), session)


@dataclass(frozen=True, slots=True)
class Typed:
    """A moment that was read before: its stamp, and that of its other reading or 0."""

    mentorship: int
    length: int
    at: int
    other: int = 0


@ask("session.typed", who=anyone, summary="Read a typed time back for one of your mentorships")
async def typed(ctx: Context, args: Typed) -> Card:
    pair = await pairs.mine(ctx, args.mentorship)
    pairs.check_active(pair)
    return await read_back(ctx, pair, moment_again(ctx, args.at, args.other), hours.length_of(args.length), None)


def stamps_of(moment: Moment) -> tuple[int, ...]:
    return tuple(hours.stamp(at) for at in (moment.at, moment.other) if at)


def moment_again(ctx: Context, at: int, other: int) -> Moment:
    """The moment of its stamps, for the actor. Raises Gone for numbers that are none."""
    first, second = hours.moment_of(at), hours.moment_of(other) if other else None
    local = first.astimezone(ZoneInfo(ctx.actor.zone))
    if second is None:
        return Moment(first, local)
    return Moment(first, local, "fold" if first < second else "gap", second)


async def read(ctx: Context, typed: str) -> Moment:
    """Raises UserError, beside the field, for what is no time to come."""
    student = await ctx.store.students.get(ctx.actor.id)
    try:
        # Some words take the library fifty milliseconds, in which nobody else is kept waiting.
        return await asyncio.to_thread(read_time, typed, ctx.actor.zone, student.languages, ctx.now)
    except UserError as error:
        raise UserError(error.message, field="when") from None


async def read_back(ctx: Context, pair: Mentorship, moment: Moment, length: int, session: Session | None) -> Card:
    """The moment in both clocks, what speaks against it, and the way on."""
    moving = session.id if session else 0
    members = await hours.members_of(ctx, pair, moving)
    fit = hours.fit(members, moment.at, length, ctx.now)
    said = text(
        When(moment.at),
        " for you, ",
        meetings.clock(moment.at, members[1].zone, ctx.actor.zone),
        " for ",
        Mention(pair.other(ctx.actor.id)),
        f". {length} minutes",
        meetings.instead_words(session) if session else (),
        ".",
        change_of_clocks(moment),
    )
    free = Button("See free times", hours.turn(pair.id, length, 0, moving))
    if fit.reason not in (None, Reason.OUTSIDE):
        why = NO_FIT.get(fit.reason) or f"{'They have' if fit.member else 'You have'} something else then."
        return Card("That does not work", text(said, "\n", why), actions=(free,), tone="warning")
    outside = f"\nIt is outside the hours {'they' if fit.member else 'you'} named, so ask kindly." if fit.reason else ""
    if moment.other is None:
        picks: tuple[Button, ...] = (hours.pick("Ask them", pair, moment.at, length, moving),)
    else:
        both = sorted((moment.at, moment.other))
        picks = tuple(hours.pick(offset_label(at, ctx.actor.zone), pair, at, length, moving) for at in both)
    again = Button("Type another", call("session.type", pair.id, length, moving), opens_form=True)
    return Card("Is this the time?", text(said, outside), actions=(*picks, again, free))


def change_of_clocks(moment: Moment) -> Text:
    """What is odd about a time that the clocks skip or show twice."""
    if moment.note == "gap":
        return text("\nYour clocks go forward that night and skip the time you typed. Which do you mean?")
    if moment.note == "fold":
        return text("\nYour clocks go back that night, so this time comes twice. Which do you mean?")
    return ()


def offset_label(at: datetime, zone: str) -> str:
    """A local time that is told from its double: "02:30, UTC+02:00"."""
    offset = f"{at.astimezone(ZoneInfo(zone)):%z}"
    return f"{when_text(When(at, 'time'), zone)}, UTC{offset[:3]}:{offset[3:]}"
