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
from bot.ports.people import Handle
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card, Item, Picker

USE = "Pairs may choose to meet there. Whoever is in the server can come in."
_BACK = Button("Channels", call("setup.channels"))


async def _here(ctx: Context) -> Handle | None:
    """Where the actor is, if it has voice channels."""
    here = await ctx.store.people.handle(ctx.actor.id)
    return here if here is not None and here.platform in ctx.installation.voices else None


async def row(ctx: Context) -> tuple[Item, ...]:
    """What set-up says about it; nothing where there are no voice channels."""
    if await _here(ctx) is None:
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
    here = await _here(ctx)
    if here is None:
        raise NotFound("There are no voice channels here. Type /setup in the server itself.")
    before = await ctx.store.people.channel(VOICE)
    await ctx.store.people.set_channel(VOICE, here.platform, here.space, args.channel)
    await auditing.note(ctx, "Voice channel", before[2] if before else "", args.channel)
    return Card("The voice channel is set", text(USE), actions=(_BACK,), tone="good")


@ask("voice.stop", who=moderators, summary="Use no voice channel any more")
async def stop(ctx: Context, args: Nothing) -> Card:
    await ctx.store.people.drop_channel(VOICE)
    return Card("Voice channel: none", text("It is offered to nobody from now on."), actions=(_BACK,))
