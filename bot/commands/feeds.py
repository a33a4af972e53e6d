"""The calendars somebody adds: what they are for, who sees what of them, and how to be rid of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone
from bot.calls import call
from bot.context import Context
from bot.domain.feeds import LONGEST_ADDRESS, MOST, PAUSE, Address, Feed, FeedKind
from bot.errors import NotFound, UserError
from bot.params import Line, Nothing, Option, Pick
from bot.registry import ask
from bot.text import Said, Text, When, clipped, text
from bot.views import Button, Card, Confirm, Item, Listing

KINDS = {FeedKind.BUSY: "Times I am busy", FeedKind.DEADLINES: "Deadlines of my courses"}
_WHAT = tuple(Option(kind.value, words) for kind, words in KINDS.items())
_SHARE = (Option("no", "No, only I see them"), Option("yes", "Yes, before we meet"))
_OFF = "Whoever runs this bot has switched the reading of calendars off."
_KEPT = (
    "Busy times: others only find you not free, never why; I do not keep what your events are called. "
    "Deadlines: I keep what is due and when, for you; your mentor sees it only if you share it."
)
_ADDRESS = (
    "I read the address every half hour, keep it until you remove the calendar, and never show it again. "
    "Use the secret one that your calendar gives out for reading, in its settings under sharing or export."
)


@ask("calendar.list", who=anyone, summary="Calendars I read for you: busy times and deadlines", command="calendars")
async def show_all(ctx: Context, args: Nothing) -> Listing | Card:
    found = await ctx.store.feeds.of(ctx.actor.id)
    if not ctx.installation.calendars:
        return _switched_off(found)
    add = Button("Add a calendar", call("calendar.add"), "primary", opens_form=True)
    if not found:
        said = "Add one from Google, Outlook, Apple or your school, and the hours I offer leave out when you are busy."
        return Card("No calendars yet", text(said), actions=(add,), note=text(_KEPT))
    rows = tuple(Item(text(Said(_host(one))), _standing(one), _buttons(one)) for one in found)
    return Listing("Your calendars", rows, actions=(add,) if len(found) < MOST else (), note=text(_KEPT))


def _switched_off(found: Sequence[Feed]) -> Listing | Card:
    """What is still stored, to be removed."""
    if not found:
        return Card("No calendars here", text(_OFF))
    rows = tuple(Item(text(Said(_host(one))), text(KINDS[one.kind], "."), (_removal(one),)) for one in found)
    return Listing("Your calendars", rows, text(_OFF, " What I read before keeps no hour from you."))


def _host(feed: Feed) -> str:
    return clipped(feed.address.host, 80)


def _removal(feed: Feed) -> Button:
    return Button("Remove", call("calendar.remove", feed.id), "danger")


def _standing(feed: Feed) -> Text:
    sharing = (", which your mentor sees" if feed.is_shared else ", for you alone") if _has_deadlines(feed) else ""
    what = f"{KINDS[feed.kind]}{sharing}. "
    if feed.tried_at is None:
        return text(what, "I read it in a moment.")
    if not feed.trouble:
        return text(what, "Read ", When(feed.tried_at), ".")
    kept = " What I read before still counts." if feed.read_at else ""
    return text(what, "Not read ", When(feed.tried_at), f": {feed.trouble}{kept}")


def _buttons(feed: Feed) -> tuple[Button, ...]:
    again = Button("Read it now", call("calendar.again", feed.id))
    share = Button("Stop sharing", call("calendar.hide", feed.id))
    if not feed.is_shared:
        share = Button("Share with my mentor", call("calendar.share", feed.id))
    return (again, share, _removal(feed)) if _has_deadlines(feed) else (again, _removal(feed))


def _has_deadlines(feed: Feed) -> bool:
    return feed.kind is FeedKind.DEADLINES


@dataclass(frozen=True, slots=True)
class Add:
    address: Annotated[str, Line("Address of the calendar", "https:// or webcal://, the secret one", LONGEST_ADDRESS)]
    kind: Annotated[str, Pick("What is in it?", "", _WHAT)]
    share: Annotated[str, Pick("Share deadlines with my mentor?", "", _SHARE)] = "no"


@ask(
    "calendar.add",
    who=anyone,
    summary="Add a calendar for me to read",
    title="Add a calendar",
    intro=text(f"{_KEPT}\n{_ADDRESS}"),
    submit="Add it",
)
async def add(ctx: Context, args: Add) -> Card:
    if not ctx.installation.calendars:
        raise NotFound(_OFF)
    try:
        address = Address.parse(args.address)
    except UserError as error:
        raise UserError(error.message, field="address") from None
    await ctx.store.people.lock(ctx.actor.id)
    if len(await ctx.store.feeds.of(ctx.actor.id)) >= MOST:
        raise UserError(f"You have {MOST} calendars, which is as many as I read. Remove one in /calendars first.")
    kind = FeedKind(args.kind)
    is_shared = kind is FeedKind.DEADLINES and args.share == "yes"
    if await ctx.store.feeds.add(ctx.actor.id, kind, address, is_shared, ctx.now) is None:
        raise UserError("You have this calendar already. /calendars shows it.", field="address")
    said = text("I read ", Said(address.host), " now, and send you a message about what I found or what is wrong.")
    return Card("Added", said, actions=(_back(),), tone="good")


@dataclass(frozen=True, slots=True)
class One:
    feed: int


@ask("calendar.again", who=anyone, summary="Read a calendar again now")
async def again(ctx: Context, args: One) -> Card:
    feed = await _mine(ctx, args.feed)
    if not ctx.installation.calendars:
        raise NotFound(_OFF)
    at = max(ctx.now, feed.tried_at + PAUSE) if feed.tried_at else ctx.now
    is_sooner = await ctx.store.feeds.hasten(feed.id, at)
    when = text("within minutes, as it is") if not is_sooner else text("now")
    if at > ctx.now:
        when = text("at ", When(at, "time"), ", a little after the last time")
    return Card("I look again", text("I read it ", when, ". /calendars shows how it went."), actions=(_back(),))


@ask("calendar.share", who=anyone, summary="Let your mentor see the deadlines of a calendar")
async def share(ctx: Context, args: One) -> Card:
    return await _shared(ctx, args.feed, is_shared=True)


@ask("calendar.hide", who=anyone, summary="Keep the deadlines of a calendar for yourself")
async def hide(ctx: Context, args: One) -> Card:
    return await _shared(ctx, args.feed, is_shared=False)


async def _shared(ctx: Context, number: int, *, is_shared: bool) -> Card:
    feed = await _mine(ctx, number)
    if not _has_deadlines(feed):
        raise NotFound("Of busy times nothing is shared but when you are not free.")
    await ctx.store.feeds.share(feed.id, is_shared)
    said = "Before you meet, your mentor sees what is due." if is_shared else "Only you see what is due."
    return Card("Shared" if is_shared else "For you alone", text(said), actions=(_back(),), tone="good")


@ask("calendar.remove", who=anyone, summary="Remove a calendar")
async def remove(ctx: Context, args: One) -> Confirm:
    feed = await _mine(ctx, args.feed)
    said = text(Said(feed.address.host), ": I forget its address and everything I read from it.")
    return Confirm(
        "Remove this calendar?",
        said,
        Button("Remove it", call("calendar.forget", feed.id), "danger"),
        Button("Keep it", call("calendar.list")),
    )


@ask("calendar.forget", who=anyone, summary="Forget a calendar and all that was read from it")
async def forget(ctx: Context, args: One) -> Card:
    feed = await _mine(ctx, args.feed)
    await ctx.store.feeds.remove(feed.id)
    return Card("Removed", text("Its address and what I read from it are gone."), actions=(_back(),))


async def _mine(ctx: Context, number: int) -> Feed:
    """Raises NotFound for anybody else's."""
    found = await ctx.store.feeds.get(number)
    if found is None or found.person != ctx.actor.id:
        raise NotFound("I do not find this calendar. /calendars shows yours.")
    return found


def _back() -> Button:
    return Button("Your calendars", call("calendar.list"))
