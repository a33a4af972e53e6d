"""A vent that a listener hears: a volunteer, neither of whom sees the other's name."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone
from bot.calls import call
from bot.commands import talk_finding, talk_lines, talks, vent_consent, vent_drafts
from bot.commands.care import care_card
from bot.commands.vent_audiences import Offer
from bot.context import Context
from bot.domain.care import is_worrying
from bot.domain.listening import TalkState
from bot.errors import Gone, NotFound
from bot.params import Paragraph
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card

_PROMISE = (
    "A volunteer of this community reads it, perhaps a moderator; never your mentor or mentee. Neither of you sees the "
    "other's name until you both tap Introduce us. What you two write goes through me: I keep it encrypted for 30 "
    "days, and with it who wrote. Moderators cannot see that; whoever runs this bot and holds its key could. Your "
    "style or story may give you away. Either of you can end it at any time.\n"
    "It is not a crisis service: /help-now shows where people answer at once."
)


async def offer(ctx: Context) -> Offer | None:
    """Where somebody else listens here, or the actor talks with one already."""
    for talk in await ctx.store.talks.live_of(ctx.actor.id):
        if talk.author == ctx.actor.id:
            is_open = talk.state is TalkState.OPEN
            means = "You have a conversation with one." if is_open else "I am looking for one for you."
            return Offer("A listener", means, (Button("Your listener", call("talk.show", talk.id)),))
    if not talk_finding.is_on(ctx) or not await ctx.store.listeners.count(ctx.now, ctx.actor.id):
        return None
    button = Button("Talk with a listener", call("talk.write"), opens_form=True)
    return Offer("A listener", "A volunteer. Neither of you sees the other's name.", (button,))


@dataclass(frozen=True, slots=True)
class Write:
    text: Annotated[str, Paragraph("What is on your mind?", "As it comes", most=talks.LONGEST)]


@ask(
    "talk.write",
    who=anyone,
    summary="Talk with a listener, without names",
    title="Talk with a listener",
    intro=text(_PROMISE),
    submit="Look for a listener",
    is_untraced=True,
)
async def write(ctx: Context, args: Write) -> Card:
    await vent_consent.check(ctx)
    if is_worrying(args.text):
        return await care_card(ctx, await vent_drafts.choices(ctx, args.text, vent_drafts.LISTENER))
    return await talk_finding.begin(ctx, args.text)


@ask("draft.listen", who=anyone, summary="Look for a listener with what you wrote", is_untraced=True)
async def listen(ctx: Context, args: vent_drafts.Draft) -> Card:
    said = await talk_finding.begin(ctx, await vent_drafts.read(ctx, args.token))
    await ctx.store.vent_drafts.drop(args.token)
    return said


@ask("draft.line", who=anyone, summary="Send what you wrote to your listener", is_untraced=True)
async def line(ctx: Context, args: vent_drafts.Draft) -> Card:
    if not (args.to.isascii() and args.to.isdigit() and len(args.to) <= 18):
        raise NotFound(talks.NO_SUCH)
    talk = await talks.running(ctx, int(args.to))
    said = await talks.carry(ctx, talk, await vent_drafts.read(ctx, args.token))
    await ctx.store.vent_drafts.drop(args.token)
    return said


@dataclass(frozen=True, slots=True)
class One:
    talk: int


@ask("talk.show", who=anyone, summary="A conversation with a listener", is_untraced=True)
async def show(ctx: Context, args: One) -> Card:
    talk = await talks.own(ctx, args.talk)
    if talk.state is TalkState.OPEN:
        return await talk_lines.shown(ctx, talk)
    if talk.author != ctx.actor.id or talk.state is TalkState.ENDED:
        raise Gone(talks.OVER)
    is_looking = talk.state is TalkState.LOOKING
    return await (talk_finding.looking(ctx, talk) if is_looking else talk_finding.nobody_card(ctx, talk))
