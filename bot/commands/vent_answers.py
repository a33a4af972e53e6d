"""Answers in the thread of a vent: with a voice's number, with one's name, or as the author."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone
from bot.calls import call
from bot.commands import vent_consent
from bot.commands.care import cared_for
from bot.commands.vent_posting import LONGEST, check_may_post
from bot.context import Context
from bot.domain.vents import ANSWERS_A_DAY, AUTHOR, NAMED, Vent, VentState, thread_name
from bot.errors import Gone, NotFound, UserError
from bot.params import Option, Paragraph, Pick
from bot.ports.vents import Words
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card

_CLOSED = "This post is not in the channel any more, so it cannot be answered."
_NO_SUCH = "I do not find this post. Posts are deleted after 30 days."
_SHOWN = (
    Option("voice", "Without my name", "A number for this thread only"),
    Option("name", "With my name", "As it stands in your profile here"),
)
_ABOUT = (
    "Everybody in the channel reads it. Without your name you are a numbered voice in this thread and nowhere else; if "
    "you began the thread, you are its author. It goes out within 15 minutes and is deleted after 30 days."
)
_AS_AUTHOR = "Everybody in the channel reads it, from the author of the thread. It goes out within 15 minutes."


@dataclass(frozen=True, slots=True)
class Answer:
    thread: str
    text: Annotated[str, Paragraph("Your answer", "Be as kind as you would like others to be", most=LONGEST)]
    shown: Annotated[str, Pick("How are you shown?", "Without your name, if you pick nothing", _SHOWN)] = ""


@ask("vent.answer", who=anyone, summary="Answer a vent", title="Answer", intro=text(_ABOUT), is_untraced=True)
async def answer(ctx: Context, args: Answer) -> Card:
    await vent_consent.check(ctx)
    await check_may_post(ctx)
    thread = await _open_thread(ctx, args.thread)
    if args.shown == "name":
        return await _answered(ctx, thread, Words(args.text, ctx.actor.name), NAMED)
    is_author = await ctx.store.vents.is_author(thread.id, ctx.actor.id)
    voice = AUTHOR if is_author else await ctx.store.vents.voice(thread.id, ctx.actor.id)
    return await _answered(ctx, thread, Words(args.text), voice)


@dataclass(frozen=True, slots=True)
class Own:
    key: str
    text: Annotated[str, Paragraph("Your answer", "To those who answered you", most=LONGEST)]


@ask(
    "vent.own",
    who=anyone,
    summary="Answer in your own thread",
    title="As the author",
    intro=text(_AS_AUTHOR),
    is_untraced=True,
)
async def own(ctx: Context, args: Own) -> Card:
    await vent_consent.check(ctx)
    await check_may_post(ctx)
    found = await ctx.store.vents.of_key(args.key)
    if found is None or found.is_answer:
        raise NotFound(_NO_SUCH)
    return await _answered(ctx, await _open_thread(ctx, found.id), Words(args.text), AUTHOR)


async def _open_thread(ctx: Context, thread: str) -> Vent:
    found = await ctx.store.vents.get(thread)
    if found is None or found.is_answer:
        raise NotFound(_NO_SUCH)
    if found.state is not VentState.POSTED:
        raise Gone(_CLOSED)
    return found


async def _answered(ctx: Context, thread: Vent, words: Words, voice: int) -> Card:
    """Waits as a vent does, so that its moment tells nothing."""
    if not await ctx.store.vents.take("answer", ctx.actor.id, ANSWERS_A_DAY, ctx.now):
        raise UserError(f"You have answered {ANSWERS_A_DAY} times in 24 hours, which is all for now.")
    key = await ctx.store.vents.wait(ctx.actor.id, words, thread.id, voice, ctx.now)
    said = text(f"Your answer to {thread_name(thread.id)} goes out within 15 minutes.")
    undo = Button("Take it back", call("vent.undo", key), "danger")
    done = Card("It waits to be posted", said, actions=(undo, Button("How it stands", call("vent.mine", key))))
    return await cared_for(ctx, done, words.text)
