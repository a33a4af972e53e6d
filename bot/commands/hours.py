"""What every way of finding an hour shares: the buttons that carry a time, and whether it suits both."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from bot.calls import Call, call
from bot.commands import meetings
from bot.context import Context
from bot.domain.mentorships import Mentorship
from bot.domain.sessions import BUFFER, NOTICE
from bot.domain.slots import Fit, Member, Reason, Span, fits
from bot.domain.typed_times import HORIZON
from bot.domain.week import Week
from bot.errors import Gone
from bot.views import Button

LENGTHS = ("30", "45", "60", "90")
TAKEN = "That hour is taken by now. /schedule shows what is free."
PAST = "That time is too near or over by now. /schedule shows what is free."


def length_of(minutes: int) -> int:
    """The length a button names, an hour for what none names."""
    return minutes if str(minutes) in LENGTHS else 60


def turn(pair: int, length: int, skip: int = 0, session: int = 0) -> Call:
    """Shows a page of common times."""
    return call("session.times", pair, length, skip, session)


def pick(label: str, pair: Mentorship, start: datetime, length: int, session: int) -> Button:
    """Asks the other one about a start: for a new session with a form, for one that moves at once."""
    if session:
        return Button(label, call("session.move", session, stamp(start)), "primary")
    return Button(label, call("session.suggest", pair.id, stamp(start), length), "primary", opens_form=True)


def stamp(at: datetime) -> int:
    return int(at.timestamp())


def moment_of(number: int) -> datetime:
    """The moment of a button. Raises Gone for a number that is none."""
    if not 0 <= number < 1 << 33:
        raise Gone(PAST)
    return datetime.fromtimestamp(number, UTC)


async def busy_elsewhere(ctx: Context, *people: int) -> Mapping[int, Sequence[Span]]:
    """By person, what the calendars they added say; nothing where calendars are not read, for it grows old."""
    if not ctx.installation.calendars:
        return {}
    return await ctx.store.feeds.busy(people, ctx.now, ctx.now + HORIZON)


async def members_of(ctx: Context, pair: Mentorship, besides: int = 0) -> tuple[Member, Member]:
    """The actor and the other, with what they have taken already, without the session `besides`.

    Taken is also what the calendars they added say, of which nothing is known but the time.
    """
    other = pair.other(ctx.actor.id)
    taken = await ctx.store.sessions.taken((ctx.actor.id, other), ctx.now, besides)
    mentor, student = await ctx.store.mentors.get(pair.mentor), await ctx.store.students.get(pair.mentee)
    elsewhere = await busy_elsewhere(ctx, ctx.actor.id, other)
    weeks = {pair.mentor: mentor.week if mentor else Week(0), pair.mentee: student.week}
    zones = {ctx.actor.id: ctx.actor.zone, other: await meetings.zone_of(ctx, other)}
    mine, theirs = (
        Member(
            weeks[one] if weeks[one].bits else None,
            zones[one],
            (*(span.widened for span in taken.get(one, ())), *elsewhere.get(one, ())),
        )
        for one in (ctx.actor.id, other)
    )
    return mine, theirs


async def check_free(ctx: Context, pair: Mentorship, start: datetime, length: int, besides: int = 0) -> None:
    """Raises Gone when one of the two has something else then, or it is too near or too far.

    Hours that somebody has not named are no obstacle: the other one is asked.
    """
    found = fit(await members_of(ctx, pair, besides), start, length, ctx.now)
    if found.reason in (Reason.PAST, Reason.TOO_SOON) or start - ctx.now > HORIZON:
        raise Gone(PAST)
    if found.reason is Reason.BUSY:
        raise Gone(TAKEN)


def fit(members: tuple[Member, Member], start: datetime, length: int, now: datetime) -> Fit:
    return fits(members, start, timedelta(minutes=length), BUFFER, now, NOTICE)
