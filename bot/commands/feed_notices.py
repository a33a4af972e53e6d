"""What the bot says of its own accord about calendars: that a new one is read, and that one cannot be read."""

from dataclasses import dataclass

from bot.authority import bot_only
from bot.calls import call
from bot.commands.deadlines import SOON, deadlines_of
from bot.context import Context
from bot.domain.feeds import Feed, FeedKind
from bot.registry import ask
from bot.text import Said, text
from bot.views import Button, Card


@dataclass(frozen=True, slots=True)
class One:
    feed: int


@ask("calendar.read", who=bot_only, summary="Tells somebody what was found in a new calendar")
async def read(ctx: Context, args: One) -> Card | None:
    feed = await _theirs(ctx, args.feed)
    if feed is None or feed.read_at is None:
        return None
    until = ctx.now + SOON
    if feed.kind is FeedKind.BUSY:
        number = len((await ctx.store.feeds.busy((feed.person,), ctx.now, until)).get(feed.person, ()))
        what, then = "busy time", "The hours I offer leave them out."
    else:
        number = len(await deadlines_of(ctx, feed.person, until))
        what, then = "deadline", "/home shows what comes first."
    found = f"{number} {what}{'' if number == 1 else 's'} in the next two weeks. {then}"
    return Card("Your calendar is read", text(Said(feed.address.host), ": ", found), actions=(_back(),), tone="good")


@ask("calendar.trouble", who=bot_only, summary="Tells somebody that their calendar cannot be read")
async def trouble(ctx: Context, args: One) -> Card | None:
    feed = await _theirs(ctx, args.feed)
    if feed is None or not feed.trouble:
        return None
    kept = "What I read before still counts, and I go on trying." if feed.read_at else "I go on trying."
    mend = " If its address has changed, remove it and add the new one."
    said = text(Said(feed.address.host), f": {feed.trouble} {kept}{mend}")
    return Card("I cannot read your calendar", said, actions=(_back(),), tone="warning")


async def _theirs(ctx: Context, number: int) -> Feed | None:
    found = await ctx.store.feeds.get(number)
    return found if found is not None and found.person == ctx.actor.id else None


def _back() -> Button:
    return Button("Your calendars", call("calendar.list"))
