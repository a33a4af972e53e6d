"""What becomes of a suggested hour: yes, no, taken back, called off."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone
from bot.calls import call
from bot.commands import meetings, pairs
from bot.commands.sessions import PAST, TAKEN
from bot.context import Context
from bot.domain.sessions import Session, SessionState
from bot.errors import Gone, NotAllowed
from bot.params import Line
from bot.registry import ask
from bot.text import Mention, When, text
from bot.views import Button, Card

OVER = "This session was called off. /sessions shows what is coming."
SETTLED = "This one is settled already. /sessions shows what is coming."


@dataclass(frozen=True, slots=True)
class One:
    session: int


async def _asked(ctx: Context, session: int) -> Session:
    """A proposal the actor is asked about. Raises NotFound, NotAllowed or Gone."""
    found = await meetings.held(ctx, session)
    if found.proposer == ctx.actor.id:
        raise NotAllowed("You suggested this yourself, so the other one says yes.")
    if found.state is not SessionState.PROPOSED:
        raise Gone(OVER if found.state is SessionState.CANCELLED else SETTLED)
    return found


@ask("session.confirm", who=anyone, summary="Say yes to a time")
async def confirm(ctx: Context, args: One) -> Card:
    session = await _asked(ctx, args.session)
    pair = await pairs.mine(ctx, session.mentorship)
    pairs.check_active(pair)
    if session.start <= ctx.now:
        raise Gone(PAST)
    if not await ctx.store.sessions.confirm(session.id):
        raise Gone(TAKEN)
    await ctx.store.obligations.close(meetings.KIND, session.id)
    await ctx.store.mentorships.touch(pair.id, ctx.now)
    await pairs.go_on(ctx, pair)
    await meetings.plan_reminders(ctx, session)
    await meetings.tell(ctx, session, session.proposer, call("session.agreed", session.id))
    other = Mention(session.other(ctx.actor.id))
    said = text("You meet ", other, " on ", When(session.start), ". I remind you both.")
    off = Button("Call it off", call("session.cancel", session.id), opens_form=True)
    return Card("It is a date", said, actions=(off,), tone="good")


@ask("session.decline", who=anyone, summary="Say no to a time")
async def decline(ctx: Context, args: One) -> Card:
    session = await _asked(ctx, args.session)
    await meetings.drop(ctx, session)
    await meetings.tell(ctx, session, session.proposer, call("session.declined", session.id))
    other = Button("Suggest another time", call("session.times", session.mentorship, session.minutes, 0), "primary")
    return Card("You said no", text(Mention(session.proposer), " is told, kindly."), actions=(other,))


@ask("session.withdraw", who=anyone, summary="Take a suggested time back")
async def withdraw(ctx: Context, args: One) -> Card:
    session = await meetings.held(ctx, args.session)
    if session.proposer != ctx.actor.id:
        raise NotAllowed("Only who suggested this time can take it back. You can say no to it: /sessions.")
    if session.state is not SessionState.PROPOSED:
        raise Gone(OVER if session.state is SessionState.CANCELLED else SETTLED)
    await meetings.drop(ctx, session)
    again = Button("Find an hour", call("session.plan"), "primary")
    return Card("Taken back", text("Nobody waits for it any more."), actions=(again,))


@dataclass(frozen=True, slots=True)
class Cancel:
    session: int
    reason: Annotated[str, Line("A word to the other (optional)", "I have caught a cold", most=200)] = ""


@ask(
    "session.cancel",
    who=anyone,
    summary="Call a session off",
    title="Call it off",
    intro=text("The other one is told at once, with your word if you leave one."),
    submit="Call it off",
)
async def cancel(ctx: Context, args: Cancel) -> Card:
    session = await meetings.held(ctx, args.session)
    if session.state is not SessionState.CONFIRMED:
        raise Gone(OVER if session.state is SessionState.CANCELLED else "Nobody said yes to this yet. See /sessions.")
    if session.start <= ctx.now:
        raise Gone("It has begun already, so it cannot be called off.")
    await meetings.drop(ctx, session, args.reason)
    other = session.other(ctx.actor.id)
    await meetings.tell(ctx, session, other, call("session.off", session.id))
    again = Button("Find another hour", call("session.times", session.mentorship, session.minutes, 0), "primary")
    return Card("Called off", text(Mention(other), " is told."), actions=(again,))
