"""The vent channel: written without a name, posted after a while, and never sent twice."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone, bot_only
from bot.calls import Call, call
from bot.commands import vent_consent
from bot.commands.vent_audiences import Offer
from bot.context import Context
from bot.domain.vents import ACTIVE_FOR, AUTHOR, SMALL, Mute, Vent, VentState, is_small, thread_name, voice_name
from bot.errors import NotAllowed, UserError
from bot.params import Paragraph
from bot.ports.vents import Words
from bot.registry import ask
from bot.text import Said, Text, When, clipped, text, when_text
from bot.views import Button, Card

LONGEST = 1500
_NO_CHANNEL = "There is no vent channel here. The journal and your mentors are there: /vent."
_PROMISE = (
    "Everybody in the channel reads it. Members and moderators are not shown your name, and I keep none with it.\n"
    "Not hidden: Discord or Slack carries it. Whoever runs this bot could see it while it is sent, and with its key "
    "could test the mark by which moderators mute an author they do not know. Your style, topic or timing may give "
    "you away. Screenshots stay.\n"
    "It goes out within 15 minutes, with another one if one waits. It is deleted after 30 days, here and in the "
    "channel. It is not a crisis service."
)


async def is_open(ctx: Context) -> bool:
    """Whether there is a channel to vent in, and it is switched on."""
    return bool(ctx.community.settings.is_vent_channel) and await ctx.store.people.channel("vent") is not None


async def offer(ctx: Context) -> Offer | None:
    """Where moderators chose a channel for it."""
    if not await is_open(ctx):
        return None
    button = Button("Vent anonymously", call("vent.write"), opens_form=True)
    return Offer("The vent channel", "Everybody there reads it, and nobody is shown your name.", (button,))


async def warning(ctx: Context) -> Text:
    """Said where so few are active that anonymity is thin."""
    if not await is_open(ctx) or not is_small(await ctx.store.people.seen_since(ctx.now - ACTIVE_FOR)):
        return ()
    said = f"Fewer than {SMALL} people are active here, so others may guess who wrote. The journal is safer.\n"
    return text(said)


@dataclass(frozen=True, slots=True)
class Write:
    text: Annotated[str, Paragraph("What is on your mind?", "Leave out names and places", most=LONGEST)]


async def before_writing(ctx: Context, asked: Call) -> Text:
    """The warning where one is due."""
    return await warning(ctx)


@ask(
    "vent.write",
    who=anyone,
    summary="Vent anonymously in the vent channel",
    title="Vent anonymously",
    intro=text(_PROMISE),
    submit="Post without my name",
    recall=before_writing,
)
async def write(ctx: Context, args: Write) -> Card:
    await vent_consent.check(ctx)
    await check_may_post(ctx)
    return await posted(ctx, args.text)


async def check_may_post(ctx: Context) -> None:
    """Raises NotAllowed where there is no channel, or moderators muted the actor without knowing who it is."""
    if not await is_open(ctx):
        raise NotAllowed(_NO_CHANNEL)
    mute = await ctx.store.vent_safety.muted(ctx.actor.id, ctx.now)
    if mute is not None:
        raise NotAllowed(_muted_words(ctx, mute))


def _muted_words(ctx: Context, mute: Mute) -> str:
    until = "" if mute.until is None else f" until {when_text(When(mute.until), ctx.actor.zone)}"
    return (
        f"Moderators muted the author of something you posted here, without learning who it is{until}. "
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
        "tell you of answers, since I do not know that it was you. If they are gone: press Report under your post, "
        "and I offer to take it down."
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
    if found is None or found.state is not VentState.POSTED:
        return None
    answer = Button("Answer", call("vent.answer", found.thread), opens_form=True)
    report = Button("Report", call("vent.report", found.id))
    return Card(title_of(found), body_of(found), actions=(answer, report), is_public=True)


def title_of(vent: Vent) -> str:
    """The same two words for everything in one thread."""
    return f"{'An answer to' if vent.is_answer else 'A vent:'} {thread_name(vent.thread)}"


def body_of(vent: Vent) -> Text:
    who = text(Said(clipped(voice_name(vent), 40)), ":\n") if vent.is_answer else ()
    return text(who, Said(vent.text))
