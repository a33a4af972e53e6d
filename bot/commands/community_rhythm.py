"""When a community asks its mentees for check-ins, set by moderators."""

from dataclasses import dataclass, replace
from typing import Annotated

from bot.authority import moderators
from bot.calls import Call, call
from bot.commands import auditing
from bot.context import Context
from bot.domain.rhythms import (
    CHANNEL,
    CommunityRhythm,
    community_rhythm,
    days_text,
    mask_of,
    minute_of,
    read_clock,
    read_days,
)
from bot.domain.settings import Settings
from bot.params import Line, Option, Pick
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card

_SWITCH = (Option("1", "On"), Option("0", "Off", "Who chose days of their own is still asked"))

_WHERE = (
    Option("dm", "Direct messages", "Each at this time of their own day"),
    Option("channel", "The check-in channel", "One line for all, by the community's clock"),
)


@dataclass(frozen=True, slots=True)
class Set:
    is_on: Annotated[str, Pick("Ask for check-ins?", "Only those who agreed are asked", _SWITCH)]
    days: Annotated[str, Line("On which days?", "Mon, Thu", most=60)]
    at: Annotated[str, Line("At what time?", "16:00, each in their own time", most=10)]
    where: Annotated[str, Pick("Where do I ask?", "Everybody can choose otherwise for themselves", _WHERE)] = ""


async def here(ctx: Context) -> CommunityRhythm:
    """The rhythm of this community, with what is true of its channel now."""
    has_channel = await ctx.store.people.channel(CHANNEL) is not None
    return community_rhythm(ctx.community.settings, ctx.community.zone, has_channel=has_channel)


async def mine(ctx: Context) -> CommunityRhythm:
    """As it is for the actor: a channel in a space in which they are not is none."""
    found, rhythm = await ctx.store.people.channel(CHANNEL), await here(ctx)
    if found is None:
        return rhythm
    platform, space, _ = found
    _, account = (await ctx.store.people.named([ctx.actor.id], platform, space))[ctx.actor.id]
    return replace(rhythm, has_channel=bool(account))


def in_words(settings: Settings) -> str:
    """When whom is asked."""
    now = community_rhythm(settings)
    if not now.is_on:
        return "I ask nobody by the community's rhythm."
    by = "in the check-in channel, by the community's clock" if now.is_in_channel else "each in their own time"
    return f"Those who agreed are asked {days_text(now.days)} at {now.at:%H:%M}, {by}."


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """What is set."""
    now = community_rhythm(ctx.community.settings)
    where = "channel" if now.is_in_channel else "dm"
    return {"is_on": str(int(now.is_on)), "days": days_text(now.days), "at": f"{now.at:%H:%M}", "where": where}


@ask(
    "rhythm.community",
    who=moderators,
    summary="When this community asks for check-ins",
    command="check-in-rhythm",
    title="When we ask",
    intro=text(
        "Everybody who agreed is asked at this time of their own day, or all at once in the check-in channel. "
        "Each can choose another rhythm."
    ),
    submit="Save",
    prefill=known,
)
async def set_rhythm(ctx: Context, args: Set) -> Card:
    days, at = read_days(args.days, "days"), read_clock(args.at, "at", is_waking=True)
    is_on, before = int(args.is_on), ctx.community.settings
    in_channel = int(args.where == "channel") if args.where else before.is_prompt_channel
    chosen = replace(
        before,
        is_prompting=is_on,
        prompt_days=mask_of(days),
        prompt_minute=minute_of(at),
        is_prompt_channel=in_channel,
    )
    if chosen != ctx.community.settings:
        await ctx.store.choices.save(chosen)
        await ctx.store.prompts.replan()
        await auditing.note(ctx, "When we ask for check-ins", in_words(ctx.community.settings), in_words(chosen))
    said, actions = text(in_words(chosen)), [Button("Back to set-up", call("setup.show"))]
    if is_on and in_channel and not (await here(ctx)).has_channel:
        said = text(said, " There is no such channel yet, so until you choose one I write direct messages.")
        actions.insert(0, Button("Choose a channel", call("setup.choose", CHANNEL), "primary"))
    return Card("Saved" if is_on else "Off", said, actions=tuple(actions), tone="good")
