"""One of two suggests an hour: for a new session, or another one for a session there is."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from bot.authority import anyone
from bot.calls import Call
from bot.commands import hours, meetings, pairs, places
from bot.context import Context
from bot.domain.mentorships import Mentorship
from bot.domain.sessions import MOST_TRIES, Plan, Session, SessionState
from bot.errors import Gone, UserError
from bot.params import DayPick, Line, Option, Pick
from bot.registry import ask
from bot.text import Mention, When, text
from bot.views import Card

_EVERY = (
    Option("0", "Once"),
    Option("1", "Every week", "At the student's local time"),
    Option("2", "Every two weeks", "At the student's local time"),
)
_WEEKS = 12
"""How long sessions repeat when nobody says."""


@dataclass(frozen=True, slots=True)
class Suggest:
    mentorship: int
    stamp: int
    length: int
    topic: Annotated[str, Line("What do you want to talk about? (optional)", "My exam on Friday", most=200)] = ""
    place: Annotated[str, Line("Where? (optional)", "A link or a place; empty: I make you a room", most=150)] = ""
    every: Annotated[str, Pick("How often?", "Once, if you say nothing", _EVERY)] = "0"
    until: Annotated[date | None, DayPick("Until when? (if it repeats)", "2026-12-18; empty: twelve weeks")] = None


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """Where they agreed to meet. Raises NotFound."""
    raw = asked.args[0] if asked.args else ""
    pair = await pairs.mine(ctx, int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= 18 else 0)
    mentor = await ctx.store.mentors.get(pair.mentor)
    return {"place": pair.meets or (mentor.meeting[:150] if mentor else "")}


@ask(
    "session.suggest",
    who=anyone,
    summary="Suggest a time",
    title="Suggest this time",
    intro=text("The other one reads it, and says yes or suggests another time."),
    submit="Suggest it",
    prefill=known,
)
async def suggest(ctx: Context, args: Suggest) -> Card:
    pair = await pairs.held(ctx, args.mentorship)
    pairs.check_active(pair)
    start, length = hours.moment_of(args.stamp), hours.length_of(args.length)
    await hours.check_free(ctx, pair, start, length)
    earlier = [one for one in await ctx.store.sessions.of_pair(pair.id, ctx.now) if one.state is SessionState.PROPOSED]
    for one in earlier:
        if one.start == start and one.proposer == ctx.actor.id:
            raise Gone("You suggested this very time already. They answer when they have seen it: /sessions.")
        await meetings.drop(ctx, one)
    every, zone = int(args.every), await meetings.zone_of(ctx, pair.mentee)
    until = _until(ctx, pair, start.astimezone(ZoneInfo(zone)).date(), args.until, every) if every else None
    plan = Plan(
        uid=secrets.token_hex(12),
        mentorship=pair.id,
        mentee=pair.mentee,
        mentor=pair.mentor,
        proposer=ctx.actor.id,
        start=start,
        minutes=length,
        zone=zone,
        topic=args.topic,
        place=args.place or await places.emptied(ctx, pair),
        every=every,
        until=until,
    )
    made = await ctx.store.sessions.propose(plan)
    instead = " It takes the place of what was suggested before." if earlier else ""
    return await _asked(ctx, await meetings.mine(ctx, made), "Suggested", instead)


def _until(ctx: Context, pair: Mentorship, first: date, chosen: date | None, every: int) -> date:
    """The last day it may fall on. Raises UserError for one that leaves nothing to repeat."""
    agreed = pair.agreed_until.date() if pair.agreed_until and pair.agreed_until > ctx.now else None
    last = first + timedelta(days=366)
    until = chosen or min(agreed or first + timedelta(weeks=_WEEKS), last)
    if not first + timedelta(weeks=every) <= until <= last:
        begins = "a week" if every == 1 else "two weeks"
        raise UserError(f"Type a day {begins} to a year after the first one.", field="until")
    return until


async def _asked(ctx: Context, session: Session, title: str, instead: str = "") -> Card:
    """The other one is asked from now on."""
    await meetings.wait_for_answer(ctx, session)
    start = session.moves_to or session.start
    said = text(
        Mention(session.asked),
        " is asked: ",
        When(start),
        " for you, ",
        await meetings.for_them(ctx, session, start),
        await meetings.repeats(ctx, session),
    )
    return Card(title, text(said, ".", instead), actions=meetings.buttons(ctx, session)[:3], tone="good")


@dataclass(frozen=True, slots=True)
class Move:
    session: int
    stamp: int


@ask("session.move", who=anyone, summary="Suggest another time for a session")
async def move(ctx: Context, args: Move) -> Card:
    session = await meetings.held(ctx, args.session)
    pair = await pairs.mine(ctx, session.mentorship)
    pairs.check_active(pair)
    start = hours.moment_of(args.stamp)
    meetings.check_open(session)
    if session.start <= ctx.now and session.state is SessionState.CONFIRMED:
        raise Gone("It has begun already, so it cannot be moved.")
    if start in (session.start, session.moves_to):
        raise Gone("That is the time it has already. /sessions shows it.")
    if session.sequence >= MOST_TRIES and session.state is SessionState.PROPOSED:
        raise Gone("You two have suggested many times now. A word to each other may be quicker than I am.")
    await hours.check_free(ctx, pair, start, session.minutes, session.id)
    if session.state is SessionState.PROPOSED:
        await ctx.store.sessions.repropose(session.id, ctx.actor.id, start)
    else:
        await ctx.store.sessions.wish(session.id, ctx.actor.id, start)
    return await _asked(ctx, await meetings.mine(ctx, session.id), "Another time is suggested")
