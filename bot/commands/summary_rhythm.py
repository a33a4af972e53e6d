"""When a community's week is summed up, set by moderators."""

from dataclasses import dataclass, replace
from typing import Annotated

from bot.authority import moderators
from bot.calls import Call, call
from bot.commands import auditing
from bot.commands.summary_choice import when
from bot.context import Context
from bot.domain.rhythms import minute_of, read_clock, time_of
from bot.domain.settings import Settings
from bot.domain.week import DAYS
from bot.params import Line, Option, Pick
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card

_SWITCH = (Option("1", "On"), Option("0", "Off", "Nobody gets one, and no channel"))
_DAYS = tuple(Option(str(day), name) for day, name in enumerate(DAYS))
CHANGE = Button("Weekly summary", call("summary.rhythm"), opens_form=True)


@dataclass(frozen=True, slots=True)
class Set:
    is_on: Annotated[str, Pick("Sum up each week?", "Everybody can turn their own off", _SWITCH)]
    day: Annotated[str, Pick("On which day?", "A week goes from Monday to Sunday", _DAYS)]
    at: Annotated[str, Line("At what time?", "09:00, each in their own time", most=10)]


def in_words(settings: Settings) -> str:
    """When what is summed up."""
    if not settings.is_summaries:
        return "No weekly summaries."
    return f"Weekly summaries go out {when(settings)}: to people in their own time, to channels in the community's."


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """What is set."""
    now = ctx.community.settings
    at = f"{time_of(now.summary_minute):%H:%M}"
    return {"is_on": str(now.is_summaries), "day": str(now.summary_day), "at": at}


@ask(
    "summary.rhythm",
    who=moderators,
    summary="When this community's week is summed up",
    title="Weekly summary",
    intro=text(
        "The announcements channel reads how the community did, moderators what needs them, and each person "
        "how their own week went."
    ),
    submit="Save",
    prefill=known,
)
async def set_rhythm(ctx: Context, args: Set) -> Card:
    at = read_clock(args.at, "at", is_waking=True)
    is_on = int(args.is_on)
    before = ctx.community.settings
    chosen = replace(before, is_summaries=is_on, summary_day=int(args.day), summary_minute=minute_of(at))
    if chosen != before:
        await ctx.store.choices.save(chosen)
        await auditing.note(ctx, "When weeks are summed up", in_words(before), in_words(chosen))
    back = Button("Back to set-up", call("setup.show"))
    return Card("Saved" if is_on else "Off", text(in_words(chosen)), actions=(back,), tone="good")
