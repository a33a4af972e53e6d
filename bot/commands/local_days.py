"""Days as people live them: the one it is for the actor, and any day in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.context import Context


def today_of(ctx: Context) -> date:
    """The day it is for the actor."""
    return today_in(ctx, ctx.actor.zone)


def today_in(ctx: Context, zone: str) -> date:
    """The day it is in a zone."""
    return day_in(ctx.now, zone)


def day_in(at: datetime, zone: str) -> date:
    """The day on which a moment falls in a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def day_text(day: date) -> str:
    """A local day, which is never converted: "Sat 12 Dec 2026"."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"
