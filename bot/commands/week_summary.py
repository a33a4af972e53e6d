"""One message for somebody's week: their own, and how their mentees are."""

from dataclasses import dataclass

from bot.authority import bot_only
from bot.calls import call
from bot.commands import summary_choice
from bot.commands.mentees import glances
from bot.commands.own_week import OwnWeek, own_week
from bot.context import Context
from bot.domain.mondays import summed_up
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card, Fact

_QUIET = "It was quiet here last week, and that is fine. Whenever you like, two lines are enough to go on."


@dataclass(frozen=True, slots=True)
class Week:
    """The ordinal of the Monday that began it."""

    monday: int


@ask("summary.week", who=bot_only, summary="How somebody's week went, and how their mentees are")
async def week(ctx: Context, args: Week) -> Card | None:
    monday = summed_up(args.monday, ctx.now, ctx.actor.zone)
    if monday is None or not await summary_choice.is_wanted(ctx):
        return None
    own, theirs = await own_week(ctx, monday), await glances(ctx)
    if own is None and not theirs:
        return None
    mentees = (Fact("Your mentees", theirs),) if theirs else ()
    facts = (*(own.facts if own else ()), *mentees)
    actions = (*_own_actions(own), *_mentor_actions(bool(theirs)), summary_choice.STOP)
    return Card("Your week", text(_said(own)), facts, actions, note=text("Only you see this."))


def _said(own: OwnWeek | None) -> str:
    if own is None:
        return "Your mentees at a glance."
    return _QUIET if own.is_quiet else "This is what came of last week."


def _own_actions(own: OwnWeek | None) -> tuple[Button, ...]:
    return (Button("Check in", call("checkin.write"), "primary", opens_form=True),) if own else ()


def _mentor_actions(has_mentees: bool) -> tuple[Button, ...]:
    return (Button("Your mentees", call("mentee.list")),) if has_mentees else ()
