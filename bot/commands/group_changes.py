"""A mentor moves a group session or calls it off, and everybody who is in it hears of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from bot.authority import anyone
from bot.calls import call
from bot.commands import gatherings, group_invitations, group_times, hours
from bot.commands.offers import offered
from bot.commands.typed_times import SAY_WHEN, read
from bot.context import Context
from bot.domain.groups import Group
from bot.domain.typed_times import MOST
from bot.errors import Gone
from bot.params import Line
from bot.registry import ask
from bot.text import When, text
from bot.views import Button, Card

_SAME = "That is the time it has already. /group-sessions shows it."


async def _coming(ctx: Context, group: int) -> Group:
    """One of the actor's own that has not begun. Raises NotFound or Gone."""
    found = await gatherings.own(ctx, group)
    gatherings.check_coming(ctx, found)
    return found


@dataclass(frozen=True, slots=True)
class Move:
    group: int
    when: Annotated[str, Line("When instead?", SAY_WHEN, most=MOST)]


@ask(
    "group.move",
    who=anyone,
    summary="Say another time for your group session",
    title="Another time",
    intro=text("I read it back to you first. Then all who have a place are told."),
    submit="Read it back",
)
async def move(ctx: Context, args: Move) -> Card:
    group = await _coming(ctx, args.group)
    moment = await read(ctx, args.when)
    if moment.at == group.start:
        raise Gone(_SAME)

    def pick(label: str, start: datetime) -> Button:
        said = "Move it" if label == "Yes, this time" else label
        return Button(said, call("group.moved", group.id, hours.stamp(start)), "primary")

    again = Button("Type another", call("group.move", group.id), opens_form=True)
    said = text(f" {group.minutes} minutes, instead of ", When(group.start), ".")
    return await group_times.read_back(ctx, moment, group.minutes, said, pick, again, group)


@dataclass(frozen=True, slots=True)
class Moved:
    group: int
    stamp: int


@ask("group.moved", who=anyone, summary="Move your group session, after its new time was read back")
async def moved(ctx: Context, args: Moved) -> Card:
    await gatherings.hold(ctx, args.group)
    before = await _coming(ctx, args.group)
    start = hours.moment_of(args.stamp)
    if start == before.start:
        raise Gone(_SAME)
    await group_times.check_free(ctx, start, before.minutes, before)
    lost = await ctx.store.groups.move(before.id, start)
    if lost is None:
        raise Gone(group_times.BUSY)
    group = await gatherings.own(ctx, before.id)
    for seat in await ctx.store.groups.seats(group.id):
        if seat.has_place:
            await gatherings.plan_reminders(ctx, group, seat.person)
        await gatherings.tell(ctx, "group.new_time", group, seat.person, until=group.start)
    for person in lost:
        await gatherings.tell(ctx, "group.lost", group, person, until=group.start)
    await gatherings.plan_reminders(ctx, group, group.mentor)
    await gatherings.plan_end(ctx, group)
    await gatherings.fill(ctx, group)
    gone = f" {_people(len(lost))} no time then, and hears so kindly." if lost else ""
    said = text("Now on ", When(start), f". All who are in it are told.{gone}")
    file = await group_invitations.invitation(ctx, group)
    return Card("Moved", said, actions=(Button("Open", call("group.show", group.id)),), tone="good", attachment=file)


def _people(number: int) -> str:
    return "One person has" if number == 1 else f"{number} people have"


@dataclass(frozen=True, slots=True)
class Cancel:
    group: int
    reason: Annotated[str, Line("A word to all (optional)", "I have caught a cold", most=200)] = ""


@ask(
    "group.cancel",
    who=anyone,
    summary="Call your group session off",
    title="Call it off",
    intro=text("All who have a place or wait are told at once, with your word if you leave one."),
    submit="Call it off",
)
async def cancel(ctx: Context, args: Cancel) -> Card:
    group = await _coming(ctx, args.group)
    await gatherings.call_off(ctx, group, args.reason)
    return await _called_off(ctx, "Called off", group)


@ask(
    "group.cancel_series",
    who=anyone,
    summary="Call off your group session and all that follow",
    title="Call off all of these",
    intro=text(
        "This one and all that follow it. All who have a place are told at once, with your word if you leave one."
    ),
    submit="Call them off",
)
async def cancel_series(ctx: Context, args: Cancel) -> Card:
    group = await _coming(ctx, args.group)
    later = await ctx.store.groups.of_series(group.series, group.start) if group.series else ()
    together = [group, *(one for one in later if one.id != group.id)]
    for one in together:
        await gatherings.call_off(ctx, one, args.reason)
    return await _called_off(ctx, "All called off", *together)


async def _called_off(ctx: Context, title: str, *groups: Group) -> Card:
    off = [found for group in groups if (found := await ctx.store.groups.get(group.id)) is not None]
    actions = (
        *offered(ctx, Button("Open another", call("group.plan"), opens_form=True)),
        Button("Group sessions", call("group.list")),
    )
    file = await group_invitations.invitation(ctx, *off)
    return Card(title, text("All who were in it are told."), actions=actions, attachment=file)
