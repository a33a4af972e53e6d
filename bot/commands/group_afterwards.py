"""After a group session: its mentor says who was there, and may write a word to them."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import gatherings, group_list
from bot.commands.offers import offered
from bot.context import Context
from bot.domain.groups import Group, GroupState
from bot.errors import Gone, UserError
from bot.params import Paragraph
from bot.registry import ask
from bot.text import Mention, Said, When, text
from bot.views import Button, Card, Listing


@dataclass(frozen=True, slots=True)
class One:
    group: int


@dataclass(frozen=True, slots=True)
class Over:
    group: int
    sequence: int = 0


async def _over(ctx: Context, group: int) -> Group:
    """One of the actor's own that is over. Raises NotFound or Gone."""
    found = await gatherings.own(ctx, group)
    if not found.is_over(ctx.now):
        raise Gone(gatherings.OFF if found.state is GroupState.CANCELLED else "It is not over yet. Come back then.")
    return found


async def _placed(ctx: Context, group: Group) -> list[int]:
    return [seat.person for seat in await ctx.store.groups.seats(group.id) if seat.has_place]


@ask("group.over", who=bot_only, summary="Asks a mentor who came to their group session")
async def over(ctx: Context, args: Over) -> Card | None:
    group = await ctx.store.groups.get(args.group)
    if group is None or group.mentor != ctx.actor.id or group.sequence != args.sequence:
        return None
    if group.state is not GroupState.OPEN or not group.taken:
        return None
    said = text(Said(group.topic), ", ", When(group.start), f". {group.taken} had a place.")
    actions = (
        Button("All were there", call("group.everybody", group.id), "primary"),
        Button("Some were", call("group.people", group.id)),
        Button("Nobody came", call("group.nobody", group.id)),
    )
    return Card(
        "Who came?", said, actions=actions, note=text("Only you see this. Nobody is told that they were missed.")
    )


@dataclass(frozen=True, slots=True)
class Tick:
    group: int
    person: int
    skip: int = 0


@ask("group.tick", who=anyone, summary="Say that somebody was there, or was not")
async def tick(ctx: Context, args: Tick) -> Listing | Card:
    group = await _over(ctx, args.group)
    seat = await ctx.store.groups.seat(group.id, args.person)
    if seat is None or not seat.has_place:
        raise Gone("They had no place in it.")
    await ctx.store.groups.tick(group.id, (seat.person,), not seat.came)
    if not seat.came:
        await ctx.store.groups.finish(group.id, GroupState.HELD)
    return await group_list.people(ctx, group_list.People(group.id, args.skip))


@ask("group.everybody", who=anyone, summary="Say that all were there")
async def everybody(ctx: Context, args: One) -> Card:
    group = await _over(ctx, args.group)
    placed = await _placed(ctx, group)
    if not placed:
        raise Gone("Nobody had a place, so nobody is ticked.")
    await ctx.store.groups.tick(group.id, placed, True)
    await ctx.store.groups.finish(group.id, GroupState.HELD)
    write = Button("Write to them", call("group.write", group.id), "primary", opens_form=True)
    mend = Button("Somebody was missing", call("group.people", group.id))
    return Card("Good", text("All who had a place were there. Thank you."), actions=(write, mend), tone="good")


@ask("group.nobody", who=anyone, summary="Say that nobody came")
async def nobody(ctx: Context, args: One) -> Card:
    group = await _over(ctx, args.group)
    await ctx.store.groups.tick(group.id, await _placed(ctx, group), False)
    await ctx.store.groups.finish(group.id, GroupState.EMPTY)
    mend = Button("Somebody did come", call("group.people", group.id))
    again = Button("Open another", call("group.plan"), opens_form=True)
    said = text("I am sorry. Thank you for being there. Nobody is told.")
    return Card("Nobody came", said, actions=(mend, *offered(ctx, again)), tone="care")


@dataclass(frozen=True, slots=True)
class Write:
    group: int
    words: Annotated[str, Paragraph("A short note", "What you read, and what is next", most=1000)]


@ask(
    "group.write",
    who=anyone,
    summary="Write to all who were there",
    title="A note to all",
    intro=text("All who were there get it as a direct message, once."),
)
async def write(ctx: Context, args: Write) -> Card:
    group = await _over(ctx, args.group)
    there = [seat.person for seat in await ctx.store.groups.seats(group.id) if seat.came]
    if not there:
        raise UserError("Say first who was there, then I know whom to write to.")
    if not await ctx.store.groups.note(group.id, args.words):
        raise Gone("You have written to them already.")
    for person in there:
        await gatherings.tell(ctx, "group.noted", group, person)
    number = "one person" if len(there) == 1 else f"{len(there)} people"
    return Card("Sent", text(f"On its way to {number} who came."), tone="good")


@ask("group.noted", who=bot_only, summary="A mentor's note to those who were there")
async def noted(ctx: Context, args: Over) -> Card | None:
    group = await ctx.store.groups.get(args.group)
    seat = await ctx.store.groups.seat(args.group, ctx.actor.id)
    if group is None or seat is None or not seat.came or not group.note:
        return None
    if await ctx.store.safety.is_blocked(ctx.actor.id, group.mentor):
        return None
    said = text(Mention(group.mentor), " writes about ", Said(group.topic), ":\n", Said(group.note))
    others = Button("Group sessions", call("group.list"))
    return Card("A note after your group session", said, actions=(others,))
