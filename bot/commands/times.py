"""A pair finds an hour: common times to pick from, or a time in one's own words, read back in both clocks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from bot.authority import anyone, mentors
from bot.calls import call
from bot.commands import hours, meetings, pairs
from bot.commands.typed_times import SAY_WHEN, moment_again, read, read_back, stamps_of
from bot.context import Context
from bot.domain.mentorships import Mentorship, MentorshipState
from bot.domain.sessions import BUFFER, DAYS, NOTICE, Session
from bot.domain.slots import Wanted, free_slots
from bot.domain.typed_times import MOST, Moment
from bot.params import Line, Option, Pick
from bot.registry import ask
from bot.text import Mention, When, text
from bot.views import Button, Card, Item, Listing

PAGE = 5
OFFERED = 20
_LENGTHS = tuple(Option(one, f"{one} minutes") for one in hours.LENGTHS)


@dataclass(frozen=True, slots=True)
class Plan:
    length: Annotated[str, Pick("How long?", "An hour, if you say nothing", _LENGTHS)] = "60"
    when: Annotated[str, Line("When? (optional)", "Empty shows what is free. " + SAY_WHEN, most=MOST)] = ""


@ask("session.plan", who=anyone, summary="Find an hour that suits you both", command="schedule", is_common=True)
async def plan(ctx: Context, args: Plan) -> Listing | Card:
    running = await _running(ctx)
    if not running:
        find = Button("Find a mentor", call("mentor.find"), "primary")
        said = text("You are in no mentorship that is running. /mentorships shows yours.")
        return Card("Nobody to meet yet", said, actions=(find,))
    moment = await read(ctx, args.when) if args.when else None
    length = int(args.length)
    if len(running) == 1:
        pair = running[0]
        return await read_back(ctx, pair, moment, length, None) if moment else await _times(ctx, pair, length, 0, None)
    return _whom(ctx, running, length, 0, moment)


async def _running(ctx: Context) -> list[Mentorship]:
    return [pair for pair in await ctx.store.mentorships.of(ctx.actor.id) if pair.state is MentorshipState.ACTIVE]


@dataclass(frozen=True, slots=True)
class Whom:
    """`at` and `other` are the typed moment's stamps, 0 when none was typed, or when it has one reading."""

    skip: int
    length: int
    at: int = 0
    other: int = 0


@ask("session.whom", who=anyone, summary="Choose whom to meet")
async def whom(ctx: Context, args: Whom) -> Listing:
    moment = moment_again(ctx, args.at, args.other) if args.at else None
    return _whom(ctx, await _running(ctx), hours.length_of(args.length), args.skip, moment)


def _whom(ctx: Context, running: list[Mentorship], length: int, skip: int, moment: Moment | None) -> Listing:
    stamps = stamps_of(moment) if moment else ()
    skip = min(skip, max(0, len(running) - 1) // PAGE * PAGE)
    rows = []
    for pair in running[skip : skip + PAGE]:
        see = Button("See times", hours.turn(pair.id, length))
        if stamps:
            see = Button("This one", call("session.typed", pair.id, length, *stamps))
        rows.append(Item(text(Mention(pair.other(ctx.actor.id))), text(When(moment.at)) if moment else (), (see,)))
    last = skip + len(rows)
    return Listing(
        "Whom do you want to meet?",
        tuple(rows),
        newer=call("session.whom", max(0, skip - PAGE), length, *stamps) if skip else None,
        older=call("session.whom", last, length, *stamps) if last < len(running) else None,
        page=f"{skip + 1}–{last} of {len(running)}" if len(running) > PAGE else "",
    )


@dataclass(frozen=True, slots=True)
class Page:
    """`session` is the one that another time is looked for, 0 for a new one."""

    mentorship: int
    length: int
    skip: int
    session: int = 0


@ask("session.times", who=anyone, summary="Times that suit both")
async def times(ctx: Context, args: Page) -> Listing | Card:
    pair = await pairs.mine(ctx, args.mentorship)
    pairs.check_active(pair)
    session = await meetings.instead_of(ctx, pair.id, args.session)
    return await _times(ctx, pair, hours.length_of(args.length), min(args.skip, OFFERED), session)


async def _times(ctx: Context, pair: Mentorship, length: int, skip: int, session: Session | None) -> Listing | Card:
    other, moving = pair.other(ctx.actor.id), session.id if session else 0
    members = await hours.members_of(ctx, pair, moving)
    wanted = Wanted(timedelta(minutes=length), NOTICE, BUFFER, DAYS)
    found = free_slots(members, wanted, ctx.now, OFFERED)
    if session:
        found = [start for start in found if start not in (session.start, session.moves_to)]
    words = Button("Type a time", call("session.type", pair.id, length, moving), opens_form=True)
    if not found:
        return _no_time(ctx, other, length, words)
    skip = min(skip, (len(found) - 1) // PAGE * PAGE)
    instead = meetings.instead_words(session) if session else ()
    zones = ctx.actor.zone, members[1].zone
    rows = tuple(_row(pair, start, length, zones, moving) for start in found[skip : skip + PAGE])
    last = skip + len(rows)
    unsaid = [member.week for member in members].count(None)
    guessed = "Not both of you have said when you have time, so these are guesses." if unsaid else ""
    return Listing(
        "Times that suit you both",
        rows,
        text(f"{length} minutes with ", Mention(other), *instead, ", in your time. Pick one, and they are asked."),
        newer=hours.turn(pair.id, length, max(0, skip - PAGE), moving) if skip else None,
        older=hours.turn(pair.id, length, skip + PAGE, moving) if last < len(found) else None,
        page=f"{skip + 1}–{last} of {len(found)}" if len(found) > PAGE else "",
        actions=(words,),
        note=text(guessed),
    )


def _no_time(ctx: Context, other: int, length: int, words: Button) -> Card:
    said = text(
        f"In the next {DAYS} days you and ",
        Mention(other),
        f" share no free {length} minutes. More hours in your profile, or a shorter meeting, may help.",
    )
    mine = call("mentor.profile") if mentors.allows(ctx.actor) else call("student.show")
    return Card("No common time", said, actions=(Button("Your hours", mine), words))


def _row(pair: Mentorship, start: datetime, length: int, zones: tuple[str, str], session: int) -> Item:
    mine, their_own = zones
    theirs = text("For them: ", meetings.clock(start, their_own, mine))
    return Item(text(When(start)), theirs, (hours.pick("Suggest this", pair, start, length, session),))
