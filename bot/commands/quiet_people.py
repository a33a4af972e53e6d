"""Whoever was not heard of for long is told that they will be forgotten, and stays by one tap."""

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import erasing
from bot.context import Context
from bot.domain.occurrences import next_sociable
from bot.domain.retention import ASKED_TO_STAY, QUIET, WARNING
from bot.params import Nothing
from bot.ports.obligations import Obligation
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card


@ask("privacy.warn", who=bot_only, summary="Begins to ask somebody not heard of for long whether they stay")
async def warn(ctx: Context, args: erasing.One) -> None:
    person = await ctx.store.people.get(args.person)
    zone = person.zone if person else ctx.community.zone
    asked = next_sociable(ctx.now, zone)
    said, lapse = call("privacy.quiet"), call("privacy.lapsed", args.person)
    await ctx.store.obligations.open(
        Obligation(ASKED_TO_STAY, 0, args.person, 0, ctx.now, (asked,), ctx.now + WARNING, nudge=said, lapse=lapse)
    )


@ask("privacy.quiet", who=bot_only, summary="Tells somebody not heard of for long that they will be forgotten")
async def quiet(ctx: Context, args: Nothing) -> Card:
    said = text(
        f"I have not heard of you for a long time. Within {WARNING.days} days I erase everything of yours here, as "
        "promised. One tap, or anything you do with me, and it stays. Posting without your name does not count: I keep "
        "no note of who did."
    )
    actions = (
        Button("Keep me", call("privacy.stay"), "primary"),
        Button("Get everything of mine", call("privacy.export")),
    )
    return Card("Shall I keep your things?", said, actions=actions, tone="care")


@ask("privacy.stay", who=anyone, summary="Stay, after a long silence")
async def stay(ctx: Context, args: Nothing) -> Card:
    await ctx.store.obligations.close(ASKED_TO_STAY, 0, ctx.actor.id)
    return Card(
        "Good to hear of you", text("Everything of yours stays as it is. /home shows what is open."), tone="good"
    )


@ask("privacy.lapsed", who=bot_only, summary="Forgets somebody who was told and is still not heard of")
async def lapsed(ctx: Context, args: erasing.One) -> None:
    heard = await ctx.store.personal.last_heard(args.person)
    if heard is not None and ctx.now - heard >= QUIET.length(ctx.community.settings):
        await erasing.erase(ctx, args.person)
