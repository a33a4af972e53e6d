"""Not wanting to meet somebody: silent, at once, and at any time."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone
from bot.calls import call
from bot.commands import closing, gatherings, requests
from bot.context import Context
from bot.domain.people import Person
from bot.errors import NotFound, UserError
from bot.params import PersonPick
from bot.registry import ask
from bot.text import Mention, text
from bot.views import Button, Card, Confirm, Item, Listing

PAGE = 5


@dataclass(frozen=True, slots=True)
class One:
    person: int


@dataclass(frozen=True, slots=True)
class Pick:
    person: Annotated[int, PersonPick("Who?")]


@dataclass(frozen=True, slots=True)
class Page:
    skip: int = 0


async def somebody_else(ctx: Context, person: int) -> Person:
    """Another person of this community. Raises NotFound, and UserError for oneself."""
    found = await ctx.store.people.get(person)
    if found is None:
        raise NotFound("I do not find this person here.")
    if person == ctx.actor.id:
        raise UserError("That is you. Pick somebody else.", field="person")
    return found


@ask("safety.about", who=anyone, summary="Report or block somebody")
async def about(ctx: Context, args: One) -> Card:
    person = await somebody_else(ctx, args.person)
    actions = (
        Button("Report", call("report.make", person.id), opens_form=True),
        Button("Block", call("block.confirm", person.id), "danger"),
    )
    said = "Both are silent: they are never told by me that it was you. You can do one without the other."
    return Card(f"About {person.name}"[:100], text(said), actions=actions, tone="care")


@ask("safety.block", who=anyone, summary="Block somebody, silently", command="block", title="Block", submit="Go on")
async def block(ctx: Context, args: Pick) -> Confirm:
    return await confirm(ctx, One(args.person))


@ask("block.confirm", who=anyone, summary="Ask before blocking somebody")
async def confirm(ctx: Context, args: One) -> Confirm:
    person = await somebody_else(ctx, args.person)
    said = text(
        Mention(person.id),
        " cannot find or ask you here, nor you them. What runs between you ends, and they are not told why.",
    )
    yes = Button("Block", call("block.do", person.id), "danger")
    return Confirm("Block this person?", said, yes, Button("Leave it", call("block.list")))


@ask("block.do", who=anyone, summary="Block somebody, after the confirmation")
async def blocked(ctx: Context, args: One) -> Card:
    person = await somebody_else(ctx, args.person)
    await ctx.store.safety.block(ctx.actor.id, person.id, ctx.now)
    await requests.part(ctx, ctx.actor.id, person.id)
    await closing.part(ctx, ctx.actor.id, person.id)
    for mentor, other in ((ctx.actor.id, person.id), (person.id, ctx.actor.id)):
        await gatherings.part(ctx, mentor, other, ctx.actor.id)
    actions = (
        Button("Report them too", call("report.make", person.id), opens_form=True),
        Button("Undo", call("block.undo", person.id)),
    )
    return Card("Blocked", text("You will not meet through me. /blocks shows and undoes it."), actions=actions)


@ask("safety.unblock", who=anyone, summary="Unblock somebody", command="unblock", title="Unblock", submit="Unblock")
async def unblock(ctx: Context, args: Pick) -> Card:
    return await unblocked(ctx, One(args.person))


@ask("block.undo", who=anyone, summary="Lift a block")
async def unblocked(ctx: Context, args: One) -> Card:
    if args.person not in await ctx.store.safety.blocked_by(ctx.actor.id):
        return Card("Nothing to undo", text("You have not blocked this person. /blocks shows whom you have."))
    await ctx.store.safety.unblock(ctx.actor.id, args.person)
    return Card("Unblocked", text("They can find you again. What ended stays ended."))


@ask("block.list", who=anyone, summary="Whom you have blocked", command="blocks")
async def blocks(ctx: Context, args: Page) -> Listing | Card:
    found = await ctx.store.safety.blocked_by(ctx.actor.id)
    if not found:
        return Card("Nobody is blocked", text("/block or the button on a profile does it, silently."))
    rows = tuple(
        Item(text(Mention(person)), actions=(Button("Unblock", call("block.undo", person)),))
        for person in found[args.skip : args.skip + PAGE]
    )
    return Listing(
        "Whom you have blocked",
        rows,
        newer=call("block.list", max(0, args.skip - PAGE)) if args.skip else None,
        older=call("block.list", args.skip + PAGE) if len(found) > args.skip + PAGE else None,
    )
