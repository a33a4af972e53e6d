"""When a community asks its mentees for check-ins, set by moderators."""

from dataclasses import dataclass, replace
from typing import Annotated

from bot.authority import moderators
from bot.calls import Call, call
from bot.commands import auditing
from bot.context import Context
from bot.domain.rhythms import community_rhythm, days_text, mask_of, minute_of, read_clock, read_days
from bot.domain.settings import Settings
from bot.params import Line, Option, Pick
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card

_SWITCH = (Option("1", "On"), Option("0", "Off", "Who chose days of their own is still asked"))


@dataclass(frozen=True, slots=True)
class Set:
    is_on: Annotated[str, Pick("Ask for check-ins?", "Only those who agreed are asked", _SWITCH)]
    days: Annotated[str, Line("On which days?", "Mon, Thu", most=60)]
    at: Annotated[str, Line("At what time?", "16:00, each in their own time", most=10)]


def in_words(settings: Settings) -> str:
    """When whom is asked."""
    now = community_rhythm(settings)
    if not now.is_on:
        return "I ask nobody by the community's rhythm."
    return f"Those who agreed are asked {days_text(now.days)} at {now.at:%H:%M}, each in their own time."


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """What is set."""
    now = community_rhythm(ctx.community.settings)
    return {"is_on": str(int(now.is_on)), "days": days_text(now.days), "at": f"{now.at:%H:%M}"}


@ask(
    "rhythm.community",
    who=moderators,
    summary="When this community asks for check-ins",
    command="check-in-rhythm",
    title="When we ask",
    intro=text("Everybody who agreed is asked at this time of their own day. Each can choose another rhythm."),
    submit="Save",
    prefill=known,
)
async def set_rhythm(ctx: Context, args: Set) -> Card:
    days, at = read_days(args.days, "days"), read_clock(args.at, "at", is_waking=True)
    is_on = int(args.is_on)
    chosen = replace(ctx.community.settings, is_prompting=is_on, prompt_days=mask_of(days), prompt_minute=minute_of(at))
    if chosen != ctx.community.settings:
        await ctx.store.choices.save(chosen)
        await ctx.store.prompts.replan()
        await auditing.note(ctx, "When we ask for check-ins", in_words(ctx.community.settings), in_words(chosen))
    back = Button("Back to set-up", call("setup.show"))
    return Card("Saved" if is_on else "Off", text(in_words(chosen)), actions=(back,), tone="good")
