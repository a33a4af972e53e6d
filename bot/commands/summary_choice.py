"""Who gets a summary of their week: everybody who did not turn it off, which is one tap."""

from dataclasses import dataclass

from bot.authority import anyone
from bot.calls import call
from bot.context import Context
from bot.domain.rhythms import time_of
from bot.domain.settings import Settings
from bot.domain.week import DAYS
from bot.params import Nothing
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card

STOP = Button("Not for me any more", call("summary.turn", 0))
"""At the foot of each."""
MINE = Button("Your weekly summary", call("summary.mine"))


@dataclass(frozen=True, slots=True)
class Turn:
    is_on: int


def when(settings: Settings) -> str:
    """ "Mon at 09:00"."""
    return f"{DAYS[settings.summary_day]} at {time_of(settings.summary_minute):%H:%M}"


async def is_wanted(ctx: Context) -> bool:
    """Whether summaries are on here, and the reader did not turn theirs off."""
    return bool(ctx.community.settings.is_summaries) and await ctx.store.summaries.is_on(ctx.actor.id)


@ask("summary.mine", who=anyone, summary="Whether you get a summary of your week", command="my-summary")
async def mine(ctx: Context, args: Nothing) -> Card:
    is_on = await ctx.store.summaries.is_on(ctx.actor.id)
    if not is_on:
        again = Button("Send me one again", call("summary.turn", 1), "primary")
        return Card("No summary for you", text("I do not sum up your week for you."), actions=(again,))
    if not ctx.community.settings.is_summaries:
        said = "The moderators turned summaries off here. Should they come back, you get yours."
        return Card("Your weekly summary", text(said), actions=(STOP,))
    said = f"Once a week, {when(ctx.community.settings)} your time: how your week went, and what comes next."
    return Card("Your weekly summary", text(said), actions=(STOP,), note=text("Only you see it."))


@ask("summary.turn", who=anyone, summary="Get a summary of your week, or not")
async def turn(ctx: Context, args: Turn) -> Card:
    await ctx.store.summaries.turn(ctx.actor.id, bool(args.is_on))
    return await mine(ctx, Nothing())
