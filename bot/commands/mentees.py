"""A mentor's mentees at a glance: who is fine, who went quiet, what is coming and due; and a kind word by one tap."""

from dataclasses import dataclass
from datetime import timedelta

from bot.authority import bot_only, mentors
from bot.calls import call
from bot.commands import hours, pairs
from bot.commands.checkin_reading import shared_check_ins
from bot.commands.deadlines import deadlines_of, shared_deadlines
from bot.commands.local_days import day_text, today_of
from bot.commands.offers import offered
from bot.context import Context
from bot.domain.mentorships import Mentorship, MentorshipState, is_quiet
from bot.domain.sessions import SessionState
from bot.errors import Gone, NotAllowed
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import Mention, Text, When, joined, text
from bot.views import Button, Card, Item, Listing

PAGE = 5
_LOOK_BACK = timedelta(days=30)
_DUE_WITHIN = timedelta(days=7)
_MOODS = 4
"""How many of the last moods are shown, the oldest first."""
_READ_WITHIN = timedelta(days=7)
_RESTS = "It rests."


@dataclass(frozen=True, slots=True)
class Page:
    page: int = 0


@ask("mentee.list", who=mentors, summary="Your mentees: who is fine, who went quiet", command="mentees")
async def show_all(ctx: Context, args: Page) -> Listing | Card:
    mine = await _mine(ctx)
    if not mine:
        profile = Button("Your profile", call("mentor.profile"), "primary")
        return Card("No mentees yet", text("When a student asks you, you hear from me."), actions=(profile,))
    first = min(args.page, (len(mine) - 1) // PAGE) * PAGE
    rows = [await _row(ctx, pair) for pair in mine[first : first + PAGE]]
    page = first // PAGE
    return Listing(
        "Your mentees",
        tuple(rows),
        newer=call("mentee.list", page - 1) if page else None,
        older=call("mentee.list", page + 1) if first + PAGE < len(mine) else None,
        page=f"{first + 1}–{first + len(rows)} of {len(mine)}" if len(mine) > PAGE else "",
    )


async def _mine(ctx: Context) -> list[Mentorship]:
    """The actor's mentees. Whoever was not heard of for longest comes first: they may need somebody most."""
    every = await ctx.store.mentorships.of(ctx.actor.id)
    return sorted((pair for pair in every if pair.mentor == ctx.actor.id), key=lambda pair: pair.active_at)


async def glances(ctx: Context) -> Text:
    """The actor's mentees in a line each: fine or quiet, when they meet, how much is due; the first few of them.

    Nothing while all of them rest.
    """
    mine = await _mine(ctx)
    if not any(pair.state is MentorshipState.ACTIVE for pair in mine):
        return ()
    lines = [text(Mention(pair.mentee), ": ", await _glance(ctx, pair)) for pair in mine[:PAGE]]
    more = [text(f"and {len(mine) - PAGE} more")] if len(mine) > PAGE else []
    return joined([*lines, *more], "\n")


async def _glance(ctx: Context, pair: Mentorship) -> Text:
    if pair.state is MentorshipState.PAUSED:
        return text(_RESTS)
    due = await deadlines_of(ctx, pair.mentee, ctx.now + _DUE_WITHIN, only_shared=True)
    return text(await _pulse(ctx, pair), f" {len(due)} due this week." if due else "")


async def _row(ctx: Context, pair: Mentorship) -> Item:
    see = Button("Open", call("mentorship.show", pair.id))
    if pair.state is MentorshipState.PAUSED:
        return Item(text(Mention(pair.mentee)), text(_RESTS), (see,))
    lines = [await _pulse(ctx, pair), await _checked_in(ctx, pair), await _open(ctx, pair), await _due(ctx, pair)]
    word = Button("Send a kind word", call("mentee.word", pair.id))
    actions = (see, *offered(ctx, Button("Find an hour", hours.turn(pair.id, 60))), word)
    return Item(text(Mention(pair.mentee)), joined([line for line in lines if line], "\n"), actions)


async def _pulse(ctx: Context, pair: Mentorship) -> Text:
    """Whether they went quiet, and when the two meet next."""
    coming = await ctx.store.sessions.of_pair(pair.id, ctx.now)
    agreed = next((one for one in coming if one.state is SessionState.CONFIRMED), None)
    if agreed is not None:
        return text("You meet on ", When(agreed.start), ".")
    if is_quiet(pair, ctx.now, timedelta(days=ctx.community.settings.silence_first_days)):
        return text("Quiet since ", When(pair.active_at, "day"), ".")
    return text("You were last in touch on ", When(pair.active_at, "day"), ".")


async def _checked_in(ctx: Context, pair: Mentorship) -> Text:
    """When they last checked in with the reader, and the moods they shared."""
    shared = await shared_check_ins(ctx, pair.mentee, ctx.now - _LOOK_BACK)
    if not shared:
        return ()
    moods = [str(one.mood) for one in shared if one.mood][:_MOODS]
    said = f"Checked in on {day_text(shared[0].on)}"
    return text(f"{said}, mood {', '.join(reversed(moods))} of 5." if moods else f"{said}.")


async def _open(ctx: Context, pair: Mentorship) -> Text:
    number = len(await ctx.store.actions.open_of((pair.id,)))
    return text(f"{number} thing{'' if number == 1 else 's'} still to do: /actions") if number else ()


async def _due(ctx: Context, pair: Mentorship) -> Text:
    due = await shared_deadlines(ctx, pair.mentee, ctx.now + _DUE_WITHIN)
    return text("Due this week:\n", due) if due else ()


@dataclass(frozen=True, slots=True)
class One:
    mentorship: int


@ask("mentee.word", who=mentors, summary="Let a mentee know that you think of them")
async def word(ctx: Context, args: One) -> Card:
    pair = await pairs.mine(ctx, args.mentorship)
    if pair.mentor != ctx.actor.id:
        raise NotAllowed("This is for mentors to their mentees. /mentorships shows yours.")
    pairs.check_active(pair)
    today = today_of(ctx)
    said = call("mentee.thought_of", pair.id)
    notice = Notice(f"{said}:{today}", Dm(pair.mentee), said, ctx.now, ctx.now + _READ_WITHIN)
    if not await ctx.outbox.put(notice):
        raise Gone("You sent them a word today already. Give it a day.")
    reads = text(Mention(pair.mentee), " reads: you think of them, and a line is enough. No answer is owed.")
    return Card("Sent", reads, actions=(Button("Your mentees", call("mentee.list")),), tone="good")


@ask("mentee.thought_of", who=bot_only, summary="A kind word from one's mentor")
async def thought_of(ctx: Context, args: One) -> Card | None:
    pair = await ctx.store.mentorships.get(args.mentorship)
    if pair is None or pair.mentee != ctx.actor.id or pair.state is not MentorshipState.ACTIVE:
        return None
    if await ctx.store.safety.is_blocked(pair.mentee, pair.mentor):
        return None
    said = text(Mention(pair.mentor), " thinks of you. How is it going? A line is enough, and it can wait.")
    actions = (
        Button("Check in", call("checkin.write"), "primary", opens_form=True),
        *offered(ctx, Button("Find an hour", hours.turn(pair.id, 60))),
    )
    return Card("A word from your mentor", said, actions=actions)
