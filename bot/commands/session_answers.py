"""What becomes of a suggested hour: yes, no, taken back, called off."""

import hashlib
from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone
from bot.calls import call
from bot.commands import clock_changes, hours, invitations, meetings, pairs, places
from bot.commands.offers import offered
from bot.context import Context
from bot.domain.sessions import Session, SessionState, dates
from bot.errors import Gone, NotAllowed
from bot.params import Line
from bot.registry import ask
from bot.text import Mention, Text, When, joined, text
from bot.views import Button, Card


@dataclass(frozen=True, slots=True)
class One:
    session: int


@dataclass(frozen=True, slots=True)
class Answer:
    """`stamp` is the time that stood above the button; 0 for whichever is open."""

    session: int
    stamp: int = 0


async def _asked(ctx: Context, args: Answer) -> Session:
    """A time the actor is asked about. Raises NotFound, NotAllowed or Gone."""
    found = await meetings.held(ctx, args.session)
    meetings.check_open(found)
    if not found.asked:
        raise Gone("This one is settled already. /sessions shows what is coming.")
    if found.asked != ctx.actor.id:
        raise NotAllowed("You suggested this yourself, so the other one says yes.")
    if args.stamp not in (0, meetings.stamp(found)):
        raise Gone("Another time was suggested since. /sessions shows it.")
    return found


@ask("session.confirm", who=anyone, summary="Say yes to a time")
async def confirm(ctx: Context, args: Answer) -> Card:
    session = await _asked(ctx, args)
    pair = await pairs.mine(ctx, session.mentorship)
    pairs.check_active(pair)
    if min(session.start, session.moves_to or session.start) <= ctx.now:
        raise Gone(hours.PAST)
    is_move = session.moves_to is not None
    done = ctx.store.sessions.move if is_move else ctx.store.sessions.confirm
    if not await done(session.id):
        raise Gone(hours.TAKEN)
    await ctx.store.obligations.close(meetings.KIND, session.id)
    await ctx.store.mentorships.touch(pair.id, ctx.now)
    await pairs.go_on(ctx, pair)
    left_out = () if is_move else await _repeat(ctx, session)
    session = await meetings.mine(ctx, session.id)
    await (places.move_room if is_move else places.open_room)(ctx, session)
    await meetings.plan_reminders(ctx, session)
    other = session.other(ctx.actor.id)
    await meetings.tell(ctx, session, other, call("session.agreed", session.id, int(is_move)))
    said = text(
        "You meet ", Mention(other), " on ", When(session.start), await meetings.repeats(ctx, session, is_move=is_move)
    )
    file = await (invitations.invitation if is_move else invitations.invitation_to_all)(ctx, session)
    where = text("\nWhere: ", await meetings.where(ctx, session))
    words = text(said, ". I remind you both.", left_out, where)
    return Card("It is agreed", words, actions=_date(session), tone="good", attachment=file)


def _date(session: Session) -> tuple[Button, ...]:
    return (
        Button("Open", call("session.show", session.id)),
        Button("Call it off", call("session.cancel", session.id), opens_form=True),
    )


async def _repeat(ctx: Context, first: Session) -> Text:
    """Makes the sessions that follow; says which could not be."""
    taken: list[Text] = []
    series = [first]
    for start in dates(first)[1:]:
        # Derived, so that a confirmation that is tried again gives the same names.
        uid = hashlib.blake2s(f"{first.uid}{start.isoformat()}".encode(), digest_size=12).hexdigest()
        again = await ctx.store.sessions.repeat(first.id, uid, start)
        if again:
            await places.open_room(ctx, again)
            await meetings.plan_reminders(ctx, again)
            series.append(again)
        else:
            taken.append(text(When(start, "day")))
    await clock_changes.plan_words(ctx, series)
    if not taken:
        return ()
    more = f" and {len(taken) - 3} more" if len(taken) > 3 else ""
    return text("\nLeft out, because one of you has something then: ", joined(taken[:3]), more, ".")


@ask("session.decline", who=anyone, summary="Say no to a time")
async def decline(ctx: Context, args: Answer) -> Card:
    session = await _asked(ctx, args)
    asker = session.other(ctx.actor.id)
    if session.moves_to:
        await meetings.stay(ctx, session)
        await meetings.tell(ctx, session, asker, call("session.stays", session.id))
        said = text("It stays on ", When(session.start), ". ", Mention(asker), " is told.")
        return Card("It stays as it was", said, actions=_date(session))
    await meetings.drop(ctx, session)
    await meetings.tell(ctx, session, asker, call("session.declined", session.id))
    other = Button("Suggest another time", hours.turn(session.mentorship, session.minutes), "primary")
    return Card("You said no", text(Mention(asker), " is told, kindly."), actions=offered(ctx, other))


@ask("session.withdraw", who=anyone, summary="Take a suggested time back")
async def withdraw(ctx: Context, args: One) -> Card:
    session = await meetings.held(ctx, args.session)
    meetings.check_open(session)
    if session.asked == ctx.actor.id:
        raise NotAllowed("Only who suggested this time can take it back. You can say no to it: /sessions.")
    if not session.asked:
        raise Gone("This one is settled already. /sessions shows what is coming.")
    if session.moves_to:
        await meetings.stay(ctx, session)
        return Card("Taken back", text("It stays on ", When(session.start), "."), actions=_date(session))
    await meetings.drop(ctx, session)
    again = Button("Find an hour", call("session.plan"), "primary")
    return Card("Taken back", text("Nobody waits for it any more."), actions=offered(ctx, again))


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
    session = await _standing(ctx, args.session)
    await meetings.drop(ctx, session, args.reason)
    return await _called_off(ctx, session, "Called off", 0)


async def _standing(ctx: Context, session: int) -> Session:
    """A confirmed session of the actor's that has not begun. Raises NotFound or Gone."""
    found = await meetings.held(ctx, session)
    meetings.check_open(found)
    if found.state is not SessionState.CONFIRMED:
        raise Gone("Nobody said yes to this yet. See /sessions.")
    if found.start <= ctx.now:
        raise Gone("It has begun already, so it cannot be called off.")
    return found


async def _called_off(ctx: Context, session: Session, title: str, more: int) -> Card:
    other = session.other(ctx.actor.id)
    await meetings.tell(ctx, session, other, call("session.off", session.id, more))
    again = Button("Find another hour", hours.turn(session.mentorship, session.minutes), "primary")
    file = await invitations.invitation_to_all(ctx, await meetings.mine(ctx, session.id))
    return Card(title, text(Mention(other), " is told."), actions=offered(ctx, again), attachment=file)


@ask(
    "session.cancel_series",
    who=anyone,
    summary="Call off a session and all that follow",
    title="Call off all of these",
    intro=text("This session and all that follow it. The other one is told at once, with your word if you leave one."),
    submit="Call them off",
)
async def cancel_series(ctx: Context, args: Cancel) -> Card:
    session = await _standing(ctx, args.session)
    series = await ctx.store.sessions.of_series(session.series, session.start)
    later = [one for one in series if one.id != session.id]
    for one in (session, *later):
        await meetings.drop(ctx, one, args.reason)
    return await _called_off(ctx, session, "All called off", len(later))
