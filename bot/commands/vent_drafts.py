"""Words that sound like danger: their author sees where there is help, and then decides. Nothing is blocked or told.

Until they have decided the words are sealed under a token which only the buttons on that card carry.
"""

from dataclasses import dataclass

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import journal, vent_mentors, vent_posting
from bot.commands.checkin_sharing import open_pairs
from bot.commands.moderators import tell_moderators
from bot.context import Context
from bot.domain.vents import hour
from bot.errors import Gone
from bot.registry import ask
from bot.text import Mention, text
from bot.views import Button, Card

_GONE = "You have chosen already, or two hours went by: I hold these words no longer. /vent begins anew."


LISTENER = "listener"


@dataclass(frozen=True, slots=True)
class Draft:
    """`to` is whom the words were for: nothing for the channel, a new listener, or the conversation of this id."""

    token: str
    to: str = ""


async def choices(ctx: Context, words: str, to: str = "") -> tuple[Button, ...]:
    """What can become of these words, which are kept for as long as it takes to choose."""
    return await _buttons(ctx, await ctx.store.vent_drafts.keep(words, ctx.now), to)


def _anyway(token: str, to: str) -> Button:
    if not to:
        return Button("Post it anyway", call("draft.post", token))
    if to == LISTENER:
        return Button("Look for a listener anyway", call("draft.listen", token))
    return Button("Send it anyway", call("draft.line", token, to))


async def _buttons(ctx: Context, token: str, to: str) -> tuple[Button, ...]:
    """People first: whoever reads this may press what comes first."""
    pairs = await open_pairs(ctx)
    mentor = (Button("Tell my mentor" if len(pairs) == 1 else "Tell my mentors", call("draft.tell", token)),)
    return (
        *(mentor if pairs else ()),
        Button("Ask a moderator to write to me", call("draft.ask", token, to)),
        Button("Keep it in my journal", call("draft.keep", token)),
        _anyway(token, to),
    )


async def read(ctx: Context, token: str) -> str:
    """The words. Raises Gone when they were kept long enough."""
    found = await ctx.store.vent_drafts.read(token, ctx.now)
    if found is None:
        raise Gone(_GONE)
    return found


@ask("draft.post", who=anyone, summary="Post what you wrote, without your name", is_untraced=True)
async def post(ctx: Context, args: Draft) -> Card:
    words = await read(ctx, args.token)
    await vent_posting.check_may_post(ctx)
    said = await vent_posting.posted(ctx, words)
    await ctx.store.vent_drafts.drop(args.token)
    return said


@ask("draft.keep", who=anyone, summary="Keep what you wrote in your journal", is_untraced=True)
async def keep(ctx: Context, args: Draft) -> Card:
    said = await journal.kept(ctx, await read(ctx, args.token))
    await ctx.store.vent_drafts.drop(args.token)
    return said


@ask("draft.tell", who=anyone, summary="Tell your mentors what you wrote", is_untraced=True)
async def tell(ctx: Context, args: Draft) -> Card:
    said = await vent_mentors.sent(ctx, await open_pairs(ctx), await read(ctx, args.token))
    await ctx.store.vent_drafts.drop(args.token)
    return said


@ask("draft.ask", who=anyone, summary="Ask a moderator to write to you", is_untraced=True)
async def ask_for_company(ctx: Context, args: Draft) -> Card:
    """The words stay where they are: moderators hear only that somebody asks for them."""
    await read(ctx, args.token)
    once = f"draft.asked:{ctx.actor.id}:{hour(ctx.now).isoformat()}"
    await tell_moderators(ctx, once, call("draft.asked", ctx.actor.id))
    said = (
        "They read that you ask for somebody, with your name, and not what you wrote. It may take them a while. "
        "If you post it as well, they may guess that it is yours."
    )
    rest = tuple(one for one in await _buttons(ctx, args.token, args.to) if one.call.name != "draft.ask")
    return Card("The moderators know", text(said), actions=rest, tone="care")


@dataclass(frozen=True, slots=True)
class Asked:
    person: int


@ask("draft.asked", who=bot_only, summary="Tells moderators that somebody asks them to write")
async def asked(ctx: Context, args: Asked) -> Card | None:
    if await ctx.store.people.get(args.person) is None:
        return None
    said = text(Mention(args.person), " asks a moderator to write to them, soon if you can. Please ask how they are.")
    return Card("Somebody asks for you", said, tone="care")
