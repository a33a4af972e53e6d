"""Reporting an anonymous post: three people take it out of the channel until a moderator has looked."""

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands.moderators import tell_moderators
from bot.commands.vent_moderating import One, for_moderators
from bot.context import Context
from bot.domain.people import Role
from bot.domain.vents import REPORTS_HIDE, Vent, VentState, is_hidden_by, thread_name
from bot.errors import Gone, NotFound
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card, Confirm

_NO_SUCH = "I do not find this post. It is not in the channel any more."


async def _posted(ctx: Context, vent: str) -> Vent:
    found = await ctx.store.vents.get(vent)
    if found is None or found.state is not VentState.POSTED:
        raise NotFound(_NO_SUCH)
    return found


@ask("vent.report", who=anyone, summary="Report an anonymous post", is_untraced=True)
async def report(ctx: Context, args: One) -> Card | Confirm:
    found = await _posted(ctx, args.vent)
    keep = Button("Leave it", call("vent.show"))
    if await ctx.store.vents.is_author(found.id, ctx.actor.id):
        said = text("You wrote this one. Its text is deleted here, and it leaves the channel.")
        return Confirm("Take it down?", said, Button("Take it down", call("vent.retract", found.id), "danger"), keep)
    if ctx.actor.has(Role.MODERATOR):
        return for_moderators(found)
    said = text(
        "Moderators look at it. Neither they nor the author learn that it was you. "
        f"Reports of {REPORTS_HIDE} people take it out of the channel until a moderator has looked."
    )
    return Confirm("Report this post?", said, Button("Report it", call("vent.flag", found.id), "danger"), keep)


@ask("vent.flag", who=anyone, summary="Report an anonymous post to the moderators", is_untraced=True)
async def flag(ctx: Context, args: One) -> Card:
    found = await _posted(ctx, args.vent)
    number = await ctx.store.vent_safety.report(found.id, ctx.actor.id)
    if number is None:
        raise Gone("You have reported this one already. The moderators have it.")
    await tell_moderators(ctx, f"vent.reported:{found.id}", call("vent.reported", found.id))
    if is_hidden_by(number, found.is_cleared):
        await ctx.store.vents.move(found.id, (VentState.POSTED,), VentState.HIDDEN, ctx.now)
        await tell_moderators(ctx, f"vent.hidden:{found.id}", call("vent.reported", found.id))
    return Card("Thank you for saying it", text("The moderators have it now."), tone="care")


@ask("vent.reported", who=bot_only, summary="An anonymous post that was reported, for the moderators")
async def reported(ctx: Context, args: One) -> Card | None:
    """Without the words: this message stays when they have long been deleted."""
    found = await ctx.store.vents.get(args.vent)
    if found is None or found.state not in (VentState.POSTED, VentState.HIDDEN) or found.is_cleared:
        return None
    is_hidden = found.state is VentState.HIDDEN
    title = "An anonymous post is hidden" if is_hidden else "An anonymous post was reported"
    rest = " It is out of the channel until one of you has looked." if is_hidden else ""
    said = f"In {thread_name(found.thread)}, people who reported it: {found.reports}.{rest}"
    look = Button("Look at it", call("vent.look", found.id), "primary")
    return Card(title, text(said), actions=(look,), tone="warning")


@ask("vent.stuck", who=bot_only, summary="Tells a moderator that a post could not be taken out of its channel")
async def stuck(ctx: Context, args: One) -> Card | None:
    found = await ctx.store.vents.get(args.vent)
    if found is None or found.state is VentState.POSTED:
        return None
    said = (
        f"I could not take {thread_name(found.thread)} out of the vent channel. Please delete the message there by "
        "hand. If I may not delete there, /setup shows the channel again."
    )
    return Card("A post is still in the channel", text(said), tone="warning")
