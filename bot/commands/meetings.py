"""What every step of a session shares: whose it is, its clocks and reminders, what is said about it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calls import Call, call
from bot.commands import places
from bot.context import Context
from bot.domain.occurrences import next_sociable
from bot.domain.sessions import Session, SessionState, dates, reminders
from bot.errors import Gone, NotFound
from bot.handling import permit_to_begin
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice
from bot.registry import registry
from bot.text import Said, Text, When, clipped, text, when_text
from bot.views import Button

KIND = "session"
_SHORT = 60
"""Characters of a topic in the middle of a sentence."""
END = "session end"
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


async def instead_of(ctx: Context, mentorship: int, session: int) -> Session | None:
    """The session that moves; None for a new one.

    Raises NotFound for one of somebody else, NotAllowed for a new one where moderators switched that off.
    """
    found = await mine(ctx, session) if session else None
    if found is not None and found.mentorship == mentorship:
        return found
    permit_to_begin(registry.find("session.suggest"), ctx.community.settings)
    return None


def instead_words(session: Session) -> Text:
    """Which session moves, for the middle of a sentence: when it is as things stand, and what about."""
    topic = text(" (", Said(clipped(session.topic, _SHORT)), ")") if session.topic else ()
    return text(" instead of ", When(session.start), topic)


async def held(ctx: Context, session: int) -> Session:
    """As it is while neither of the two can change it. Raises NotFound."""
    found = await mine(ctx, session)
    for person in sorted((found.mentee, found.mentor)):
        await ctx.store.people.lock(person)
    return await mine(ctx, session)


async def zone_of(ctx: Context, person: int) -> str:
    found = await ctx.store.people.get(person)
    return found.zone if found else ctx.community.zone


def clock(at: datetime, zone: str, beside: str = "") -> str:
    """A moment in somebody else's clock, with its place: "Tue 3 Mar 2026, 16:00 (Lagos)".

    Beside the same moment in the zone `beside` the day is left out where it is the same: "16:00 (Lagos)".
    """
    days = {at.astimezone(ZoneInfo(one)).date() for one in (zone, beside or zone)}
    said = when_text(When(at, "time" if beside and len(days) == 1 else "moment"), zone)
    return f"{said} ({zone.rpartition('/')[2].replace('_', ' ')})"


async def for_them(ctx: Context, session: Session, at: datetime) -> Text:
    """A moment in the other's clock."""
    return text(f"{clock(at, await zone_of(ctx, session.other(ctx.actor.id)), ctx.actor.zone)} for them")


async def where(ctx: Context, session: Session) -> Text:
    """Where the two meet: a link to a room of ours, or their own words."""
    return await places.where(ctx, session)


async def repeats(ctx: Context, session: Session, *, is_move: bool = False) -> Text:
    """What follows this session of those that repeat, for the middle of a sentence; nothing where nothing does."""
    if session.moves_to or is_move:
        return text(" (only this one, the others stay)") if session.series else ()
    if session.state is SessionState.PROPOSED:
        later = dates(session)[1:]
    else:
        found = await ctx.store.sessions.of_series(session.series, session.start) if session.series else ()
        later = [one.start for one in found if one.id != session.id]
    if not later:
        return ()
    rhythm = "every week" if session.every == 1 else "every two weeks"
    return text(f", and {len(later)} more {rhythm} until ", When(later[-1], "day"))


def check_open(session: Session) -> None:
    """Raises Gone when it was called off or is over."""
    if session.state is SessionState.CANCELLED:
        raise Gone("It is off: another time was suggested since, or it was called off. /sessions shows what is coming.")
    if session.state not in (SessionState.PROPOSED, SessionState.CONFIRMED):
        raise Gone("This session is over. /sessions shows what is coming.")


def stamp(session: Session) -> int:
    """The time that is open or stands, for a button: a yes is to what was read, not to what was suggested since."""
    return int((session.moves_to or session.start).timestamp())


async def tell(ctx: Context, session: Session, person: int, said: Call) -> None:
    """At once, while it is of use: until the session ends, for who waits there for somebody that called it off."""
    key = f"{said.name}:{session.id}:{session.sequence}:{person}:{session.moves_to}:{ctx.now.isoformat()}"
    until = max(session.end, session.moves_to or session.end)
    await ctx.outbox.put(Notice(key, Dm(person), said, ctx.now, until))


async def wait_for_answer(ctx: Context, session: Session) -> None:
    """The other one is asked now, reminded once while awake, and told when it lapses."""
    soonest = min(session.start, session.moves_to or session.start)
    deadline = min(ctx.now + ANSWER_WITHIN, soonest - _LAST_WORD)
    if deadline <= ctx.now:  # what moves may begin within the hour
        deadline = soonest
    nudge = next_sociable(ctx.now + (deadline - ctx.now) / 2, await zone_of(ctx, session.asked))
    nudges = (nudge,) if nudge < deadline else ()
    said, lapse = call("session.asked", session.id), call("session.lapsed", session.id)
    await ctx.store.obligations.close(KIND, session.id)
    asker = session.other(session.asked)
    await ctx.store.obligations.open(
        Obligation(KIND, session.id, session.asked, asker, ctx.now, nudges, deadline, said, lapse)
    )
    await tell(ctx, session, session.asked, said)


async def plan_reminders(ctx: Context, session: Session) -> None:
    """To both; none is of use once it has begun, and none once it has moved. When it is over, both are asked."""
    for person in session.people:
        await remind(ctx, person, session.start, call("session.soon", session.id, session.sequence))
    ended = call("session.ended", session.id)
    await ctx.store.obligations.open(Obligation(END, session.id, 0, 0, ctx.now, (), session.end, ended, ended))


async def remind(ctx: Context, person: int, start: datetime, said: Call) -> None:
    """As often as this person likes, of what begins at `start`.

    `said` names it and its count of changes; added are the version of their choice, so that what was planned for an
    earlier one says nothing any more, and whether it carries what to have in mind. After hours of standstill only the
    last one that is due is of use.
    """
    choice, zone = await ctx.store.reminders.of(person), await zone_of(ctx, person)
    planned = reminders(start, zone, choice.before, ctx.now, choice.opens, choice.closes)
    for number, one in enumerate(planned):
        until = planned[number + 1].at if number + 1 < len(planned) else start
        has_brief = int(number in (0, len(planned) - 1))
        asked = call(said.name, *said.args, choice.version, has_brief)
        key = f"{said}:{choice.version}:{one.before // timedelta(minutes=1)}:{person}"
        await ctx.outbox.put(Notice(key, Dm(person), asked, one.at, until))


async def drop(ctx: Context, session: Session, reason: str = "") -> bool:
    """Cancels it, gives its room up and asks nothing more; False when it was cancelled before."""
    for kind in (KIND, END):
        await ctx.store.obligations.close(kind, session.id)
    await ctx.store.rooms.drop(session.id, ctx.now)
    return await ctx.store.sessions.cancel(session.id, reason)


async def drop_all(ctx: Context, mentorship: int) -> None:
    """A pair that ends, or of which one has left, meets no more; that is told with the ending."""
    for session in await ctx.store.sessions.of_pair(mentorship, ctx.now):
        await drop(ctx, session)


async def rest(ctx: Context, mentorship: int, until: datetime | None) -> tuple[int, int]:
    """A pair rests: how many sessions that would begin by then were called off, and how many open times taken back.

    What runs already runs on; what is told of the rest is told with the pause.
    """
    off = open_times = 0
    for session in await ctx.store.sessions.of_pair(mentorship, ctx.now):
        if session.state is SessionState.PROPOSED:
            open_times += await drop(ctx, session)
        elif session.start > ctx.now and (until is None or session.start < until):
            off += await drop(ctx, session)
        elif session.moves_to:
            await stay(ctx, session)
            open_times += 1
    return off, open_times


async def stay(ctx: Context, session: Session) -> None:
    """Nobody wishes for another time any more."""
    await ctx.store.obligations.close(KIND, session.id)
    await ctx.store.sessions.wish(session.id, 0, None)


def buttons(ctx: Context, session: Session) -> tuple[Button, ...]:
    """What the actor can do about it now: at most three things."""
    others = call("session.times", session.mentorship, session.minutes, 0, session.id)
    back = Button("Take it back", call("session.withdraw", session.id))
    if session.asked == ctx.actor.id:
        said = session.id, stamp(session)
        return (
            Button("Yes, that suits me", call("session.confirm", *said), "primary"),
            Button("Other times", others),
            Button("Keep it as it is" if session.moves_to else "No", call("session.decline", *said)),
        )
    if session.state is SessionState.PROPOSED:
        return (back,)
    off = Button("Call it off", call("session.cancel", session.id), opens_form=True)
    return (
        Button("Open", call("session.show", session.id)),
        back if session.moves_to else Button("Move it", others),
        off,
    )
