"""A listener is asked whether they are there for somebody, and says yes, not now, or nothing."""

from dataclasses import dataclass

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import talk_finding, talk_lines, talks
from bot.context import Context
from bot.domain.listening import OWED, Talk, TalkState
from bot.errors import Gone, NotFound, UserError
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card

_TAKEN = "This is not needed any more: somebody else listens, or they called it off. Thank you for being there."


@dataclass(frozen=True, slots=True)
class One:
    talk: int


@ask("talk.offered", who=bot_only, summary="Asks a listener whether they are there for somebody")
async def offered(ctx: Context, args: One) -> Card | None:
    talk = await ctx.store.talks.get(args.talk)
    if (
        talk is None
        or talk.state is not TalkState.LOOKING
        or ctx.actor.id not in await ctx.store.talks.offered(talk.id)
    ):
        return None
    said = "Somebody here would like to be heard. Have you got the time and the strength for it now? Not now is fine."
    actions = (
        Button("I listen", call("talk.take", talk.id), "primary"),
        Button("Not now", call("talk.not_now", talk.id)),
        talks.GUIDANCE,
    )
    note = text("After 30 minutes I ask somebody else. Neither of you sees the other's name.")
    return Card("Are you there for somebody?", text(said), actions=actions, tone="care", note=note)


async def _asked(ctx: Context, talk: int) -> Talk:
    """One that the actor was asked about. Raises NotFound, for it is nobody else's business."""
    found = await ctx.store.talks.get(talk)
    if found is None or ctx.actor.id not in await ctx.store.talks.offered(talk):
        raise NotFound(talks.NO_SUCH)
    return found


@ask("talk.take", who=anyone, summary="Listen to somebody", is_untraced=True)
async def take(ctx: Context, args: One) -> Card:
    talk = await _asked(ctx, args.talk)
    if talk.state is TalkState.OPEN and talk.listener == ctx.actor.id:
        return await talk_lines.shown(ctx, talk)
    me = await talks.listening(ctx)
    if me is None or me.is_paused(ctx.now):
        raise UserError("You do not listen at the moment. /listen changes it.")
    if talk.state is not TalkState.LOOKING or not await talks.may_meet(ctx, talk.author, ctx.actor.id):
        raise Gone(_TAKEN)
    if not await ctx.store.talks.take(talk.id, ctx.actor.id, me.most, ctx.now):
        now = await talks.listening(ctx)
        if now is not None and now.talks >= now.most:
            raise UserError("You have a conversation already. /listen shows it, and lets you say how many at once.")
        raise Gone(_TAKEN)
    await ctx.store.obligations.close(OWED, talk.id)
    await talks.stay_awake(ctx, talk.id)
    await talks.tell(ctx, talk.author, "talk.taken", talk.id)
    return await talk_lines.shown(ctx, await talks.running(ctx, talk.id))


@ask("talk.taken", who=bot_only, summary="Tells an author that a listener is there")
async def taken(ctx: Context, args: One) -> Card | None:
    talk = await ctx.store.talks.get(args.talk)
    if talk is None or talk.state is not TalkState.OPEN or talk.author != ctx.actor.id:
        return None
    said = "They have read your words, and are there for you. They may take their time to answer."
    return Card("A listener is there", text(said), actions=talk_lines.actions_of(ctx, talk), tone="care")


@ask("talk.not_now", who=anyone, summary="Not listen this time", is_untraced=True)
async def not_now(ctx: Context, args: One) -> Card:
    talk = await _asked(ctx, args.talk)
    owed = await ctx.store.obligations.about(OWED, talk.id)
    if any(one.owes == ctx.actor.id for one in owed):
        await ctx.store.obligations.close(OWED, talk.id, ctx.actor.id)
        await talk_finding.go_on(ctx, talk)
    pause = Button("Pause for a week", call("listen.pause", 7))
    said = "Thank you for saying so. I ask somebody else, and nobody is told that it was you."
    return Card("That is fine", text(said), actions=(pause,), tone="care")


@ask("talk.passed", who=bot_only, summary="A listener did not answer in time")
async def passed(ctx: Context, args: One) -> None:
    talk = await ctx.store.talks.get(args.talk)
    if talk is not None:
        await talk_finding.go_on(ctx, talk)
