"""The vent channel: written without a name, by those who read first what that means."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone
from bot.calls import Call, call
from bot.commands import vent_consent, vent_drafts
from bot.commands.care import care_card
from bot.commands.vent_audiences import Offer
from bot.commands.vent_posting import LONGEST, check_may_post, is_open, posted
from bot.context import Context
from bot.domain.care import is_worrying
from bot.domain.vents import ACTIVE_FOR, SMALL, is_small
from bot.params import Paragraph
from bot.registry import ask
from bot.text import Text, text
from bot.views import Button, Card

_PROMISE = (
    "Everybody in the channel reads it. Members and moderators are not shown your name, and I keep none with it.\n"
    "Not hidden: Discord or Slack carries it, and whoever runs this bot could find out that it was you. Your style, "
    "topic or timing may give you away. Screenshots stay.\n"
    "It goes out within 15 minutes, with another one if one waits. It is deleted after 30 days, here and in the "
    "channel. It is not a crisis service: /help-now shows where help is."
)


async def offer(ctx: Context) -> Offer | None:
    """Where moderators chose a channel for it."""
    if not await is_open(ctx):
        return None
    button = Button("Vent anonymously", call("vent.write"), opens_form=True)
    down = Button("Take down all I posted", call("vent.all"))
    return Offer("The vent channel", "Everybody there reads it, and nobody is shown your name.", (button, down))


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
    is_untraced=True,
)
async def write(ctx: Context, args: Write) -> Card:
    await vent_consent.check(ctx)
    await check_may_post(ctx)
    if is_worrying(args.text):
        return await care_card(ctx, await vent_drafts.choices(ctx, args.text))
    return await posted(ctx, args.text)
