"""The voice channel in which pairs may meet, where a platform has such; told by moderators."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import moderators
from bot.calls import call
from bot.commands import auditing
from bot.context import Context
from bot.domain.rooms import VOICE
from bot.errors import NotFound
from bot.params import ChannelPick, Nothing
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card, Item, Picker

USE = "Pairs may choose to meet there. Whoever is in the server can come in."
_BACK = Button("Channels", call("setup.channels"))


def _has_voices(ctx: Context) -> bool:
    """Whether there are voice channels where the actor is."""
    platform, space = ctx.space
    return bool(space) and platform in ctx.installation.voices


async def row(ctx: Context) -> tuple[Item, ...]:
    """What set-up says about it; nothing where there are no voice channels."""
    if not _has_voices(ctx):
        return ()
    is_set = await ctx.store.people.channel(VOICE) is not None
    choose = Button("Choose another" if is_set else "Choose", call("voice.choose"), "primary")
    stop = (Button("Use none", call("voice.stop")),) if is_set else ()
    return (Item(text("Voice channel"), text("It is set. " if is_set else "None yet. ", USE), (choose, *stop)),)


@ask("voice.choose", who=moderators, summary="Choose a voice channel")
async def choose(ctx: Context, args: Nothing) -> Picker:
    return Picker("Voice channel", call("voice.set"), "channel", ChannelPick("Which one?", is_voice=True), text(USE))


@dataclass(frozen=True, slots=True)
class Chosen:
    channel: Annotated[str, ChannelPick("Which voice channel?", is_voice=True)]


@ask("voice.set", who=moderators, summary="Set the voice channel", title="Choose a channel", submit="Save")
async def choose_channel(ctx: Context, args: Chosen) -> Card:
    if not _has_voices(ctx):
        raise NotFound("There are no voice channels here. Type /setup in the server itself.")
    before = await ctx.store.people.channel(VOICE)
    await ctx.store.people.set_channel(VOICE, *ctx.space, args.channel)
    await auditing.note(ctx, "Voice channel", before[2] if before else "", args.channel)
    return Card("The voice channel is set", text(USE), actions=(_BACK,), tone="good")


@ask("voice.stop", who=moderators, summary="Use no voice channel any more")
async def stop(ctx: Context, args: Nothing) -> Card:
    before = await ctx.store.people.channel(VOICE)
    await ctx.store.people.drop_channel(VOICE)
    await auditing.note(ctx, "Voice channel", before[2] if before else "", "")
    return Card("Voice channel: none", text("It is offered to nobody from now on."), actions=(_BACK,))
