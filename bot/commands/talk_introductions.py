"""Two who talk without names may show each other theirs, once both have tapped it."""

from dataclasses import dataclass

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import talks
from bot.context import Context
from bot.domain.listening import Talk, TalkState
from bot.errors import Gone
from bot.registry import ask
from bot.text import Mention, text
from bot.views import Button, Card, Confirm


@dataclass(frozen=True, slots=True)
class One:
    talk: int


@ask("talk.introduce", who=anyone, summary="Ask whether you want to be introduced", is_untraced=True)
async def introduce(ctx: Context, args: One) -> Confirm:
    talk = await talks.running(ctx, args.talk)
    said = text(
        "Names are shown to you both, and only once you both have tapped this. If they have not yet, I tell them one "
        "time that you would like to; I never ask again. It cannot be taken back."
    )
    yes = Button("Introduce us", call("talk.wish", talk.id), "primary")
    return Confirm("Show each other who you are?", said, yes, Button("Stay unknown", call("talk.show", talk.id)))


@ask("talk.wish", who=anyone, summary="Want to be introduced", is_untraced=True)
async def wish(ctx: Context, args: One) -> Card:
    talk = await talks.running(ctx, args.talk)
    after = await ctx.store.talks.wish(talk.id, ctx.actor.id == talk.author)
    if after is None:
        raise Gone("You have said so already. I do not ask the other one again.")
    if not after.is_introduced:
        await talks.tell(ctx, talk.other(ctx.actor.id), "talk.wished", talk.id)
        said = "I tell them once. If they would like to as well, you both see each other's name. Until then, nothing."
        back = Button("The conversation", call("talk.show", talk.id))
        return Card("You would like to be introduced", text(said), actions=(back,), tone="care")
    for person in (talk.author, talk.listener):
        if person != ctx.actor.id:
            await talks.tell(ctx, person, "talk.introduced", talk.id)
    return _introduced(ctx, after)


def _introduced(ctx: Context, talk: Talk) -> Card:
    said = text("You both wanted it: this is ", Mention(talk.other(ctx.actor.id)), ". You can write to each other now.")
    back = Button("The conversation", call("talk.show", talk.id))
    return Card("Nice to meet you", said, actions=(back,), tone="good")


@ask("talk.wished", who=bot_only, summary="Says once that the other would like to be introduced")
async def wished(ctx: Context, args: One) -> Card | None:
    talk = await ctx.store.talks.get(args.talk)
    if talk is None or talk.state is not TalkState.OPEN or not talk.includes(ctx.actor.id):
        return None
    if talk.wishes(ctx.actor.id) or not talk.wishes(talk.other(ctx.actor.id)):
        return None
    said = "They would like to know who you are, if you like. You need not answer this, and I never ask again."
    yes = Button("Introduce us", call("talk.introduce", talk.id))
    return Card("Only if you like", text(said), actions=(yes,), tone="care")


@ask("talk.introduced", who=bot_only, summary="Shows two who both wanted it each other's name")
async def introduced(ctx: Context, args: One) -> Card | None:
    talk = await ctx.store.talks.get(args.talk)
    if talk is None or not talk.is_introduced or not talk.includes(ctx.actor.id):
        return None
    if await ctx.store.talks.are_apart(talk.author, talk.listener):
        return None
    return _introduced(ctx, talk)
