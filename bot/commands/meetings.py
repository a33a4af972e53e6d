"""What every step of a session shares: whose it is, its clocks and reminders, what is said about it."""

from datetime import datetime, timedelta

from bot.calls import Call, call
from bot.context import Context
from bot.domain.occurrences import next_sociable
from bot.domain.sessions import REMINDERS, Session, SessionState
from bot.errors import NotFound
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice
from bot.text import Text, When, text, when_text
from bot.views import Button

KIND = "session"
NO_SUCH_SESSION = "I do not find this session. /sessions shows yours."
ANSWER_WITHIN = timedelta(days=3)
_LAST_WORD = timedelta(hours=1)
"""A proposal nobody answered is closed so long before it would begin."""


async def mine(ctx: Context, session: int) -> Session:
    """A session of the actor's. Raises NotFound for anybody else's."""
    found = await ctx.store.sessions.get(session)
    if found is None or not found.includes(ctx.actor.id):
        raise NotFound(NO_SUCH_SESSION)
    return found


async def held(ctx: Context, session: int) -> Session:
    """As it is while neither of the two can change it. Raises NotFound."""
    found = await mine(ctx, session)
    for person in sorted((found.mentee, found.mentor)):
        await ctx.store.people.lock(person)
    return await mine(ctx, session)


async def zone_of(ctx: Context, person: int) -> str:
    found = await ctx.store.people.get(person)
    return found.zone if found else ctx.community.zone


def clock(at: datetime, zone: str) -> str:
    """A moment in somebody else's clock, with its place: "Tue 3 Mar 2026, 16:00 (Lagos)"."""
    return f"{when_text(When(at), zone)} ({zone.rpartition('/')[2].replace('_', ' ')})"


async def for_them(ctx: Context, session: Session) -> Text:
    """The time in the other's clock."""
    return text(f"{clock(session.start, await zone_of(ctx, session.other(ctx.actor.id)))} for them")


async def tell(ctx: Context, session: Session, person: int, said: Call) -> None:
    """At once, while it is of use: until the session begins."""
    key = f"{said.name}:{session.id}:{person}"
    await ctx.outbox.put(Notice(key, Dm(person), said, ctx.now, session.start))


async def wait_for_answer(ctx: Context, session: Session) -> None:
    """The other one is asked now, reminded once while awake, and told when it lapses."""
    asked = session.other(session.proposer)
    deadline = min(ctx.now + ANSWER_WITHIN, session.start - _LAST_WORD)
    nudge = next_sociable(ctx.now + (deadline - ctx.now) / 2, await zone_of(ctx, asked))
    nudges = (nudge,) if nudge < deadline else ()
    said, lapse = call("session.asked", session.id), call("session.lapsed", session.id)
    await ctx.store.obligations.open(
        Obligation(KIND, session.id, asked, session.proposer, ctx.now, nudges, deadline, said, lapse)
    )
    await tell(ctx, session, asked, said)


async def plan_reminders(ctx: Context, session: Session) -> None:
    """To both, at each of REMINDERS that lies ahead; none is of use once it has begun."""
    said = call("session.soon", session.id)
    for person in (session.mentee, session.mentor):
        for before in REMINDERS:
            due = session.start - before
            if due > ctx.now:
                key = f"session.soon:{session.id}:{before // timedelta(minutes=1)}:{person}"
                await ctx.outbox.put(Notice(key, Dm(person), said, due, session.start))


async def drop(ctx: Context, session: Session, reason: str = "") -> bool:
    """Cancels it and asks nothing more; False when it was cancelled before."""
    await ctx.store.obligations.close(KIND, session.id)
    return await ctx.store.sessions.cancel(session.id, reason)


async def drop_all(ctx: Context, mentorship: int) -> None:
    """A pair that ends, or of which one has left, meets no more; that is told with the ending."""
    for session in await ctx.store.sessions.of_pair(mentorship, ctx.now):
        await drop(ctx, session)


def buttons(ctx: Context, session: Session) -> tuple[Button, ...]:
    """What the actor can do about it now."""
    if session.state is SessionState.CONFIRMED:
        return (Button("Call it off", call("session.cancel", session.id), opens_form=True),)
    if session.proposer == ctx.actor.id:
        return (Button("Take it back", call("session.withdraw", session.id)),)
    return (
        Button("Yes, that suits me", call("session.confirm", session.id), "primary"),
        Button("Other times", call("session.times", session.mentorship, session.minutes, 0)),
        Button("No", call("session.decline", session.id)),
    )
