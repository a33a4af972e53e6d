"""Posts in the vent channel: without a name, after a while, and never sent twice."""

from dataclasses import dataclass

from bot.authority import bot_only
from bot.calls import call
from bot.context import Context
from bot.domain.vents import AUTHOR, NAMED, Mute, Vent, VentState, thread_name, voice_name
from bot.errors import NotAllowed, UserError
from bot.ports.vents import Words
from bot.registry import ask
from bot.text import Said, Text, When, clipped, text, when_text
from bot.views import Button, Card

LONGEST = 1500
_NO_CHANNEL = "There is no vent channel here. The journal and your mentors are there: /vent."


async def is_open(ctx: Context) -> bool:
    """Whether there is a channel to vent in, and it is switched on."""
    return bool(ctx.community.settings.is_vent_channel) and await ctx.store.people.channel("vent") is not None


async def check_may_post(ctx: Context) -> None:
    """Raises NotAllowed where there is no channel, or moderators muted the actor without knowing who it is."""
    if not await is_open(ctx):
        raise NotAllowed(_NO_CHANNEL)
    mute = await ctx.store.vent_safety.muted(ctx.actor.id, ctx.now)
    if mute is not None:
        raise NotAllowed(muted_words(ctx, mute))


def muted_words(ctx: Context, mute: Mute) -> str:
    """What whoever is muted is told when they write."""
    until = "For good" if mute.until is None else f"Until {when_text(When(mute.until), ctx.actor.zone)}"
    return (
        f"{until}, moderators have muted the author of something you wrote here. They do not know that it is you. "
        "Your journal and your mentors are there all the same: /vent."
    )


async def posted(ctx: Context, words: str) -> Card:
    """It waits from now on, without a name. Raises UserError when the actor has used up what is theirs."""
    most = ctx.community.settings.vent_quota
    if not await ctx.store.vents.take("post", ctx.actor.id, most, ctx.now):
        raise UserError(f"You have posted {most} in 24 hours, which is all for now. Your journal takes more: /vent.")
    key = await ctx.store.vents.wait(ctx.actor.id, Words(words), "", AUTHOR, ctx.now)
    return waiting(key)


def waiting(key: str) -> Card:
    """What its author is told, once."""
    said = text(
        "It goes out within 15 minutes, without your name.\n"
        "These buttons are yours alone, and whoever presses them counts as the author. I cannot show them again or "
        "tell you of answers, since I keep no name with it. If they are gone: press Report under your post, "
        "or type /vent, to take it down."
    )
    actions = (
        Button("Take it back", call("vent.undo", key), "danger"),
        Button("How it stands", call("vent.mine", key)),
    )
    return Card("It waits to be posted", said, actions=actions, tone="good")


@dataclass(frozen=True, slots=True)
class One:
    vent: str


@ask("vent.said", who=bot_only, summary="An anonymous vent, or an answer to one, in its channel")
async def said(ctx: Context, args: One) -> Card | None:
    found = await ctx.store.vents.get(args.vent)
    if found is None or found.state is not VentState.POSTED or not ctx.community.settings.is_vent_channel:
        return None
    answer = Button("Answer", call("vent.answer", found.thread), opens_form=True)
    report = Button("Report", call("vent.report", found.id))
    return Card(title_of(found), body_of(found), actions=(answer, report), is_public=True)


def title_of(vent: Vent) -> str:
    """The same two words for everything in one thread."""
    return f"{'An answer to' if vent.is_answer else 'A vent:'} {thread_name(vent.thread)}"


def body_of(vent: Vent) -> Text:
    if not vent.is_answer:
        return text(Said(vent.text))
    by_name = ", with their name" if vent.voice == NAMED else ""
    return text(Said(clipped(voice_name(vent), 40)), f"{by_name}:\n", Said(vent.text))
