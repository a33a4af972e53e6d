"""Being named when the community's week is summed up: only who agreed, and only when the other one did too."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.authority import anyone
from bot.calls import call
from bot.commands import pairs
from bot.context import Context
from bot.domain.mentorships import Mentorship, MentorshipState
from bot.domain.mondays import bounds, monday_of
from bot.domain.summaries import next_summary, summary_rhythm
from bot.errors import Gone, NotFound
from bot.registry import ask
from bot.text import Mention, Text, text
from bot.views import Button, Card

_TOO_LATE = "It is too late for that: the week has been summed up, or it is not so any more."


@dataclass(frozen=True, slots=True)
class What:
    """`author` is whose thanks it is about; 0: the new pair."""

    mentorship: int
    author: int


@dataclass(frozen=True, slots=True)
class Turn:
    mentorship: int
    author: int
    is_on: int


async def offered(ctx: Context, pair: Mentorship, author: int = 0) -> tuple[Button, ...]:
    """The question, as a button beside something else; nothing where nothing will be told."""
    settings = ctx.community.settings
    if not settings.is_summaries or await ctx.store.people.channel("announcements") is None:
        return ()
    if await _what(ctx, pair, author) is None:
        return ()
    label = "May the summary say so?" if author else "May the summary name us?"
    return (Button(label, call("naming.show", pair.id, author)),)


async def _what(ctx: Context, pair: Mentorship, author: int) -> Text | None:
    """What would be told; None when it was time for that, or it is not so (any more)."""
    if author:
        words = await ctx.store.mentorships.feedback(pair.id, author)
        at = words.at if words is not None and words.thanks else None
        said = text(Mention(author), " thanked ", Mention(pair.other(author)))
    else:
        at = pair.started_at if pair.state is not MentorshipState.ENDED else None
        said = text(Mention(pair.mentee), " and ", Mention(pair.mentor), " are a new pair")
    if at is None or await ctx.store.safety.is_blocked(pair.mentee, pair.mentor):
        return None
    return said if ctx.now < _told_at(ctx, at) else None


def _told_at(ctx: Context, at: datetime) -> datetime:
    """When the channel reads of the week of this moment."""
    zone = ctx.community.zone
    _, over = bounds((monday_of(at, zone),), zone)
    return next_summary(summary_rhythm(ctx.community.settings, zone), over - timedelta(seconds=1))


async def _open(ctx: Context, mentorship: int, author: int) -> Text:
    """As `_what`, for one of the pair. Raises NotFound for others, Gone when there is nothing to choose."""
    pair = await pairs.mine(ctx, mentorship)
    if author and not pair.includes(author):
        raise NotFound(pairs.NO_SUCH_MENTORSHIP)
    found = await _what(ctx, pair, author)
    if found is None:
        raise Gone(_TOO_LATE)
    return found


@ask("naming.show", who=anyone, summary="Whether the weekly summary may name you")
async def show(ctx: Context, args: What) -> Card:
    said = await _open(ctx, args.mentorship, args.author)
    is_on = await ctx.store.namings.has(args.mentorship, args.author, ctx.actor.id)
    rest = ". Names only, never your words, and only if both of you agree. Not saying anything is a no."
    body = text("When the channel reads how this week went, it may say: ", said, rest)
    turn = call("naming.turn", args.mentorship, args.author, int(not is_on))
    button = Button("Leave my name out", turn) if is_on else Button("Yes, I agree", turn, "primary")
    note = text("You agreed. Nobody sees who of you did not." if is_on else "You have not agreed.")
    return Card("May it name you?", body, actions=(button,), note=note)


@ask("naming.turn", who=anyone, summary="Agree to be named in the weekly summary, or not")
async def turn(ctx: Context, args: Turn) -> Card:
    await _open(ctx, args.mentorship, args.author)
    await ctx.store.namings.turn(args.mentorship, args.author, ctx.actor.id, bool(args.is_on))
    return await show(ctx, What(args.mentorship, args.author))
