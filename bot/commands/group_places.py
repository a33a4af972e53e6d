"""A student takes a place in a group session, waits for one, gives it back, says what they would like to talk about."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone
from bot.calls import Call, call
from bot.commands import gatherings, group_invitations
from bot.context import Context
from bot.domain.groups import Group, Taking
from bot.errors import Gone, NotAllowed
from bot.params import Line
from bot.registry import ask
from bot.text import When, text
from bot.views import Button, Card

_OWN = "It is your own group session, so you need no place. /group-sessions shows who comes."
_BUSY = "You have something else then. /sessions shows what."


@dataclass(frozen=True, slots=True)
class One:
    group: int


async def _to_come_to(ctx: Context, group: int) -> Group:
    """One the actor may come to, as it stands. Raises NotFound, NotAllowed or Gone."""
    found, _ = await gatherings.known(ctx, group)
    if found.mentor == ctx.actor.id:
        raise NotAllowed(_OWN)
    gatherings.check_coming(ctx, found)
    if not await gatherings.may_come(ctx, found, ctx.actor.id):
        raise NotAllowed("This one is for the mentees of this mentor. /group-sessions shows others.")
    return found


@ask("group.take", who=anyone, summary="Take a place in a group session")
async def take(ctx: Context, args: One) -> Card:
    await ctx.store.people.lock(ctx.actor.id)
    group = await _to_come_to(ctx, args.group)
    taken = await ctx.store.groups.take(group.id, ctx.actor.id, ctx.now)
    if taken is Taking.GONE:
        raise Gone(gatherings.OFF)
    if taken is Taking.BUSY:
        raise Gone(_BUSY)
    if taken is Taking.FULL:
        return await _full(ctx, group)
    if taken is Taking.SEATED:
        await gatherings.plan_reminders(ctx, group, ctx.actor.id)
    return await _seated(ctx, group, "You have a place" if taken is Taking.SEATED else "You have a place already")


async def _full(ctx: Context, group: Group) -> Card:
    seat = await ctx.store.groups.seat(group.id, ctx.actor.id)
    if seat is not None:
        return Card("All places are taken", text("You are on the waiting list, and I tell you when one is free."))
    said = text("All places for ", When(group.start), " are taken. When one is given back, the first who waits has it.")
    join = Button("Join the waiting list", call("group.wait", group.id), "primary")
    others = Button("Other group sessions", call("group.list"))
    return Card("All places are taken", said, actions=(join, others))


async def _seated(ctx: Context, group: Group, title: str) -> Card:
    seat = await ctx.store.groups.seat(group.id, ctx.actor.id)
    found, _ = await gatherings.known(ctx, group.id)
    said = text(gatherings.about(found), " I remind you.")
    facts, file = await gatherings.facts(ctx, found, seat), await group_invitations.invitation(ctx, found)
    return Card(title, said, facts, gatherings.buttons(ctx, found, seat), tone="good", attachment=file)


@ask("group.wait", who=anyone, summary="Wait for a place in a group session")
async def wait(ctx: Context, args: One) -> Card:
    await gatherings.hold(ctx, args.group)
    group = await _to_come_to(ctx, args.group)
    if not await ctx.store.groups.wait(group.id, ctx.actor.id, ctx.now):
        seat = await ctx.store.groups.seat(group.id, ctx.actor.id)
        if seat is None:
            raise Gone(gatherings.OFF)
        if seat.has_place:
            return await _seated(ctx, group, "You have a place already")
    await gatherings.plan_end(ctx, group)
    await gatherings.fill(ctx, group)
    seat = await ctx.store.groups.seat(group.id, ctx.actor.id)
    if seat is not None and seat.has_place:
        return await _seated(ctx, group, "You have a place")
    said = text("When a place is given back, the first who waits and has time gets it. You hear from me either way.")
    return Card("You are on the list", said, actions=gatherings.buttons(ctx, group, seat))


@ask("group.give_back", who=anyone, summary="Give a place in a group session back")
async def give_back(ctx: Context, args: One) -> Card:
    group, seat = await gatherings.known(ctx, args.group)
    gatherings.check_coming(ctx, group)
    if not await gatherings.give_back(ctx, group, ctx.actor.id):
        raise Gone("You have no place there. /group-sessions shows the open ones.")
    others = Button("Other group sessions", call("group.list"))
    if seat is not None and not seat.has_place:
        return Card("Off the list", text("You do not wait for a place any more."), actions=(others,))
    said = text("Your place on ", When(group.start), " is free for somebody else. Thank you for saying so.")
    return Card("Given back", said, actions=(others,), attachment=await group_invitations.withdrawal(ctx, group))


async def said_before(ctx: Context, asked: Call) -> dict[str, str]:
    """What they said already. Raises NotFound."""
    raw = asked.args[0] if asked.args else ""
    group = int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= 18 else 0
    _, seat = await gatherings.known(ctx, group)
    return {"words": seat.wish if seat else ""}


@dataclass(frozen=True, slots=True)
class Wish:
    group: int
    words: Annotated[str, Line("What would you like to talk about?", "How to begin my thesis", most=200)]


@ask(
    "group.wish",
    who=anyone,
    summary="Say what you would like to talk about in a group session",
    title="What about?",
    intro=text("The mentor reads it with your name. Others who have a place read it without."),
    prefill=said_before,
)
async def wish(ctx: Context, args: Wish) -> Card:
    group, seat = await gatherings.known(ctx, args.group)
    gatherings.check_coming(ctx, group)
    if not await ctx.store.groups.wish(group.id, ctx.actor.id, args.words):
        raise Gone("This is for those who have a place. /group-sessions shows whether one is free.")
    actions = gatherings.buttons(ctx, group, seat)
    return Card("Noted", text("The mentor reads it before the session."), actions=actions, tone="good")
