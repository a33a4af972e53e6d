"""Who changed what in the community, for those who look after it."""

from dataclasses import dataclass

from bot.authority import moderators
from bot.calls import call
from bot.context import Context
from bot.domain.audit import Change
from bot.registry import ask
from bot.text import Mention, Said, Text, When, clipped, text
from bot.views import Item, Listing

PAGE = 5
_SHOWN = 200


async def note(ctx: Context, what: str, before: str, after: str) -> None:
    """Keeps what the actor changed; nothing where nothing changed. `what` is ours, the values may be members' words."""
    if before != after:
        await ctx.store.audit.note(ctx.actor.id, what, before, after, ctx.now)


@dataclass(frozen=True, slots=True)
class Page:
    """Changes older than the one of this id; the newest with 0."""

    before: int = 0


@ask("audit.show", who=moderators, summary="Who changed what here", command="audit")
async def show(ctx: Context, args: Page) -> Listing:
    found = await ctx.store.audit.latest(args.before, PAGE + 1)
    rows = tuple(Item(text(change.what), _told(change)) for change in found[:PAGE])
    said = "" if rows else "Nobody has changed anything yet."
    return Listing(
        "Who changed what",
        rows,
        text(said),
        newer=call("audit.show") if args.before else None,
        older=call("audit.show", rows and found[PAGE - 1].id) if len(found) > PAGE else None,
    )


def _told(change: Change) -> Text:
    before, after = (
        text(Said(clipped(one, _SHOWN))) if one else text("nothing") for one in (change.before, change.after)
    )
    return text(Mention(change.person), ", ", When(change.at), ": ", before, " → ", after)
