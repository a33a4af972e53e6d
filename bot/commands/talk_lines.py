"""What the two of a conversation write to each other, and how each of them sees it."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import talks, vent_drafts
from bot.commands.care import care_card, cared_for
from bot.context import Context
from bot.domain.care import is_worrying
from bot.domain.listening import Line, Talk, TalkState, side
from bot.params import Paragraph
from bot.registry import ask
from bot.text import Said, Text, clipped, joined, text
from bot.views import Button, Card

_EARLIER, _EARLIER_SHOWN = 3, 90
"""How many lines before the last one are shown again, and how much of each."""
_WHO_READS = text(
    "The other one reads it in a direct message, without your name. I keep it encrypted for 30 days. Leave out what "
    "tells who you are, if you want to stay unknown."
)


@dataclass(frozen=True, slots=True)
class OneLine:
    line: int


@dataclass(frozen=True, slots=True)
class Reply:
    talk: int
    text: Annotated[str, Paragraph("Your words", "As they come", most=talks.LONGEST)]


@ask(
    "talk.reply",
    who=anyone,
    summary="Write in a conversation with a listener",
    title="Write back",
    intro=_WHO_READS,
    is_untraced=True,
)
async def reply(ctx: Context, args: Reply) -> Card:
    talk = await talks.running(ctx, args.talk)
    await talks.check_may_write(ctx)
    if ctx.actor.id == talk.author and is_worrying(args.text):
        return await care_card(ctx, await vent_drafts.choices(ctx, args.text, str(talk.id)))
    return await cared_for(ctx, await talks.carry(ctx, talk, args.text), args.text)


@ask("talk.line", who=bot_only, summary="What one of a conversation wrote, for the other")
async def line(ctx: Context, args: OneLine) -> Card | None:
    found = await ctx.store.talks.line(args.line)
    talk = await ctx.store.talks.get(found.talk) if found else None
    if found is None or talk is None or await ctx.store.talks.are_apart(talk.author, talk.listener):
        return None
    if ctx.actor.id != (talk.listener if found.is_author else talk.author):
        return None
    actions = actions_of(ctx, talk) if talk.state is TalkState.OPEN else ()
    return Card(f"{side(found.is_author)} writes", text(Said(found.text)), actions=actions, tone="care")


def actions_of(ctx: Context, talk: Talk) -> tuple[Button, ...]:
    """What either of the two can do; the listener always finds how to listen beside it."""
    introduce = Button("Introduce us", call("talk.introduce", talk.id))
    return (
        Button("Write back", call("talk.reply", talk.id), "primary", opens_form=True),
        *((talks.GUIDANCE,) if ctx.actor.id == talk.listener else ()),
        *(() if talk.is_introduced else (introduce,)),
        Button("End it", call("talk.end", talk.id), opens_form=True),
        Button("Something is wrong", call("talk.trouble", talk.id)),
    )


async def shown(ctx: Context, talk: Talk) -> Card:
    """The last words of a conversation that runs."""
    found = await ctx.store.talks.lines(talk.id, _EARLIER + 1)
    is_author = ctx.actor.id == talk.author
    title = "You and a listener" if is_author else "You listen to somebody"
    said = joined([_told(one, is_author, is_last=one is found[-1]) for one in found], "\n\n")
    note = () if is_author else text("Listening is enough. You may stop at any time, and owe no answer.")
    return Card(title, said, actions=actions_of(ctx, talk), tone="care", note=note)


def _told(one: Line, is_author: bool, *, is_last: bool) -> Text:
    words = one.text if is_last else clipped(one.text, _EARLIER_SHOWN)
    return text("You" if one.is_author == is_author else side(one.is_author), ":\n", Said(words))
