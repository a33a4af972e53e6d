"""A vent to one's own mentor: by direct message, with a line back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone, bot_only
from bot.calls import Call, call
from bot.commands import vent_consent
from bot.commands.care import cared_for
from bot.commands.checkin_sharing import open_pairs
from bot.commands.pairs import READ_WITHIN
from bot.commands.vent_audiences import BACK, Offer
from bot.context import Context
from bot.domain.journal import MentorVent
from bot.domain.mentorships import Mentorship
from bot.errors import Gone, NotFound
from bot.params import Nothing, Paragraph
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import Mention, Said, Text, clipped, joined, label, text
from bot.views import LABEL, Button, Card

LONGEST = 1500
_MOST = 8
"""Mentors that have a button of their own."""
_NO_MENTOR = "You have no running mentorship, so there is no mentor to tell. /vent shows who else may hear it."
_NO_SUCH = "I do not find this any more. What is told to a mentor is kept for 30 days."
_PROMISE = (
    "They read it in a direct message, with your name, and can answer. Moderators cannot read it. I keep one encrypted "
    "copy for 30 days, so that it can be sent and answered. A message that has arrived stays with them."
)


async def offer(ctx: Context) -> Offer | None:
    """For those who have a mentor."""
    pairs = await open_pairs(ctx)
    if not pairs:
        return None
    button = Button("Tell my mentor", call("vent.tell", pairs[0].id), opens_form=True)
    if len(pairs) > 1:
        button = Button("Tell a mentor", call("vent.mentors"))
    return Offer("My mentor", "A direct message with your name. They can answer with a line.", (button,))


@ask("vent.mentors", who=anyone, summary="Choose which of your mentors to tell", is_untraced=True)
async def choose(ctx: Context, args: Nothing) -> Card:
    pairs = await open_pairs(ctx)
    if not pairs:
        raise NotFound(_NO_MENTOR)
    buttons = [await _button(ctx, pair) for pair in pairs[:_MOST]]
    every = Button("All of them", call("vent.tell", 0), opens_form=True)
    return Card("Which mentor?", actions=(*buttons, every, BACK))


async def _button(ctx: Context, pair: Mentorship) -> Button:
    return Button(await _name(ctx, pair), call("vent.tell", pair.id), opens_form=True)


async def _name(ctx: Context, pair: Mentorship) -> str:
    mentor = await ctx.store.people.get(pair.mentor)
    return clipped(label(mentor.name if mentor else "", "A mentor"), LABEL)


@dataclass(frozen=True, slots=True)
class Tell:
    """`pair` is 0 for every mentor."""

    pair: int
    text: Annotated[str, Paragraph("What is on your mind?", "As it comes", most=LONGEST)]


async def told_to(ctx: Context, asked: Call) -> Text:
    """Who will read it."""
    chosen = asked.args[0] if asked.args else "0"
    pairs = [pair for pair in await open_pairs(ctx) if chosen in ("0", str(pair.id))]
    names = [text(Said(await _name(ctx, pair))) for pair in pairs]
    return text("For ", joined(names), " alone. ") if pairs else ()


@ask(
    "vent.tell",
    who=anyone,
    summary="Tell your mentor what is on your mind",
    title="Tell your mentor",
    intro=text(_PROMISE),
    recall=told_to,
    is_untraced=True,
)
async def tell(ctx: Context, args: Tell) -> Card:
    await vent_consent.check(ctx)
    pairs = [pair for pair in await open_pairs(ctx) if args.pair in (0, pair.id)]
    return await cared_for(ctx, await sent(ctx, pairs, args.text), args.text)


async def sent(ctx: Context, pairs: Sequence[Mentorship], words: str) -> Card:
    """To the mentor of each of these pairs of the actor's. Raises NotFound when there is none."""
    if not pairs:
        raise NotFound(_NO_MENTOR)
    for pair in pairs:
        await _send(ctx, pair.mentor, "", words)
    names = joined([text(Mention(pair.mentor)) for pair in pairs])
    return Card("It is on its way", text(names, " reads it, and nobody else."), actions=(BACK,), tone="good")


async def _send(ctx: Context, reader: int, about: str, words: str) -> None:
    made = await ctx.store.mentor_vents.send(ctx.actor.id, reader, about, words, ctx.now)
    said = call("vent.told", made)
    await ctx.outbox.put(Notice(f"vent.told:{made}", Dm(reader), said, ctx.now, ctx.now + READ_WITHIN))


@dataclass(frozen=True, slots=True)
class One:
    vent: str


@ask("vent.told", who=bot_only, summary="What somebody tells their mentor, or the mentor's answer")
async def told(ctx: Context, args: One) -> Card | None:
    found = await ctx.store.mentor_vents.get(args.vent)
    if found is None or found.reader != ctx.actor.id or not await _are_together(ctx, found):
        return None
    answer = Button("Answer", call("vent.reply", found.id), "primary", opens_form=True)
    note = "Only you were told. You need not solve it: listening is enough. If you fear for them, /help-now has lines."
    said = text(Mention(found.author), ":\n", Said(found.text))
    title = "An answer to what you told" if found.about else "Somebody tells you something"
    return Card(title, said, actions=(answer,), tone="care", note=() if found.about else text(note))


async def _are_together(ctx: Context, found: MentorVent) -> bool:
    """Whether the two still have a mentorship, and neither has blocked the other."""
    pair = await ctx.store.mentorships.running_between(found.author, found.reader)
    return pair is not None and not await ctx.store.safety.is_blocked(found.author, found.reader)


@dataclass(frozen=True, slots=True)
class Reply:
    vent: str
    text: Annotated[str, Paragraph("Your answer", "A line is plenty", most=LONGEST)]


@ask(
    "vent.reply",
    who=anyone,
    summary="Answer what was told to you",
    title="Your answer",
    intro=text("The other one reads it in a direct message, with your name. Nobody else does."),
    is_untraced=True,
)
async def reply(ctx: Context, args: Reply) -> Card:
    found = await ctx.store.mentor_vents.get(args.vent)
    if found is None or found.reader != ctx.actor.id:
        raise NotFound(_NO_SUCH)
    if not await _are_together(ctx, found):
        raise Gone("You two have no running mentorship any more, so I do not carry this.")
    await _send(ctx, found.author, found.id, args.text)
    return Card("It is on its way", text(Mention(found.author), " reads it, and nobody else."), tone="good")
