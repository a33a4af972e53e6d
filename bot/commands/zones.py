"""A person's own time zone, and trying their direct messages again."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands.reminders import replan
from bot.context import Context
from bot.domain.zones import parse_zone
from bot.errors import UserError
from bot.params import Nothing, ZonePick
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import When, text, when_text
from bot.views import Card


def read_zone(typed: str, field: str) -> str:
    """An IANA name. Raises UserError with its field."""
    try:
        return parse_zone(typed)
    except UserError as error:
        raise UserError(error.message, field=field) from None


async def take_zone(ctx: Context, zone: str) -> None:
    """The actor lives by these clocks now, and is reminded by them."""
    await ctx.store.people.set_zone(ctx.actor.id, zone)
    if zone != ctx.actor.zone:
        await replan(ctx, await ctx.store.reminders.of(ctx.actor.id))


@dataclass(frozen=True, slots=True)
class Zone:
    zone: Annotated[str, ZonePick("Your city or time zone", "Kolkata, New York, Europe/Berlin")]


@ask(
    "zone.set",
    who=anyone,
    summary="Set your time zone",
    command="timezone",
    title="Your time zone",
    submit="Save",
)
async def set_zone(ctx: Context, args: Zone) -> Card:
    zone = read_zone(args.zone, "zone")
    await take_zone(ctx, zone)
    local = when_text(When(ctx.now), zone)
    return Card("Time zone saved", text(f"{zone}: it is {local} for you. Every time I show is in your own clock."))


@ask("dm.retry", who=anyone, summary="Check that I can send you direct messages", command="dms")
async def retry(ctx: Context, args: Nothing) -> Card:
    await ctx.store.people.set_dms_closed(ctx.actor.id, False)
    key = f"dm.hello:{ctx.actor.id}:{ctx.now.isoformat()}"
    soon = ctx.now + timedelta(minutes=10)
    await ctx.outbox.put(Notice(key, Dm(ctx.actor.id), call("dm.hello"), ctx.now, soon))
    return Card(
        "I am sending you a message now",
        text("If none arrives, allow messages from this server and try again."),
    )


@ask("dm.hello", who=bot_only, summary="A first direct message")
async def hello(ctx: Context, args: Nothing) -> Card:
    return Card("This works", text("I can reach you here. What waits for you is in /home."))
