"""A conversation with a listener ends: by a word of either, because one cannot go on, or because it went quiet."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import listener_care, talk_finding, talks
from bot.commands.care import cared_for
from bot.commands.vent_audiences import BACK
from bot.context import Context
from bot.domain.listening import OWED, TalkState
from bot.params import Paragraph
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card

_INTRO = text("The other one is told kindly, and gets your last words if you leave some. You owe no reason.")
_WORDS = {
    "over": "The other one cannot go on with it. That says nothing about you, or about what you wrote.",
    "quiet": "Nobody wrote for three days, so I closed it. That is nobody's fault.",
}


@dataclass(frozen=True, slots=True)
class End:
    talk: int
    text: Annotated[str, Paragraph("Last words (optional)", "Thank you for being there", most=talks.LONGEST)] = ""


@ask(
    "talk.end",
    who=anyone,
    summary="End a conversation with a listener",
    title="End it kindly",
    intro=_INTRO,
    submit="End it",
    is_untraced=True,
)
async def end(ctx: Context, args: End) -> Card:
    talk = await talks.running(ctx, args.talk)
    if args.text:
        await talks.carry(ctx, talk, args.text)
    await talks.finish(ctx, talk, (talk.other(ctx.actor.id),))
    if ctx.actor.id == talk.listener:
        return await cared_for(ctx, listener_care.after("You ended it. Thank you for listening."), args.text)
    said = "It is over, and the other one is told kindly. I am glad that you did not keep it to yourself."
    return await cared_for(ctx, Card("It is over", text(said), actions=(BACK, safety(talk.id)), tone="care"), args.text)


def safety(talk: int) -> Button:
    """Still there when a conversation is over."""
    return Button("Something was wrong", call("talk.trouble", talk))


@dataclass(frozen=True, slots=True)
class Over:
    """All that it says: when one of the two is erased, nothing else of it is left."""

    talk: int
    how: str
    side: str


@ask("talk.over", who=bot_only, summary="Tells one of a conversation that it is over")
async def over(ctx: Context, args: Over) -> Card | None:
    words = _WORDS.get(args.how)
    if words is None:
        return None
    if args.side == "listener":
        return listener_care.after(f"{words} Thank you for listening.", (safety(args.talk),))
    again = Button("Who else can hear it", call("vent.show"))
    actions = (again, Button("Help lines", call("care.show")), safety(args.talk))
    return Card("The conversation is over", text(words), actions=actions, tone="care")


@dataclass(frozen=True, slots=True)
class One:
    talk: int


@ask("talk.quiet", who=bot_only, summary="Ends a conversation in which nobody writes any more")
async def quiet(ctx: Context, args: One) -> None:
    talk = await ctx.store.talks.get(args.talk)
    if talk is not None:
        await talks.finish(ctx, talk, (talk.author, talk.listener), "quiet")


async def stop_listening(ctx: Context, person: int) -> None:
    """Whoever they listen to is told, and whoever waits for their answer goes to the next."""
    for talk in await ctx.store.talks.live_of(person):
        if talk.listener == person:
            await talks.finish(ctx, talk, (talk.author,))
    for owed in await ctx.store.obligations.owed_by(person):
        if owed.kind == OWED:
            await ctx.store.obligations.close(OWED, owed.subject, person)
            talk_of = await ctx.store.talks.get(owed.subject)
            if talk_of is not None:
                await talk_finding.go_on(ctx, talk_of)


async def leave(ctx: Context, person: int) -> None:
    """They are not here any more, on either side."""
    for talk in await ctx.store.talks.live_of(person):
        if talk.author == person and talk.state is TalkState.LOOKING:
            await talk_finding.withdraw(ctx, talk)
        elif talk.author == person:
            await talks.finish(ctx, talk, (talk.listener,))
    await stop_listening(ctx, person)
