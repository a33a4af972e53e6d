"""Which channel is for what, told by moderators; and a word about channels that broke."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from bot.authority import bot_only, moderators
from bot.calls import call
from bot.commands import auditing, voice
from bot.context import Context
from bot.domain.rhythms import CHANNEL
from bot.errors import NotFound
from bot.params import ChannelPick, Nothing
from bot.ports.outbox import Dm, Notice, Post
from bot.registry import ask
from bot.text import Said, Strong, Text, text
from bot.views import Button, Card, Item, Listing, Picker

PURPOSES = {
    "mentors": ("Mentors' channel", "Quick questions are put here, and any mentor can take one."),
    "checkins": (
        "Check-in channel",
        "A line says here that it is time, where you chose that in /check-in-rhythm. Answers never stand here.",
    ),
    "announcements": (
        "Channel for announcements",
        "Group sessions for everybody are announced here, and how each week went.",
    ),
    "vent": ("Vent channel", "Anonymous vents are put here. Everybody who sees the channel reads them."),
    "moderators": (
        "Moderators' channel",
        "Reports, mentors to approve and what needs you each week are told here. Make it a private one.",
    ),
}
"""What a channel can be for, by the name notices use: how it is called, and what is written there."""
_WITHOUT = {
    "announcements": "Group sessions stand in /group-sessions all the same; how the week went is not told.",
    "vent": "Nobody can vent anonymously without it; the journal and mentors are there all the same.",
}
"""What happens where there is no such channel; for the others direct messages take its place."""
_BACK = Button("Back to set-up", call("setup.show"))
_CHANNELS = Button("Channels", call("setup.channels"))
PAGE = 5
TEST_FOR = timedelta(minutes=5)
TOLD_FOR = timedelta(days=14)


def _purpose(name: str) -> tuple[str, str]:
    found = PURPOSES.get(name)
    if found is None:
        raise NotFound("There is no such channel to set. /setup shows all of them.")
    return found


@dataclass(frozen=True, slots=True)
class Page:
    page: int = 0


@dataclass(frozen=True, slots=True)
class One:
    purpose: str


@ask("setup.channels", who=moderators, summary="Which channel is for what")
async def show(ctx: Context, args: Page) -> Listing:
    troubles = await ctx.store.people.troubles()
    rows = tuple([await _row(ctx, purpose, troubles.get(purpose, "")) for purpose in PURPOSES])
    rows += await voice.row(ctx)
    said = text("Everything works without channels too: then I write direct messages.")
    page = min(args.page, (len(rows) - 1) // PAGE)
    shown = rows[page * PAGE : page * PAGE + PAGE]
    return Listing(
        "Channels",
        shown,
        said,
        newer=call("setup.channels", page - 1) if page else None,
        older=call("setup.channels", page + 1) if page * PAGE + PAGE < len(rows) else None,
        actions=(_BACK,),
    )


async def _row(ctx: Context, purpose: str, trouble: str) -> Item:
    name, use = PURPOSES[purpose]
    is_set = await ctx.store.people.channel(purpose) is not None
    said: Text = text("It is set. ") if is_set else text("None yet. ")
    if trouble:
        said = text("It does not work: ", Said(trouble), ". Choose it again when that is mended, or another. ")
    choose = Button("Choose" if not is_set else "Choose another", call("setup.choose", purpose), "primary")
    rest = (Button("Test it", call("setup.test", purpose)), Button("Use none", call("setup.stop", purpose)))
    return Item(text(name), text(said, use), (choose, *(rest if is_set or trouble else ())))


@ask("setup.choose", who=moderators, summary="Choose a channel")
async def choose(ctx: Context, args: One) -> Picker:
    name, use = _purpose(args.purpose)
    return Picker(name, call("setup.channel", args.purpose), "channel", ChannelPick("Which channel?"), text(use))


@dataclass(frozen=True, slots=True)
class Chosen:
    purpose: str
    channel: Annotated[str, ChannelPick("Which channel?", "I must be able to see it and write there")]


@ask("setup.channel", who=moderators, summary="Set a channel", title="Choose a channel", submit="Save")
async def channel(ctx: Context, args: Chosen) -> Card:
    name, use = _purpose(args.purpose)
    platform, space = ctx.space
    if not space:
        raise NotFound("I do not know where that channel is. Type /setup in the server itself.")
    before = await ctx.store.people.channel(args.purpose)
    await ctx.store.people.set_channel(args.purpose, platform, space, args.channel)
    await auditing.note(ctx, name, before[2] if before else "", args.channel)
    await _plan_anew(ctx, args.purpose)
    actions = (
        Button("Test it", call("setup.test", args.purpose), "primary"),
        _CHANNELS,
    )
    return Card(f"{name} is set", text(use, " Press Test it, and look whether a line arrives."), actions=actions)


async def _plan_anew(ctx: Context, purpose: str) -> None:
    """Who was asked in the channel is asked at their own hour without it, and the other way round."""
    if purpose == CHANNEL:
        await ctx.store.prompts.replan()


@ask("setup.stop", who=moderators, summary="Use no channel for this any more")
async def stop(ctx: Context, args: One) -> Card:
    name, _ = _purpose(args.purpose)
    before = await ctx.store.people.channel(args.purpose)
    await ctx.store.people.drop_channel(args.purpose)
    await auditing.note(ctx, name, before[2] if before else "", "")
    await _plan_anew(ctx, args.purpose)
    said = _WITHOUT.get(args.purpose, "From now on I write direct messages instead.")
    return Card(f"{name}: none", text(said), actions=(_CHANNELS,))


@ask("setup.test", who=moderators, summary="Write a line to a channel, to see whether it arrives")
async def test(ctx: Context, args: One) -> Card:
    name, _ = _purpose(args.purpose)
    if await ctx.store.people.channel(args.purpose) is None:
        raise NotFound(f"{name} is not set, or does not work. /setup chooses one.")
    key = f"setup.tested:{args.purpose}:{ctx.now.isoformat()}"
    said = call("setup.tested", args.purpose)
    await ctx.outbox.put(Notice(key, Post(args.purpose), said, ctx.now, ctx.now + TEST_FOR))
    again = (Button("Test again", call("setup.test", args.purpose)), _CHANNELS)
    said_now = text("A line is on its way. If none arrives in a minute, I write to you why.")
    return Card("Look at the channel", said_now, actions=again)


@ask("setup.tested", who=bot_only, summary="The line that tests a channel")
async def tested(ctx: Context, args: One) -> Card | None:
    if args.purpose not in PURPOSES:
        return None
    return Card("This works", text(PURPOSES[args.purpose][1]), is_public=True)


@ask("channels.lost", who=bot_only, summary="A channel cannot be used any more")
async def lost(ctx: Context, args: One) -> None:
    await _plan_anew(ctx, args.purpose)
    until = ctx.now + TOLD_FOR
    for moderator in await ctx.store.people.moderators():
        key = f"channel.broken:{args.purpose}:{moderator.id}:{ctx.now.isoformat()}"
        await ctx.outbox.put(Notice(key, Dm(moderator.id), call("channel.broken", args.purpose), ctx.now, until))


@ask("channel.broken", who=bot_only, summary="Tells a moderator that a channel does not work")
async def broken(ctx: Context, args: One) -> Card | None:
    trouble = (await ctx.store.people.troubles()).get(args.purpose)
    if trouble is None or args.purpose not in PURPOSES:
        return None
    name, _ = PURPOSES[args.purpose]
    rest = _WITHOUT.get(args.purpose, "Until it is mended I write direct messages instead.")
    said = text("I could not write there: ", Said(trouble), f". {rest}")
    mend = Button("Mend it", call("setup.channels"), "primary")
    return Card(f"{name} does not work", said, actions=(mend,), tone="warning")


@ask("setup.welcome", who=bot_only, summary="What the bot says when it comes into a community")
async def welcome(ctx: Context, args: Nothing) -> Card:
    said = text(
        "I help students find mentors here, and keep those mentorships alive.\n",
        Strong("/find-mentor"),
        " shows who fits you and why. ",
        Strong("/mentor profile"),
        " makes you a mentor. ",
        Strong("/help"),
        " has the rest.\nModerators begin with ",
        Strong("/setup"),
        ".",
    )
    note = text("I read no messages. What you tell me is seen by those it says on the form.")
    return Card("Hello from Office Hours", said, is_public=True, note=note)
