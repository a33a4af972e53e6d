"""A pair finds an hour: one of the two picks a common time, the other says yes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from bot.authority import anyone, mentors
from bot.calls import Call, call
from bot.commands import meetings, pairs
from bot.context import Context
from bot.domain.mentorships import Mentorship, MentorshipState
from bot.domain.sessions import BUFFER, DAYS, NOTICE, Session, SessionState
from bot.domain.slots import Member, Wanted, fits, free_slots
from bot.domain.week import Week
from bot.errors import Gone
from bot.params import Line, Option, Pick
from bot.registry import ask
from bot.text import Mention, Said, Text, When, text
from bot.views import Button, Card, Item, Listing

PAGE = 5
OFFERED = 20
LENGTHS = ("30", "45", "60", "90")
TAKEN = "That hour is taken by now. /schedule shows what is free."
PAST = "That time is too near or over by now. /schedule shows what is free."


@dataclass(frozen=True, slots=True)
class Plan:
    length: Annotated[
        str, Pick("How long?", "An hour, if you say nothing", tuple(Option(one, f"{one} minutes") for one in LENGTHS))
    ] = "60"


@ask("session.plan", who=anyone, summary="Find an hour that suits you both", command="schedule", is_common=True)
async def plan(ctx: Context, args: Plan) -> Listing | Card:
    running = [pair for pair in await ctx.store.mentorships.of(ctx.actor.id) if pair.state is MentorshipState.ACTIVE]
    if not running:
        find = Button("Find a mentor", call("mentor.find"), "primary")
        said = text("You are in no mentorship that is running. /mentorships shows yours.")
        return Card("Nobody to meet yet", said, actions=(find,))
    if len(running) == 1:
        return await _times(ctx, running[0], int(args.length), 0)
    rows = tuple(
        Item(text(Mention(pair.other(ctx.actor.id))), (), (Button("See times", _turn(pair.id, int(args.length), 0)),))
        for pair in running[:PAGE]
    )
    return Listing("Whom do you want to meet?", rows)


@dataclass(frozen=True, slots=True)
class Page:
    mentorship: int
    length: int
    skip: int


@ask("session.times", who=anyone, summary="Times that suit both")
async def times(ctx: Context, args: Page) -> Listing | Card:
    pair = await pairs.mine(ctx, args.mentorship)
    pairs.check_active(pair)
    return await _times(ctx, pair, _length(args.length), min(args.skip, OFFERED))


def _length(minutes: int) -> int:
    return minutes if str(minutes) in LENGTHS else 60


def _turn(pair: int, length: int, skip: int) -> Call:
    return call("session.times", pair, length, skip)


async def _times(ctx: Context, pair: Mentorship, length: int, skip: int) -> Listing | Card:
    other = pair.other(ctx.actor.id)
    members = await _members(ctx, pair)
    wanted = Wanted(timedelta(minutes=length), NOTICE, BUFFER, DAYS)
    found = free_slots(members, wanted, ctx.now, OFFERED)
    if not found:
        return _no_time(ctx, other, length)
    rows = tuple(_row(pair, start, length, members[1].zone) for start in found[skip : skip + PAGE])
    last = skip + len(rows)
    unsaid = [member.week for member in members].count(None)
    hours = "Not both of you have said when you have time, so these are guesses." if unsaid else ""
    return Listing(
        "Times that suit you both",
        rows,
        text(f"{length} minutes with ", Mention(other), ", in your time. Pick one, and they are asked."),
        newer=_turn(pair.id, length, max(0, skip - PAGE)) if skip else None,
        older=_turn(pair.id, length, skip + PAGE) if last < len(found) else None,
        page=f"{skip + 1}–{last} of {len(found)}" if len(found) > PAGE else "",
        note=text(hours),
    )


def _no_time(ctx: Context, other: int, length: int) -> Card:
    said = text(
        f"In the next {DAYS} days you and ",
        Mention(other),
        f" share no free {length} minutes. More hours in your profile, or a shorter meeting, may help.",
    )
    mine = call("mentor.profile") if mentors.allows(ctx.actor) else call("student.show")
    return Card("No common time", said, actions=(Button("Your hours", mine),))


def _row(pair: Mentorship, start: datetime, length: int, their_zone: str) -> Item:
    theirs = text("For them: ", meetings.clock(start, their_zone))
    pick = Button("Suggest this", call("session.suggest", pair.id, _stamp(start), length), opens_form=True)
    return Item(text(When(start)), theirs, (pick,))


def _stamp(at: datetime) -> int:
    return int(at.timestamp())


async def _members(ctx: Context, pair: Mentorship) -> tuple[Member, Member]:
    """The actor and the other, with what they have taken already."""
    other = pair.other(ctx.actor.id)
    taken = await ctx.store.sessions.taken((ctx.actor.id, other), ctx.now)
    mentor, student = await ctx.store.mentors.get(pair.mentor), await ctx.store.students.get(pair.mentee)
    weeks = {pair.mentor: mentor.week if mentor else Week(0), pair.mentee: student.week}
    zones = {ctx.actor.id: ctx.actor.zone, other: await meetings.zone_of(ctx, other)}
    mine, theirs = (
        Member(weeks[one] if weeks[one].bits else None, zones[one], taken.get(one, ())) for one in (ctx.actor.id, other)
    )
    return mine, theirs


@dataclass(frozen=True, slots=True)
class Suggest:
    mentorship: int
    stamp: int
    length: int
    topic: Annotated[str, Line("What do you want to talk about? (optional)", "My exam on Friday", most=200)] = ""


@ask(
    "session.suggest",
    who=anyone,
    summary="Suggest a time",
    title="Suggest this time",
    intro=text("The other one reads it, and says yes or suggests another time."),
    submit="Suggest it",
)
async def suggest(ctx: Context, args: Suggest) -> Card:
    pair = await pairs.held(ctx, args.mentorship)
    pairs.check_active(pair)
    length, start = _length(args.length), _moment(args.stamp)
    if not NOTICE <= start - ctx.now <= timedelta(days=DAYS + 1):
        raise Gone(PAST)
    await _check_free(ctx, pair, start, length)
    for earlier in await ctx.store.sessions.of_pair(pair.id, ctx.now):
        if earlier.state is SessionState.PROPOSED:
            await meetings.drop(ctx, earlier)
    sides = (pair.mentee, pair.mentor, ctx.actor.id)
    made = await ctx.store.sessions.propose(pair.id, *sides, start, length, args.topic)
    session = await meetings.mine(ctx, made)
    await meetings.wait_for_answer(ctx, session)
    other = pair.other(ctx.actor.id)
    said = text(Mention(other), " is asked: ", When(start), " for you, ", await meetings.for_them(ctx, session))
    take_back = Button("Take it back", call("session.withdraw", made))
    return Card("Suggested", text(said, "."), actions=(take_back,), tone="good")


def _moment(stamp: int) -> datetime:
    """The moment of a button. Raises Gone for a number that is none."""
    if not 0 <= stamp < 1 << 33:
        raise Gone(PAST)
    return datetime.fromtimestamp(stamp, UTC)


async def _check_free(ctx: Context, pair: Mentorship, start: datetime, length: int) -> None:
    """Raises Gone when one of the two has no time then."""
    members = await _members(ctx, pair)
    if not fits(members, start, timedelta(minutes=length), BUFFER, ctx.now, NOTICE):
        raise Gone(TAKEN)


@dataclass(frozen=True, slots=True)
class Nothing:
    page: int = 0


@ask("session.list", who=anyone, summary="Your sessions", command="sessions", is_common=True)
async def show_all(ctx: Context, args: Nothing) -> Listing | Card:
    coming = await ctx.store.sessions.coming(ctx.actor.id, ctx.now)
    schedule = Button("Find an hour", call("session.plan"), "primary")
    if not coming:
        return Card("No sessions yet", text("One hour that suits you both is two taps away."), actions=(schedule,))
    first = min(args.page, (len(coming) - 1) // PAGE) * PAGE
    shown = coming[first : first + PAGE]
    rows = tuple(Item(text(When(one.start)), standing(ctx, one), meetings.buttons(ctx, one)) for one in shown)
    return Listing(
        "Your sessions",
        rows,
        newer=call("session.list", first // PAGE - 1) if first else None,
        older=call("session.list", first // PAGE + 1) if first + PAGE < len(coming) else None,
        page=f"{first + 1}–{first + len(rows)} of {len(coming)}" if len(coming) > PAGE else "",
        actions=(schedule,),
    )


def standing(ctx: Context, session: Session) -> Text:
    """With whom, how long, what about, and who still has to say yes."""
    about = text(", about ", Said(session.topic)) if session.topic else ()
    asked = session.other(session.proposer)
    waits = text(" You are asked.") if asked == ctx.actor.id else text(" ", Mention(asked), " is asked.")
    open_yet = waits if session.state is SessionState.PROPOSED else ()
    return text("With ", Mention(session.other(ctx.actor.id)), f", {session.minutes} minutes", about, ".", open_yet)
