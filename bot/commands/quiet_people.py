"""Whoever was not heard of for long is told that they will be forgotten, and stays by one tap."""

from dataclasses import dataclass
from datetime import timedelta

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

_STOOD_STILL = timedelta(days=1)
"""What comes so late has waited for the bot itself."""


@ask("privacy.warn", who=bot_only, summary="Begins to ask somebody not heard of for long whether they stay")
async def warn(ctx: Context, args: erasing.One) -> None:
    person = await ctx.store.people.get(args.person)
    zone = person.zone if person else ctx.community.zone
    asked = next_sociable(ctx.now, zone)
    until = ctx.now + WARNING
    said, lapse = call("privacy.quiet"), call("privacy.lapsed", args.person, int(until.timestamp()))
    await ctx.store.obligations.open(
        Obligation(ASKED_TO_STAY, 0, args.person, 0, ctx.now, (asked,), until, nudge=said, lapse=lapse)
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


@dataclass(frozen=True, slots=True)
class Lapse:
    """`at` is when it was to be, as a whole number of seconds."""

    person: int
    at: int = 0


@ask("privacy.lapsed", who=bot_only, summary="Forgets somebody who was told and is still not heard of")
async def lapsed(ctx: Context, args: Lapse) -> None:
    """Where the bot stood still meanwhile they may not have been told, nor could they answer: they are asked anew."""
    heard = await ctx.store.personal.last_heard(args.person)
    if heard is None or ctx.now - heard < QUIET.length(ctx.community.settings):
        return
    if ctx.now.timestamp() - args.at > _STOOD_STILL.total_seconds():
        await warn(ctx, erasing.One(args.person))
    else:
        await erasing.erase(ctx, args.person)
