"""What an author can still do about a post: with the key that only their own buttons carry, or by its mark."""

from dataclasses import dataclass

from bot.authority import anyone
from bot.calls import call
from bot.commands.vent_audiences import BACK
from bot.commands.vent_posting import check_may_post
from bot.context import Context
from bot.domain.vents import Fate, Vent, VentState
from bot.errors import Gone, NotFound
from bot.params import Nothing
from bot.registry import ask
from bot.scheduling.vents import shown
from bot.text import Text, text
from bot.views import Button, Card, Confirm

_NO_SUCH = "I do not find this post. It was taken back, or deleted after 30 days."
_NOT_ANY_MORE = "This cannot be done any more. Press How it stands to see why."
_IN_CHANNEL = (VentState.POSTED, VentState.HIDDEN)
_FATES = {
    Fate.COMING: "It is on its way into the channel.",
    Fate.ARRIVED: "It stands in the channel.",
    Fate.UNKNOWN: (
        "The connection broke while I posted it, and I never post twice of my own accord. Look in the channel. If it "
        "is not there, post it again. If it is there and you want it gone, a moderator can delete it by hand."
    ),
    Fate.LOST: "It did not reach the channel. You can post it again, or leave it.",
}
_STATES = {
    VentState.WAITING: "It waits, and goes out within 15 minutes.",
    VentState.HIDDEN: "Several people reported it, so it is out of the channel until a moderator has looked.",
    VentState.REMOVED: "It was taken down. Its text is deleted.",
}


@dataclass(frozen=True, slots=True)
class Key:
    key: str


async def _mine(ctx: Context, key: str) -> Vent:
    found = await ctx.store.vents.of_key(key)
    if found is None:
        raise NotFound(_NO_SUCH)
    return found


@ask("vent.mine", who=anyone, summary="How an anonymous post of yours stands", is_untraced=True)
async def mine(ctx: Context, args: Key) -> Card:
    found = await _mine(ctx, args.key)
    look = Button("How it stands", call("vent.mine", args.key))
    if found.state is not VentState.POSTED:
        back = Button("Take it back", call("vent.undo", args.key), "danger")
        down = Button("Take it down", call("vent.down", args.key), "danger")
        of_state = {VentState.WAITING: (back, look), VentState.HIDDEN: (down, look)}
        return Card("Your post", text(_STATES[found.state]), actions=of_state.get(found.state, ()))
    said, actions = await _in_channel(ctx, found, args.key)
    return Card("Your post", said, actions=(*actions, look))


async def _in_channel(ctx: Context, found: Vent, key: str) -> tuple[Text, tuple[Button, ...]]:
    fate = await ctx.store.vents.fate(found.id)
    down = Button("Take it down", call("vent.down", key), "danger")
    again = Button("Post it again", call("vent.again", key))
    answer = Button("Answer as the author", call("vent.own", key), opens_form=True)
    is_lost = fate in (Fate.UNKNOWN, Fate.LOST)
    return text(_FATES[fate]), (*((again,) if is_lost else ()), *(() if found.is_answer else (answer,)), down)


@ask("vent.undo", who=anyone, summary="Take back an anonymous post that waits", is_untraced=True)
async def undo(ctx: Context, args: Key) -> Card:
    found = await _mine(ctx, args.key)
    if not await ctx.store.vents.undo(args.key):
        raise Gone("It does not wait any more. Press How it stands.")
    await ctx.store.vents.give_back("answer" if found.is_answer else "post", ctx.actor.id, ctx.now)
    return Card("Taken back", text("It is deleted, and nobody has read it."))


@ask("vent.down", who=anyone, summary="Take down an anonymous post of yours", is_untraced=True)
async def down(ctx: Context, args: Key) -> Card:
    return await _taken_down(ctx, (await _mine(ctx, args.key)).id)


@dataclass(frozen=True, slots=True)
class One:
    vent: str


@ask("vent.retract", who=anyone, summary="Take down a post that you wrote", is_untraced=True)
async def retract(ctx: Context, args: One) -> Card:
    """By its mark, which is tested for the one who asks and for nobody else."""
    if not await ctx.store.vents.is_author(args.vent, ctx.actor.id):
        raise NotFound(_NO_SUCH)
    return await _taken_down(ctx, args.vent)


@ask("vent.all", who=anyone, summary="Take down everything you posted anonymously", is_untraced=True)
async def everything(ctx: Context, args: Nothing) -> Confirm:
    said = text("All your anonymous posts and answers of the last 30 days, also those whose buttons you have lost.")
    yes = Button("Take all of it down", call("vent.gone"), "danger")
    return Confirm("Take down everything you posted?", said, yes, Button("Leave it", call("vent.show")))


@ask("vent.gone", who=anyone, summary="Take down everything you posted anonymously, now", is_untraced=True)
async def gone(ctx: Context, args: Nothing) -> Card:
    number = await ctx.store.vents.retract(ctx.actor.id, ctx.now)
    said = f"Posts and answers of yours: {number}. Their text is deleted here, and they leave the channel in a moment."
    return Card("Taken down", text(said if number else "There was nothing of yours."), actions=(BACK,))


async def _taken_down(ctx: Context, vent: str) -> Card:
    if not await ctx.store.vents.move(vent, _IN_CHANNEL, VentState.REMOVED, ctx.now):
        raise Gone(_NOT_ANY_MORE)
    return Card("Taken down", text("Its text is deleted here, and it leaves the channel in a moment."))


@ask("vent.again", who=anyone, summary="Post an anonymous post of yours again that did not arrive", is_untraced=True)
async def again(ctx: Context, args: Key) -> Card:
    found = await _mine(ctx, args.key)
    await check_may_post(ctx)
    if await ctx.store.vents.fate(found.id) not in (Fate.UNKNOWN, Fate.LOST):
        raise Gone(_NOT_ANY_MORE)
    key = await ctx.store.vents.show_again(found.id, (VentState.POSTED,), ctx.now)
    if key is None:
        raise Gone(_NOT_ANY_MORE)
    await ctx.outbox.put(shown(key, found.id, ctx.now))
    look = Button("How it stands", call("vent.mine", args.key))
    return Card("It is posted again", text("It goes out in a moment."), actions=(look,))
