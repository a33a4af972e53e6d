"""Pages for nobody but their author."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone
from bot.calls import call
from bot.commands import vent_consent
from bot.commands.care import cared_for
from bot.commands.vent_audiences import BACK, Offer
from bot.context import Context
from bot.domain.journal import Entry
from bot.errors import NotFound
from bot.params import Paragraph
from bot.registry import ask
from bot.text import Said, When, clipped, text
from bot.views import Button, Card, Confirm, Item, Listing

PAGE = 5
LONGEST = 1500
_SHOWN = 300
_NO_SUCH = "I do not find this page. It was deleted, or it is not yours."
_PROMISE = (
    "Nobody reads this but you: no mentor and no moderator. It is encrypted with a key of your own. Only whoever runs "
    "this bot and holds its key file could open it. It stays until you delete it. Discord or Slack carries it to me."
)
WRITE = Button("Write in my journal", call("journal.write"), "primary", opens_form=True)
READ = Button("Read my journal", call("journal.list"))


async def offer(ctx: Context) -> Offer:
    """A journal is there for everybody."""
    return Offer("Nobody: my journal", "Encrypted, for your eyes alone, until you delete it.", (WRITE, READ))


@dataclass(frozen=True, slots=True)
class Write:
    text: Annotated[str, Paragraph("What is on your mind?", "As it comes", most=LONGEST)]


@dataclass(frozen=True, slots=True)
class Page:
    page: int = 0


@dataclass(frozen=True, slots=True)
class One:
    entry: int


@ask(
    "journal.write",
    who=anyone,
    summary="Write in your private journal",
    title="Your journal",
    intro=text(_PROMISE),
    submit="Keep it",
    is_untraced=True,
)
async def write(ctx: Context, args: Write) -> Card:
    await vent_consent.check(ctx)
    return await cared_for(ctx, await kept(ctx, args.text), args.text)


async def kept(ctx: Context, words: str) -> Card:
    """A new page, and where it is found."""
    await ctx.store.journal.write(ctx.actor.id, words, ctx.now)
    said = "It is in your journal. Nobody was told."
    return Card("Kept for you", text(said), actions=(READ, BACK), tone="good")


@ask("journal.list", who=anyone, summary="Your private journal", is_untraced=True)
async def pages(ctx: Context, args: Page) -> Listing | Card:
    found = await ctx.store.journal.of(ctx.actor.id, args.page * PAGE, PAGE + 1)
    if not found and args.page:
        return await pages(ctx, Page(args.page - 1))
    if not found:
        return Card("Your journal is empty", text("What you write here is for you alone."), actions=(WRITE, BACK))
    return Listing(
        "Your journal",
        tuple(_row(entry) for entry in found[:PAGE]),
        newer=call("journal.list", args.page - 1) if args.page else None,
        older=call("journal.list", args.page + 1) if len(found) > PAGE else None,
        actions=(WRITE, BACK),
    )


def _row(entry: Entry) -> Item:
    buttons = (Button("Read", call("journal.read", entry.id)), Button("Delete", call("journal.confirm", entry.id)))
    return Item(text(When(entry.at)), text(Said(clipped(entry.text, _SHOWN))), buttons)


async def _mine(ctx: Context, entry: int) -> Entry:
    found = await ctx.store.journal.get(ctx.actor.id, entry)
    if found is None:
        raise NotFound(_NO_SUCH)
    return found


@ask("journal.read", who=anyone, summary="Read a page of your journal", is_untraced=True)
async def read(ctx: Context, args: One) -> Card:
    entry = await _mine(ctx, args.entry)
    actions = (READ, Button("Delete", call("journal.confirm", entry.id), "danger"))
    return Card("A page of your journal", text(When(entry.at), "\n", Said(entry.text)), actions=actions)


@ask("journal.confirm", who=anyone, summary="Delete a page of your journal", is_untraced=True)
async def confirm(ctx: Context, args: One) -> Confirm:
    entry = await _mine(ctx, args.entry)
    yes = Button("Delete it", call("journal.drop", entry.id), "danger")
    return Confirm("Delete this page?", text("It cannot be brought back."), yes, Button("Keep it", READ.call))


@ask("journal.drop", who=anyone, summary="Delete a page of your journal for good", is_untraced=True)
async def drop(ctx: Context, args: One) -> Card:
    if not await ctx.store.journal.drop(ctx.actor.id, args.entry):
        raise NotFound(_NO_SUCH)
    return Card("Deleted", text("The page is gone."), actions=(READ, WRITE))
