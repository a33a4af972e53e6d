"""What two people set out to do, until it is ticked off."""

from dataclasses import dataclass

from bot.authority import anyone
from bot.calls import call
from bot.commands import pairs
from bot.commands.briefs import whose
from bot.context import Context
from bot.domain.notes import ActionItem
from bot.errors import NotFound
from bot.registry import ask
from bot.text import Mention, Said, text
from bot.views import Button, Card, Item, Listing

PAGE = 5


@dataclass(frozen=True, slots=True)
class Skip:
    skip: int = 0


@ask("action.list", who=anyone, summary="What you and your mentors or mentees set out to do", command="actions")
async def show_all(ctx: Context, args: Skip) -> Listing | Card:
    running = {pair.id: pair for pair in await ctx.store.mentorships.of(ctx.actor.id)}
    found = await ctx.store.actions.open_of(tuple(running))
    if not found:
        return Card("Nothing to do", text("What you write down after a session waits here until it is done."))
    first = min(args.skip, (len(found) - 1) // PAGE * PAGE)
    rows = tuple(
        Item(
            text("With ", Mention(running[item.mentorship].other(ctx.actor.id))),
            text(whose(ctx, item), Said(item.text)),
            (Button("Done", call("action.done", item.id)),),
        )
        for item in found[first : first + PAGE]
    )
    return Listing(
        "To be done",
        rows,
        newer=call("action.list", max(0, first - PAGE)) if first else None,
        older=call("action.list", first + PAGE) if first + PAGE < len(found) else None,
        page=f"{first + 1}–{first + len(rows)} of {len(found)}" if len(found) > PAGE else "",
    )


@dataclass(frozen=True, slots=True)
class One:
    action: int


async def _mine(ctx: Context, action: int) -> ActionItem:
    """An action of a pair of the actor's. Raises NotFound."""
    found = await ctx.store.actions.get(action)
    pair = await ctx.store.mentorships.get(found.mentorship) if found else None
    if found is None or pair is None or not pair.includes(ctx.actor.id):
        raise NotFound("I do not find this. /actions shows what you two set out to do.")
    pairs.check_running(pair)
    return found


@ask("action.done", who=anyone, summary="Tick something off")
async def done(ctx: Context, args: One) -> Card:
    item = await _mine(ctx, args.action)
    await ctx.store.actions.tick(item.id, ctx.now)
    undo = Button("Not done yet", call("action.undone", item.id))
    return Card("Done", text(Said(item.text)), actions=(Button("What is left", call("action.list")), undo), tone="good")


@ask("action.undone", who=anyone, summary="Take a tick back")
async def undone(ctx: Context, args: One) -> Card:
    item = await _mine(ctx, args.action)
    await ctx.store.actions.tick(item.id, None)
    return Card("Still to be done", text(Said(item.text)), actions=(Button("See all", call("action.list")),))
