"""A mentor's own time for a group session: read back in their clock, and refused where they have something else."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.commands import hours
from bot.commands.typed_times import NO_FIT, change_of_clocks, offset_label
from bot.context import Context
from bot.domain.groups import Group
from bot.domain.sessions import BUFFER, NOTICE
from bot.domain.slots import Fit, Member, Reason, fits
from bot.domain.typed_times import HORIZON, Moment
from bot.errors import Gone
from bot.text import Text, When, text
from bot.views import Button, Card

BUSY = "You have something else then. /sessions and your own calendars show what."


async def _fit(ctx: Context, start: datetime, minutes: int, moving: Group | None) -> Fit:
    """Whether the mentor has time then, by their calendars too, and without the group session that moves."""
    profile = await ctx.store.mentors.get(ctx.actor.id)
    taken = (await ctx.store.sessions.taken((ctx.actor.id,), ctx.now)).get(ctx.actor.id, ())
    elsewhere = (await hours.busy_elsewhere(ctx, ctx.actor.id)).get(ctx.actor.id, ())
    busy = (*(span.widened for span in taken if moving is None or span != moving.span), *elsewhere)
    week = profile.week if profile and profile.week.bits else None
    return fits((Member(week, ctx.actor.zone, busy),), start, timedelta(minutes=minutes), BUFFER, ctx.now, NOTICE)


async def check_free(ctx: Context, start: datetime, minutes: int, moving: Group | None = None) -> None:
    """Raises Gone when the mentor has something else then, or it is too near or too far."""
    found = await _fit(ctx, start, minutes, moving)
    if found.reason in (Reason.PAST, Reason.TOO_SOON) or start - ctx.now > HORIZON:
        raise Gone("That time is too near, too far or over by now. Type another one.")
    if found.reason is Reason.BUSY:
        raise Gone(BUSY)


async def read_back(
    ctx: Context,
    moment: Moment,
    minutes: int,
    more: Text,
    pick: Callable[[str, datetime], Button],
    again: Button,
    moving: Group | None = None,
) -> Card:
    """The moment in the mentor's clock, what speaks against it, and the way on: `pick` makes the button for a start."""
    found = await _fit(ctx, moment.at, minutes, moving)
    said = text(When(moment.at), ".", more, change_of_clocks(moment))
    if found.reason not in (None, Reason.OUTSIDE):
        why = NO_FIT.get(found.reason) or "You have something else then."
        return Card("That does not work", text(said, "\n", why), actions=(again,), tone="warning")
    outside = "\nIt is outside the hours in your profile." if found.reason else ""
    if moment.other is None:
        picks: tuple[Button, ...] = (pick("Yes, this time", moment.at),)
    else:
        both = sorted((moment.at, moment.other))
        picks = tuple(pick(offset_label(at, ctx.actor.zone), at) for at in both)
    return Card("Is this the time?", text(said, outside), actions=(*picks, again))
