"""A mentor opens a group session: the time is read back in their clock before anybody hears of it."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from bot.authority import mentors
from bot.calls import Call, call
from bot.commands import gatherings, group_invitations, group_times, hours, places
from bot.commands.typed_times import SAY_WHEN, read
from bot.context import Context
from bot.domain.groups import LEAST, MOST, MOST_COMING, Audience, Group, GroupPlan, last_day
from bot.domain.mentorships import MentorshipState
from bot.domain.rooms import service_of
from bot.domain.sessions import MOST_DATES
from bot.domain.slots import repeated
from bot.domain.typed_times import MOST as LONGEST
from bot.errors import Gone, UserError
from bot.params import DayPick, Line, Option, Pick, Whole
from bot.ports.outbox import Notice, Post
from bot.registry import ask
from bot.text import Text, When, joined, text
from bot.views import Button, Card

_LENGTHS = tuple(Option(one, f"{one} minutes") for one in hours.LENGTHS)
_FOR = (
    Option(Audience.MENTEES.value, "My mentees"),
    Option(Audience.EVERYBODY.value, "Everybody in the community"),
)
_EVERY = (
    Option("0", "Once"),
    Option("1", "Every week", "At your local time"),
    Option("2", "Every two weeks", "At your local time"),
)
_ANNOUNCED = "announcements"


@dataclass(frozen=True, slots=True)
class Plan:
    when: Annotated[str, Line("When?", SAY_WHEN, most=LONGEST)]
    length: Annotated[str, Pick("How long?", "An hour, if you say nothing", _LENGTHS)] = "60"
    places: Annotated[int, Whole("How many places?", f"{LEAST} to {MOST}", least=LEAST, most=MOST)] = 10
    audience: Annotated[str, Pick("For whom?", "Your mentees, if you say nothing", _FOR)] = Audience.MENTEES.value


@ask(
    "group.plan",
    who=mentors,
    summary="Open a group session: one hour, several students",
    command="group-session",
    title="A group session",
    intro=text("I read the time back to you before anybody hears of it."),
    submit="Read it back",
)
async def plan(ctx: Context, args: Plan) -> Card:
    await _check_mentor(ctx, Audience(args.audience))
    moment = await read(ctx, args.when)
    length = int(args.length)
    whom = "everybody in the community" if args.audience == Audience.EVERYBODY else "your mentees"

    def pick(label: str, start: datetime) -> Button:
        asked = call("group.open", hours.stamp(start), length, args.places, args.audience)
        return Button(label, asked, "primary", opens_form=True)

    again = Button("Type another", call("group.plan"), opens_form=True)
    said = text(f" {length} minutes, {args.places} places, for {whom}.")
    return await group_times.read_back(ctx, moment, length, said, pick, again)


async def _check_mentor(ctx: Context, audience: Audience) -> None:
    """Raises UserError for a mentor who takes nobody new now, or has opened enough."""
    mentor = await ctx.store.mentors.get(ctx.actor.id)
    if audience is Audience.EVERYBODY and mentor is not None and mentor.is_paused(ctx.now):
        said = "You are on a pause, so this would be for your mentees. /mentor resume ends the pause."
        raise UserError(said, field="audience")
    mine = [one for one in await ctx.store.groups.coming(ctx.actor.id, ctx.now) if one.mentor == ctx.actor.id]
    if len(mine) >= MOST_COMING:
        raise UserError(f"You have {len(mine)} group sessions ahead. Hold or call off one of them first.")


async def usual(ctx: Context, asked: Call) -> dict[str, str]:
    """Where they usually meet; nothing where a room is made each time."""
    mentor = await ctx.store.mentors.get(ctx.actor.id)
    return {"place": mentor.meeting[:150] if mentor and not service_of(mentor.meeting) else ""}


@dataclass(frozen=True, slots=True)
class Open:
    stamp: int
    length: int
    places: int
    audience: str
    topic: Annotated[str, Line("What is it about?", "Reading a paper together", most=200)]
    place: Annotated[str, Line("Where? (optional)", "Only those with a place see it; empty: a room", most=150)] = ""
    every: Annotated[str, Pick("How often?", "Once, if you say nothing", _EVERY)] = "0"
    until: Annotated[date | None, DayPick("Until when? (if it repeats)", "2026-12-18; empty: twelve weeks")] = None


@ask(
    "group.open",
    who=mentors,
    summary="Open a group session, after its time was read back",
    title="Open it",
    intro=text("Those it is for are told at once. Where you meet is shown only to those who take a place."),
    submit="Open it",
    prefill=usual,
)
async def open_it(ctx: Context, args: Open) -> Card:
    audience = Audience.EVERYBODY if args.audience == Audience.EVERYBODY else Audience.MENTEES
    await ctx.store.people.lock(ctx.actor.id)
    await _check_mentor(ctx, audience)
    start, length = hours.moment_of(args.stamp), hours.length_of(args.length)
    await group_times.check_free(ctx, start, length)
    dates = _dates(ctx, start, int(args.every), args.until)
    first = GroupPlan(
        uid=secrets.token_hex(12),
        mentor=ctx.actor.id,
        start=start,
        minutes=length,
        places=min(max(args.places, LEAST), MOST),
        topic=args.topic,
        place="" if service_of(args.place) else args.place,
        audience=audience,
    )
    made = await _made(ctx, first, 0)
    if made is None:
        raise Gone(group_times.BUSY)
    taken = [at for at in dates[1:] if await _made(ctx, replace(first, start=at), made.id) is None]
    group = await gatherings.own(ctx, made.id)
    told = await _announce(ctx, group)
    said = text(When(start), await gatherings.more(ctx, group), ". ", told, _left_out(taken))
    actions = (Button("Open", call("group.show", group.id)), Button("All group sessions", call("group.list")))
    dated = await ctx.store.groups.of_series(group.series, group.start) if group.series else [group]
    file = await group_invitations.invitation(ctx, *dated)
    return Card("Your group session is open", said, actions=actions, tone="good", attachment=file)


def _dates(ctx: Context, start: datetime, every: int, until: date | None) -> list[datetime]:
    """Every start, at the mentor's local time. Raises UserError for a last day that leaves nothing to repeat."""
    if not every:
        return [start]
    zone = ctx.actor.zone
    last = last_day(start.astimezone(ZoneInfo(zone)).date(), until)
    if last is None:
        raise UserError("Type a day a week to a year after the first one.", field="until")
    return repeated(start, zone, every, last, MOST_DATES)


async def _made(ctx: Context, plan: GroupPlan, series: int) -> Group | None:
    """One date of it with its clocks; None when the mentor has something else then.

    A room is made for each date: whoever gives a place back does not know the way into the next one.
    """
    plan = replace(plan, place=plan.place or places.new_jitsi(ctx.installation.jitsi))
    if series:
        plan = replace(plan, uid=secrets.token_hex(12))
    made = await ctx.store.groups.open(plan, series)
    group = await ctx.store.groups.get(made) if made is not None else None
    if group is not None:
        await gatherings.plan_reminders(ctx, group, group.mentor)
        await gatherings.plan_end(ctx, group)
    return group


async def _announce(ctx: Context, group: Group) -> str:
    """Tells the mentor's mentees and, where it is for everybody, the channel; says who hears of it."""
    told = 0
    for pair in await ctx.store.mentorships.of(group.mentor):
        if pair.mentor == group.mentor and pair.state is MentorshipState.ACTIVE:
            await gatherings.tell(ctx, "group.announced", group, pair.mentee, until=group.start)
            told += 1
    mentees = f"{told} of your mentees hear of it" if told != 1 else "One mentee hears of it"
    if group.audience is Audience.MENTEES:
        return f"{mentees}." if told else "Nobody is your mentee at the moment, so nobody hears of it yet."
    if await ctx.store.people.channel(_ANNOUNCED) is None:
        return f"{mentees}. There is no channel for announcements, so others find it with /group-sessions."
    said = call("group.public", group.id)
    await ctx.outbox.put(Notice(str(said), Post(_ANNOUNCED), said, ctx.now, group.start))
    return f"{mentees}, and it stands in the channel for announcements."


def _left_out(taken: list[datetime]) -> Text:
    if not taken:
        return ()
    rest = f" and {len(taken) - 3} more" if len(taken) > 3 else ""
    return text(
        "\nLeft out, because you have something then: ", joined([When(at, "day") for at in taken[:3]]), rest, "."
    )
