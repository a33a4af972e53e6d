"""Before the first vent, everybody is asked once."""

from bot.authority import anyone
from bot.calls import call
from bot.context import Context
from bot.domain.consents import Purpose
from bot.errors import UserError
from bot.params import Nothing
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card

_ASKED = (
    "What you write may say how you are, so I ask you once. Each time you choose who reads it, and the form says what "
    "that means before you write. I keep it encrypted. What you write to others goes after 30 days; your journal "
    "stays until you delete it. You can take your agreement back in /privacy."
)
_FIRST = "Type /vent first: it says who reads what, and asks once whether you agree."


async def has_agreed(ctx: Context) -> bool:
    return await ctx.store.consents.has(ctx.actor.id, Purpose.VENT)


async def check(ctx: Context) -> None:
    """Raises UserError before they agreed."""
    if not await has_agreed(ctx):
        raise UserError(_FIRST)


def asked() -> Card:
    """The question itself."""
    yes = Button("I understand and agree", call("vent.agree"), "primary")
    return Card("Before your first vent", text(_ASKED), actions=(yes,), tone="care")


@ask("vent.agree", who=anyone, summary="Agree to how vents are kept", is_untraced=True)
async def agree(ctx: Context, args: Nothing) -> Card:
    """On record with its day and no more: the first vent may follow within minutes."""
    day = ctx.now.replace(hour=0, minute=0, second=0, microsecond=0)
    await ctx.store.consents.give(ctx.actor.id, Purpose.VENT, day)
    go_on = Button("Choose who hears it", call("vent.show"), "primary")
    return Card("Thank you", text("You can take it back in /privacy at any time."), actions=(go_on,), tone="care")
